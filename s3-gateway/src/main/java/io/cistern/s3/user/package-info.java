/**
 * Users: who signs with which key, and what a grant of each mode lets them do. Whatever no grant
 * names is denied; the root may do everything.
 */
@NullMarked
package io.cistern.s3.user;

import org.jspecify.annotations.NullMarked;
