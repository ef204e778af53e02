/**
 * A container orchestrator's side of CSI: typed clients of the sockets, the retries the
 * specification expects, and the order in which a volume is staged and published.
 */
@NullMarked
package io.cistern.e2e.co;

import org.jspecify.annotations.NullMarked;
