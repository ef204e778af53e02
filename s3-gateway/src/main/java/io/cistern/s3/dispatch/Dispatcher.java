package io.cistern.s3.dispatch;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.auth.Authenticated;
import io.cistern.s3.auth.Authenticator;
import io.cistern.s3.auth.BodySigning;
import io.cistern.s3.body.Payloads;
import io.cistern.s3.error.ErrorDocument;
import io.cistern.s3.error.Failures;
import io.cistern.s3.http.Answer;
import io.cistern.s3.http.HttpHandler;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.route.Address;
import io.cistern.s3.route.Addressing;
import io.cistern.s3.route.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes every request along one line: what is addressed, which operation that is, who asks, whether
 * they may, and only then the body. What is not allowed is denied, and nobody who has not signed is
 * allowed anything. Safe for many threads.
 */
public final class Dispatcher implements HttpHandler {
  private static final Authenticated NOBODY =
      new Authenticated(Principal.ANONYMOUS, BodySigning.UNSIGNED);

  private final Addressing addressing;
  private final Router router;
  private final Authenticator authenticator;
  private final Authorizer authorizer;
  private final ExpectedOwner owner;
  private final CrossOrigin crossOrigin;

  /** What is known of a request so far, for whoever tells of it afterwards. */
  private static final class Progress {
    private Optional<BucketName> bucket = Optional.empty();
    private String operation = "Unknown";
    private String accessKey = "";
  }

  public Dispatcher(
      Addressing addressing,
      Router router,
      Authenticator authenticator,
      Authorizer authorizer,
      ExpectedOwner owner,
      CrossOrigin crossOrigin) {
    this.addressing = addressing;
    this.router = router;
    this.authenticator = authenticator;
    this.authorizer = authorizer;
    this.owner = owner;
    this.crossOrigin = crossOrigin;
  }

  @Override
  public Answer handle(RequestHead head, BodySource body) {
    Progress progress = new Progress();
    Answer answer;
    try {
      S3Response response = respond(head, body, progress);
      answer = new Answer(response, progress.operation, "", progress.accessKey);
    } catch (RuntimeException failure) {
      answer = refusal(head, failure, progress);
    }
    try {
      return withCrossOrigin(answer, head, progress.bucket);
    } catch (RuntimeException failure) {
      drop(answer.response().body());
      return refusal(head, failure, progress);
    }
  }

  /** Lets go of what a body holds that will not be sent. */
  private static void drop(ResponseBody body) {
    switch (body) {
      case ResponseBody.Counted counted -> counted.sent().run();
      case ResponseBody.Streamed streamed -> streamed.source().close();
      case ResponseBody.Empty _, ResponseBody.Whole _, ResponseBody.Late _ -> {}
    }
  }

  @Override
  public Answer refuse(RequestHead head, RuntimeException failure) {
    return refusal(head, failure, new Progress());
  }

  private S3Response respond(RequestHead head, BodySource body, Progress progress) {
    Address address = addressing.of(head);
    progress.bucket = address.bucket();
    Operation operation = router.route(address.level(), head);
    progress.operation = operation.name();
    Authenticated caller = operation.isUnsigned() ? NOBODY : authenticator.authenticate(head);
    progress.accessKey = caller.principal().accessKey();
    S3Request request =
        new S3Request(
            head,
            address.bucket(),
            address.key(),
            caller.principal(),
            Payloads.open(head, body, caller.signing()));
    authorize(operation, request);
    owner.require(head.headers());
    return operation.handle(request);
  }

  private void authorize(Operation operation, S3Request request) {
    List<Access> accesses = operation.accesses(request);
    if (accesses.isEmpty() && !operation.isUnsigned() && request.principal().id().isEmpty()) {
      throw new S3Exception(S3Error.ACCESS_DENIED);
    }
    accesses.forEach(access -> authorizer.require(request.principal(), access));
  }

  private static Answer refusal(RequestHead head, RuntimeException failure, Progress progress) {
    S3Exception error = Failures.toS3(failure, head);
    return new Answer(
        ErrorDocument.render(error, head),
        progress.operation,
        error.error().code(),
        progress.accessKey);
  }

  private Answer withCrossOrigin(Answer answer, RequestHead head, Optional<BucketName> bucket) {
    if (bucket.isEmpty()) {
      return answer;
    }
    S3Response response = answer.response();
    for (Map.Entry<String, String> header : crossOrigin.headers(bucket.get(), head)) {
      response = response.with(header.getKey(), header.getValue());
    }
    return new Answer(response, answer.operation(), answer.code(), answer.accessKey());
  }
}
