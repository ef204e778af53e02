package io.cistern.s3.cosi;

import io.cistern.s3.model.AccessKey;
import io.cistern.s3.model.UserName;

/** Who has been granted access, and the key that proves it. */
record Account(UserName id, AccessKey key) {}
