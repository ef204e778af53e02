package io.cistern.s3.bucket;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.configuration.Configuration;
import io.cistern.s3.object.Tags;
import io.cistern.s3.xml.XmlReader;

/** The tags of a bucket. */
final class BucketTagging {
  static final Configuration CONFIGURATION =
      new Configuration(
          "BucketTagging",
          "tagging",
          "tagging",
          "s3:GetBucketTagging",
          "s3:PutBucketTagging",
          S3Error.NO_SUCH_TAG_SET,
          204,
          document ->
              Tags.render(Tags.parse(XmlReader.parse(document, "Tagging"), Tags.MAX_OF_BUCKET)));

  private BucketTagging() {}
}
