@NullMarked
package io.cistern.s3.auth;

import org.jspecify.annotations.NullMarked;
