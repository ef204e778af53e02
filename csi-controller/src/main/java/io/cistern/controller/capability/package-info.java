/** What a client wants to do with a volume, checked against what Cistern's volumes can do. */
@NullMarked
package io.cistern.controller.capability;

import org.jspecify.annotations.NullMarked;
