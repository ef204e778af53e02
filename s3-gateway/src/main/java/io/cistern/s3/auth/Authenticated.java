package io.cistern.s3.auth;

import io.cistern.s3.api.Principal;

/**
 * What the head of a request proves.
 *
 * @param signing what the body is held to
 */
public record Authenticated(Principal principal, BodySigning signing) {}
