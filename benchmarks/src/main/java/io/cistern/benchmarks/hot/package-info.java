/** JMH benchmarks of the few loops that run once for each mount or for each call. */
@NullMarked
package io.cistern.benchmarks.hot;

import org.jspecify.annotations.NullMarked;
