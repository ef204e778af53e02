/** Tests of the gateway as a running service, over real HTTP. */
@NullMarked
package io.cistern.s3.app;

import org.jspecify.annotations.NullMarked;
