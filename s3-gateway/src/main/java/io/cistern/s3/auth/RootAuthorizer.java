package io.cistern.s3.auth;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Principal;

/** Allows the holder of the root credentials everything, and anybody else nothing. */
public final class RootAuthorizer implements Authorizer {
  @Override
  public boolean allows(Principal principal, Access access) {
    return principal.root();
  }
}
