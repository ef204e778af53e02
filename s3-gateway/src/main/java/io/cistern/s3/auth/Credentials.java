package io.cistern.s3.auth;

import java.util.Optional;

/** The access keys the gateway knows. Safe for many threads; asked for every signed request. */
@FunctionalInterface
public interface Credentials {
  Optional<Credential> find(String accessKey);
}
