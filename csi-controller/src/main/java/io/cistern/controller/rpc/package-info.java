/**
 * The CSI services as gRPC offers them: each method parses, makes one call of the domain, and
 * renders. The one place that names a gRPC status is here.
 */
@NullMarked
package io.cistern.controller.rpc;

import org.jspecify.annotations.NullMarked;
