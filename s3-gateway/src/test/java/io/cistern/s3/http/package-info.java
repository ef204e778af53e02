/** Tests of the HTTP server over real sockets. */
@NullMarked
package io.cistern.s3.http;

import org.jspecify.annotations.NullMarked;
