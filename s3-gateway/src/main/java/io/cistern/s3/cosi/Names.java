package io.cistern.s3.cosi;

import io.cistern.s3.auth.CanonicalId;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.UserName;
import io.cistern.s3.rpc.Refusal;
import java.util.regex.Pattern;

/**
 * What buckets and users are called that COSI suggests names for: as suggested, where S3 allows
 * that, and otherwise by a name that follows from it, so that a call that is repeated finds what it
 * has made.
 */
final class Names {
  /** DNS subdomains, as the specification promises them. */
  private static final Pattern SUGGESTED = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  private static final int DIGITS = 40;

  private Names() {}

  static BucketName bucket(String suggested) {
    String name = require("name", suggested);
    return new BucketName(BucketName.isLegal(name) ? name : derived(name));
  }

  static UserName user(String field, String suggested) {
    String name = require(field, suggested);
    return new UserName(UserName.isLegal(name) ? name : derived(name));
  }

  private static String require(String field, String suggested) {
    if (!SUGGESTED.matcher(suggested).matches()) {
      throw new Refusal.Invalid(
          field
              + ": 1 to 253 of a-z, 0-9, - and ., the first and last a letter or digit, not \""
              + suggested
              + "\"");
    }
    return suggested;
  }

  private static String derived(String name) {
    return "cosi-" + CanonicalId.of("cosi " + name).substring(0, DIGITS);
  }
}
