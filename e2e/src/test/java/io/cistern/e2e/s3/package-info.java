/**
 * The packaged gateway, started as in production, under real clients; and killed under load. What
 * was written is compared by its bytes.
 */
@NullMarked
package io.cistern.e2e.s3;

import org.jspecify.annotations.NullMarked;
