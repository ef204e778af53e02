/**
 * The CSI controller: a stateless router from CSI calls to the agents that own the pools. The
 * packages below are its features; here is what can go wrong in any of them.
 */
@NullMarked
package io.cistern.controller;

import org.jspecify.annotations.NullMarked;
