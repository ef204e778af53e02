/**
 * HTTP: sockets, limits and time-outs, the heads of requests as they came, bodies with backpressure
 * in both directions. It knows nothing of S3 but what an answer looks like; every request is
 * answered on a virtual thread of its own.
 */
@NullMarked
package io.cistern.s3.http;

import org.jspecify.annotations.NullMarked;
