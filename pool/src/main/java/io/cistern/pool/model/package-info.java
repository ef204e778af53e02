/**
 * What a pool is made of, as values: identifiers, sizes, volumes, snapshots, capacity, errors.
 * Plain records without I/O, so that the controller can speak of pools without being able to touch
 * one.
 */
@NullMarked
package io.cistern.pool.model;

import org.jspecify.annotations.NullMarked;
