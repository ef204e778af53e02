package io.cistern.cli.command;

import io.cistern.cli.text.Column;
import io.cistern.protocol.gateway.AccessKey;
import io.cistern.protocol.gateway.AccessMode;
import io.cistern.protocol.gateway.BucketGrant;
import io.cistern.protocol.gateway.CreateAccessKeyResponse;
import io.cistern.protocol.gateway.User;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How users are shown in lists. */
final class UserColumns {
  private UserColumns() {}

  static List<Column<User>> users() {
    return List.of(
        Column.of("NAME", "name", User::getName),
        Column.of("CREATED", "createdAt", user -> VolumeColumns.time(user.getCreatedAt())),
        new Column<>(
            "KEYS",
            "keys",
            user -> Integer.toString(user.getKeysCount()),
            user -> user.getKeysList().stream().map(AccessKey::getId).toList(),
            true),
        new Column<>(
            "GRANTS",
            "grants",
            user -> user.getGrantsCount() == 0 ? "-" : grants(user),
            user ->
                user.getGrantsList().stream()
                    .collect(
                        Collectors.toMap(BucketGrant::getBucket, grant -> mode(grant.getMode()))),
            false));
  }

  private static String grants(User user) {
    return user.getGrantsList().stream()
        .map(grant -> grant.getBucket() + ":" + mode(grant.getMode()))
        .collect(Collectors.joining(","));
  }

  static String mode(AccessMode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<Column<CreateAccessKeyResponse>> newKey() {
    return List.of(
        Column.of("ACCESS KEY", "accessKey", made -> made.getKey().getId()),
        Column.of("SECRET KEY", "secretKey", CreateAccessKeyResponse::getSecret));
  }
}
