/**
 * What a StorageClass, a VolumeAttributesClass or a VolumeSnapshotClass may say. Unknown keys are
 * refused by name, so that a misspelt one is not silently ignored.
 */
@NullMarked
package io.cistern.controller.parameters;

import org.jspecify.annotations.NullMarked;
