package io.cistern.s3.user;

import io.cistern.s3.api.Principal;
import io.cistern.s3.auth.CanonicalId;
import io.cistern.s3.auth.Credential;
import io.cistern.s3.auth.Credentials;
import io.cistern.s3.auth.RootCredentials;
import io.cistern.s3.model.UserName;
import io.cistern.s3.store.Users;
import java.util.Optional;

/** The keys of the root, before those of the users. */
public record UserCredentials(RootCredentials root, Users users) implements Credentials {
  @Override
  public Optional<Credential> find(String accessKey) {
    return root.find(accessKey).or(() -> users.holder(accessKey).map(UserCredentials::of));
  }

  private static Credential of(Users.KeyHolder holder) {
    String id = holder.key().id();
    UserName name = holder.user().name();
    return new Credential(
        id,
        holder.key().secret(),
        new Principal(id, CanonicalId.of("user " + name), name.value(), false));
  }
}
