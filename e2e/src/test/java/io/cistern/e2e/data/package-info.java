/** What tests write into volumes, and how they prove that every byte of it came back. */
@NullMarked
package io.cistern.e2e.data;

import org.jspecify.annotations.NullMarked;
