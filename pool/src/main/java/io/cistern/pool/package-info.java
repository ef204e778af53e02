/**
 * The pool's service provider interface: what every backend does, and how durably. Backends live in
 * the packages below; {@code model} holds the values they speak in.
 */
@NullMarked
package io.cistern.pool;

import org.jspecify.annotations.NullMarked;
