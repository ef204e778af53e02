package io.cistern.s3.admin;

import com.google.protobuf.Timestamp;
import io.cistern.protocol.gateway.AccessKey;
import io.cistern.protocol.gateway.AccessMode;
import io.cistern.protocol.gateway.Bucket;
import io.cistern.protocol.gateway.Quota;
import io.cistern.protocol.gateway.User;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.Usage;
import io.cistern.s3.store.Buckets;
import java.time.Instant;

/** How users and buckets are answered. No secret is. */
record Rendering(Buckets buckets) {
  User user(io.cistern.s3.model.User user) {
    User.Builder answer =
        User.newBuilder().setName(user.name().value()).setCreatedAt(time(user.created()));
    user.keys().forEach(key -> answer.addKeys(key(key)));
    if (!user.grants().isEmpty()) {
      for (io.cistern.s3.model.Bucket bucket : buckets.list("", "", Integer.MAX_VALUE)) {
        user.mode(bucket.id())
            .ifPresent(
                mode ->
                    answer
                        .addGrantsBuilder()
                        .setBucket(bucket.name().value())
                        .setMode(AccessMode.valueOf(mode.name())));
      }
    }
    return answer.build();
  }

  static AccessKey key(io.cistern.s3.model.AccessKey key) {
    return AccessKey.newBuilder().setId(key.id()).setCreatedAt(time(key.created())).build();
  }

  Bucket bucket(BucketName name) {
    Usage usage = buckets.usage(name);
    return Bucket.newBuilder()
        .setName(name.value())
        .setQuota(quota(buckets.get(name).settings().quota()))
        .setUsedBytes(usage.bytes())
        .setUsedObjects(usage.objects())
        .build();
  }

  private static Quota quota(io.cistern.s3.model.Quota quota) {
    Quota.Builder answer = Quota.newBuilder();
    if (quota.bytes() < Long.MAX_VALUE) {
      answer.setBytes(quota.bytes());
    }
    if (quota.objects() < Long.MAX_VALUE) {
      answer.setObjects(quota.objects());
    }
    return answer.build();
  }

  private static Timestamp time(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
