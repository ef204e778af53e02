/**
 * What an S3 operation sees and gives: the request with its parsed address, parameters and verified
 * body, the response, and the errors of the protocol. It knows neither the HTTP server nor the
 * store.
 */
@NullMarked
package io.cistern.s3.api;

import org.jspecify.annotations.NullMarked;
