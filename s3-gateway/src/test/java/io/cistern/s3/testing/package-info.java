/** Requests, payloads and stores for the tests of operations, without a network in between. */
@NullMarked
package io.cistern.s3.testing;

import org.jspecify.annotations.NullMarked;
