package io.cistern.s3.app;

import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Principal;
import io.cistern.s3.auth.Authenticator;
import io.cistern.s3.auth.RootCredentials;
import io.cistern.s3.auth.SigningHosts;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.user.UserAuthorizer;
import io.cistern.s3.user.UserCredentials;
import java.time.Clock;
import java.util.List;

/**
 * Who may do what.
 *
 * @param authenticator says who asks
 * @param authorizer says what they may do
 * @param owner of everything
 * @param clock by which signatures and policies are good
 */
record Security(Authenticator authenticator, Authorizer authorizer, Principal owner, Clock clock) {
  /** The root and the users of {@code store}. */
  static Security of(GatewayConfig config, ObjectStore store, RootCredentials root) {
    Clock clock = Clock.systemUTC();
    SigningHosts hosts = new SigningHosts(config.externalUrl(), config.domains().orElse(List.of()));
    return new Security(
        new Authenticator(new UserCredentials(root, store.users()), config.region(), hosts, clock),
        new UserAuthorizer(store.users(), store.buckets()),
        root.root().principal(),
        clock);
  }
}
