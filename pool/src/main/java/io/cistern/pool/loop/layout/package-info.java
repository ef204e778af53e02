/**
 * How a loop pool lies on disk: which file is where, and what the JSON files beside the data say.
 * Reading is strict: what is not exactly ours is corrupt, with the path in the message.
 */
@NullMarked
package io.cistern.pool.loop.layout;

import org.jspecify.annotations.NullMarked;
