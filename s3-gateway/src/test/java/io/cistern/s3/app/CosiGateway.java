package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;
import io.cistern.s3.store.ObjectStore;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A gateway that serves both of its sockets, and clients for them, for a test class to extend. */
abstract class CosiGateway {
  static final String URL = "http://gateway.example:9000";

  @TempDir Path directory;
  private TestGateway served;
  private ManagedChannel cosi;
  private ManagedChannel admin;
  private S3Client root;

  @BeforeEach
  void serve() {
    served =
        new TestGateway(
            directory.resolve("store"),
            Map.of(
                "cistern.s3.admin-endpoint", endpoint("admin").toString(),
                "cistern.s3.cosi.endpoint", endpoint("cosi").toString(),
                "cistern.s3.cosi.url", URL));
    cosi = GrpcChannels.connect(endpoint("cosi"), Optional.empty());
    admin = GrpcChannels.connect(endpoint("admin"), Optional.empty());
    root = served.client();
  }

  @AfterEach
  void stop() {
    root.close();
    cosi.shutdownNow();
    admin.shutdownNow();
    served.close();
  }

  void restart() {
    stop();
    serve();
  }

  Endpoint endpoint(String name) {
    return new Endpoint.UnixSocket(directory.resolve(name + ".sock"));
  }

  /** To COSI's socket. */
  ManagedChannel channel() {
    return cosi;
  }

  /** To the gateway's own. */
  ManagedChannel admin() {
    return admin;
  }

  ObjectStore store() {
    return served.store();
  }

  S3Client root() {
    return root;
  }

  S3Client client(String accessKey, String secretKey) {
    return served.client(accessKey, secretKey);
  }

  static void assertCode(Status.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused -> {
              assertThat(refused.getStatus().getCode()).isEqualTo(code);
              assertThat(refused.getStatus().getDescription()).isNotEmpty();
            });
  }

  static void assertS3(String code, ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
