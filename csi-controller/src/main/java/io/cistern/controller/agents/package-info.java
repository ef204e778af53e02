/**
 * The pool agents: where they are, what they last said of themselves, and which of them owns a
 * pool. Every call has a deadline, and an agent that does not answer is never taken for one that
 * says no.
 */
@NullMarked
package io.cistern.controller.agents;

import org.jspecify.annotations.NullMarked;
