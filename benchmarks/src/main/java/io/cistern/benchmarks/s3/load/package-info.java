/** What is asked of a server, by how many clients, for how long; and what came of it. */
@NullMarked
package io.cistern.benchmarks.s3.load;

import org.jspecify.annotations.NullMarked;
