/**
 * From the head of a request to its operation: the address (path or virtual-hosted style), the
 * table of routes, and the names of what is not implemented. What no route takes is refused.
 */
@NullMarked
package io.cistern.s3.route;

import org.jspecify.annotations.NullMarked;
