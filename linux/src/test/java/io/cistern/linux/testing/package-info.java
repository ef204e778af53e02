/**
 * What the tests against the real kernel share: files, loop devices and mounts that go away again.
 */
@NullMarked
package io.cistern.linux.testing;

import org.jspecify.annotations.NullMarked;
