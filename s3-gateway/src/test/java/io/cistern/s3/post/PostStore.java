package io.cistern.s3.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.auth.Authenticator;
import io.cistern.s3.auth.Credentials;
import io.cistern.s3.auth.RootCredentials;
import io.cistern.s3.auth.SigningHosts;
import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ListRequest;
import io.cistern.s3.object.ObjectUrls;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.TestStore;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A store that takes forms, at noon of the day on which {@link PostForm} signs. */
abstract class PostStore extends TestStore {
  static final Instant NOW = Instant.parse("2015-12-29T12:00:00Z");

  static final URI EXTERNAL = URI.create("https://s3.example.com:8443/");

  protected Operation post;

  /** As {@link #post}, where clients reach the gateway by {@link #EXTERNAL}. */
  protected Operation behindProxy;

  @BeforeEach
  void open() {
    RootCredentials root = new RootCredentials(PostForm.ACCESS_KEY, PostForm.SECRET);
    post = by(root, (principal, _) -> principal.root(), Optional.empty());
    behindProxy = by(root, (principal, _) -> principal.root(), Optional.of(EXTERNAL));
  }

  /** The operation for these credentials. */
  protected Operation by(Credentials credentials, Authorizer authorizer, Optional<URI> external) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    SigningHosts hosts = new SigningHosts(Optional.empty(), List.of());
    return PostRoutes.routes(
            store,
            new Authenticator(credentials, "us-east-1", hosts, clock),
            authorizer,
            new ObjectUrls(external),
            clock)
        .getFirst()
        .operation();
  }

  protected Answer answer(PostForm form) {
    return answer(form.request());
  }

  protected Answer answer(S3Request request) {
    return Answer.of(post, request);
  }

  /** Refused with this code, and nothing stored. */
  protected Answer refused(PostForm form, int status, String code) {
    Answer answer = answer(form);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    nothingIsStored();
    return answer;
  }

  protected void nothingIsStored() {
    assertThat(keys()).isEmpty();
  }

  protected List<String> keys() {
    return store
        .listings()
        .objects(BUCKET, new ListRequest("", "", ListPosition.START, 1000))
        .objects()
        .stream()
        .map(object -> object.key().value())
        .toList();
  }
}
