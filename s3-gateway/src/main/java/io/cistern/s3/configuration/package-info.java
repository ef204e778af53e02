/**
 * Configurations of a bucket that clients put, get and delete as one document: what their
 * operations have in common. What a document means is known to the package that describes it.
 */
@NullMarked
package io.cistern.s3.configuration;

import org.jspecify.annotations.NullMarked;
