/**
 * Wires the gateway: what HTTP reaches, and what answers it. Until the S3 operations are served,
 * every S3 request is answered NotImplemented, which no client takes for success.
 */
@NullMarked
package io.cistern.s3.app;

import org.jspecify.annotations.NullMarked;
