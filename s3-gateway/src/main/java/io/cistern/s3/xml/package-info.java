/** XML as S3 speaks it: a writer of documents, and a reader that trusts nothing it reads. */
@NullMarked
package io.cistern.s3.xml;

import org.jspecify.annotations.NullMarked;
