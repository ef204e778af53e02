/**
 * Who asks: Signature Version 4 in the Authorization header, in the query and in POST forms, all by
 * one authenticator, and the credentials it knows. It decides before a byte of the body is read.
 */
@NullMarked
package io.cistern.s3.auth;

import org.jspecify.annotations.NullMarked;
