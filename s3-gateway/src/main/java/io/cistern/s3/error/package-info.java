/** The one place where errors become answers: of the store to S3 errors, of S3 errors to XML. */
@NullMarked
package io.cistern.s3.error;

import org.jspecify.annotations.NullMarked;
