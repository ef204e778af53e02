/** Tests of uploads by forms. */
@NullMarked
package io.cistern.s3.post;

import org.jspecify.annotations.NullMarked;
