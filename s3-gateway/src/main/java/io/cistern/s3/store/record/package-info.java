/**
 * The records of the store as bytes: keys whose order is the order of lists, and values that begin
 * with the version of their format.
 */
@NullMarked
package io.cistern.s3.store.record;

import org.jspecify.annotations.NullMarked;
