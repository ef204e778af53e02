package io.cistern.cli.client;

import io.cistern.protocol.transport.Endpoint;

/**
 * Where the services are.
 *
 * @param controller CSI Identity, Controller and GroupController
 * @param node CSI Identity and Node
 * @param agent the pool agent
 */
public record Endpoints(Endpoint controller, Endpoint node, Endpoint agent) {}
