package io.cistern.s3.multipart;

import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.PartReference;
import java.util.Map;

/**
 * A part as CompleteMultipartUpload lists it.
 *
 * @param checksums what the client says of it, in base64
 */
record CompletedPart(PartReference reference, Map<ChecksumAlgorithm, String> checksums) {
  CompletedPart {
    checksums = Map.copyOf(checksums);
  }
}
