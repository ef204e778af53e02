/**
 * CSI inline ephemeral volumes: made when a pod's target is published, deleted when it is
 * unpublished, and found again in between without any record but the pool's.
 */
@NullMarked
package io.cistern.node.ephemeral;

import org.jspecify.annotations.NullMarked;
