package io.cistern.s3.user;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Principal;
import io.cistern.s3.model.User;
import io.cistern.s3.store.Buckets;
import io.cistern.s3.store.Users;

/**
 * Allows the root everything, a user what its grants name, and anybody else nothing. Every question
 * is answered by what is committed then, so a key or a grant that is taken away is so at once.
 */
public record UserAuthorizer(Users users, Buckets buckets) implements Authorizer {
  @Override
  public boolean allows(Principal principal, Access access) {
    return principal.root()
        || users
            .holder(principal.accessKey())
            .filter(holder -> allows(holder.user(), access))
            .isPresent();
  }

  private boolean allows(User user, Access access) {
    return access.bucket().isEmpty()
        ? Permissions.isForEveryUser(access.action())
        : buckets
            .find(access.bucket().get())
            .flatMap(bucket -> user.mode(bucket.id()))
            .filter(mode -> Permissions.allow(mode, access.action()))
            .isPresent();
  }
}
