/**
 * The two services as real processes, started as in production: how soon they are ready, and how
 * much memory they hold.
 */
@NullMarked
package io.cistern.benchmarks.service;

import org.jspecify.annotations.NullMarked;
