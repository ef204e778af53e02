/** The loop pool on real filesystems and real loop devices. */
@NullMarked
package io.cistern.pool.loop;

import org.jspecify.annotations.NullMarked;
