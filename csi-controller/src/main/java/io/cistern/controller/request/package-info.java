/**
 * What several features read from their requests alike: names, ids and sizes, refused where they
 * are malformed.
 */
@NullMarked
package io.cistern.controller.request;

import org.jspecify.annotations.NullMarked;
