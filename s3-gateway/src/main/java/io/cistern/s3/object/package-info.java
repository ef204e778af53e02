/**
 * Operations on one object, or on many by name: put, get, head, delete, copy, tagging, attributes;
 * and what the headers of objects mean, which uploads and forms share.
 */
@NullMarked
package io.cistern.s3.object;

import org.jspecify.annotations.NullMarked;
