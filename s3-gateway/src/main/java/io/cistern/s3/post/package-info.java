/**
 * Uploads from browsers: a form, posted as {@code multipart/form-data}, whose signed policy says
 * what it may hold. The request itself carries no signature, so nothing of it is believed but the
 * form, and nothing of the form but what its policy covers.
 */
@NullMarked
package io.cistern.s3.post;

import org.jspecify.annotations.NullMarked;
