@NullMarked
package io.cistern.s3.body;

import org.jspecify.annotations.NullMarked;
