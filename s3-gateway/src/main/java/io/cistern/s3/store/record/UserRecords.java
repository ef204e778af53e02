package io.cistern.s3.store.record;

import io.cistern.s3.model.AccessKey;
import io.cistern.s3.model.AccessMode;
import io.cistern.s3.model.User;
import io.cistern.s3.model.UserName;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The values of the table of users. They hold the secrets of access keys as they are. */
public final class UserRecords {
  private UserRecords() {}

  public static byte[] user(User user) {
    return Records.begin(256)
        .varint(user.created().toEpochMilli())
        .list(
            user.keys(),
            (out, key) ->
                out.text(key.id()).text(key.secret()).varint(key.created().toEpochMilli()))
        .list(
            new TreeMap<>(user.grants()).entrySet(),
            (out, grant) -> out.varint(grant.getKey()).u8(grant.getValue().ordinal()))
        .map(user.documents())
        .toBytes();
  }

  public static User user(UserName name, byte[] value) {
    return Records.read(
        value,
        in ->
            new User(
                name,
                Records.time(in),
                in.list(i -> new AccessKey(i.text(), i.text(), Records.time(i))),
                in.list(i -> Map.entry(i.varint(), AccessMode.values()[i.u8()])).stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                in.map()));
  }
}
