/**
 * Lists across pools, page by page: the order of pools and of what is in them, and the tokens that
 * name a place in it.
 */
@NullMarked
package io.cistern.controller.paging;

import org.jspecify.annotations.NullMarked;
