/** What a pod's program gets: fio on a published volume, beside fio on the pool's filesystem. */
@NullMarked
package io.cistern.benchmarks.fio;

import org.jspecify.annotations.NullMarked;
