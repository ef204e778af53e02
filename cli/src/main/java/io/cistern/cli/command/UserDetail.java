package io.cistern.cli.command;

import io.cistern.cli.text.Column;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Json;
import io.cistern.cli.text.Listing;
import io.cistern.cli.text.OutputFormat;
import io.cistern.protocol.gateway.AccessKey;
import io.cistern.protocol.gateway.BucketGrant;
import io.cistern.protocol.gateway.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything about one user but the secrets of its keys. */
final class UserDetail {
  private UserDetail() {}

  static void print(User user, Console console, OutputFormat format) {
    Listing<AccessKey> keys =
        new Listing<>(
            List.of(
                Column.of("ACCESS KEY", "accessKey", AccessKey::getId),
                Column.of("CREATED", "createdAt", key -> VolumeColumns.time(key.getCreatedAt()))),
            user.getKeysList());
    Listing<BucketGrant> grants =
        new Listing<>(
            List.of(
                Column.of("BUCKET", "bucket", BucketGrant::getBucket),
                Column.of("MODE", "mode", grant -> UserColumns.mode(grant.getMode()))),
            user.getGrantsList());
    String created = VolumeColumns.time(user.getCreatedAt());
    switch (format) {
      case TABLE -> {
        console.print("%s, created %s".formatted(user.getName(), created));
        console.print("");
        keys.table().forEach(console::print);
        console.print("");
        grants.table().forEach(console::print);
      }
      case JSON -> {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("name", user.getName());
        detail.put("createdAt", created);
        detail.put("keys", keys.json());
        detail.put("grants", grants.json());
        console.print(Json.text(detail));
      }
    }
  }
}
