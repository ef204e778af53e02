/** Tests of routing. */
@NullMarked
package io.cistern.s3.route;

import org.jspecify.annotations.NullMarked;
