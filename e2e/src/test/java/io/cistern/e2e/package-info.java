/**
 * Tests of the whole system: the packaged services as processes of their own, driven over their
 * sockets on real loop devices and filesystems, with faults. Nothing depends on this package.
 */
@NullMarked
package io.cistern.e2e;

import org.jspecify.annotations.NullMarked;
