/**
 * Lists of objects and of versions, a page at a time. The store gives the order and the place to go
 * on from; what is here reads the parameters and writes the documents.
 */
@NullMarked
package io.cistern.s3.list;

import org.jspecify.annotations.NullMarked;
