/**
 * Mounted filesystems: status, freezing, trimming and growing online, by ioctl, with no external
 * program.
 */
@NullMarked
package io.cistern.linux.filesystem;

import org.jspecify.annotations.NullMarked;
