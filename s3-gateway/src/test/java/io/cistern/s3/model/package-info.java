/** What names and texts may be. */
@NullMarked
package io.cistern.s3.model;

import org.jspecify.annotations.NullMarked;
