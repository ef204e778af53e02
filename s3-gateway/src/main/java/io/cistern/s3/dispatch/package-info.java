/**
 * The line every request goes along: address, route, authentication, authorisation, payload,
 * operation, and the error document where one of them refuses. Nothing else catches.
 */
@NullMarked
package io.cistern.s3.dispatch;

import org.jspecify.annotations.NullMarked;
