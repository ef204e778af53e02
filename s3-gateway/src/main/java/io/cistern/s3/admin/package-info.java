/**
 * The gateway's own service: what S3 has no operations for. Reached over a Unix socket that only
 * the gateway's user can open, and by {@code cistern user} and {@code cistern bucket quota}.
 */
@NullMarked
package io.cistern.s3.admin;

import org.jspecify.annotations.NullMarked;
