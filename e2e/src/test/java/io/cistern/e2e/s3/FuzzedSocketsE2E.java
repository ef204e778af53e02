package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.data.RandomMessages;
import io.cistern.e2e.data.RawCalls;
import io.cistern.protocol.gateway.GatewayAdminGrpc;
import io.cistern.protocol.transport.GrpcChannels;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Bytes that nobody meant, to every method of the gateway's own socket and of COSI's. The seed is
 * the system property {@code cistern.e2e.seed}, else random; it is printed.
 */
@Timeout(300)
class FuzzedSocketsE2E {
  private static final long SEED = Long.getLong("cistern.e2e.seed", System.nanoTime());
  private static final int TRIES = 150;
  private static final String BUCKET = "precious";
  private static final Set<Status.Code> CLEAR =
      EnumSet.of(
          Status.Code.OK,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.NOT_FOUND,
          Status.Code.ALREADY_EXISTS,
          Status.Code.OUT_OF_RANGE,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.UNIMPLEMENTED);

  @BeforeAll
  static void look() {
    RunningGateway.requirePackage();
  }

  @Test
  void everyRequestIsAnsweredClearlyAndWhatWasThereIsThere() {
    System.out.println("fuzz: seed " + SEED);
    try (GatewayProcess gateway = new GatewayProcess().withSockets().start();
        S3Client s3 = gateway.client()) {
      s3.createBucket(request -> request.bucket(BUCKET));
      s3.putObject(request -> request.bucket(BUCKET).key("k"), RequestBody.fromString("kept"));
      RandomMessages messages =
          new RandomMessages(new Random(SEED), List.of(BUCKET, BUCKET, "anna", "anna", "s3", "S3"));
      fuzz(gateway, "admin", List.of(GatewayAdminGrpc.getServiceDescriptor()), messages);
      fuzz(
          gateway,
          "cosi",
          List.of(
              io.cistern.protocol.cosi.v1alpha1.IdentityGrpc.getServiceDescriptor(),
              io.cistern.protocol.cosi.v1alpha1.ProvisionerGrpc.getServiceDescriptor(),
              io.cistern.protocol.cosi.v1alpha2.IdentityGrpc.getServiceDescriptor(),
              io.cistern.protocol.cosi.v1alpha2.ProvisionerGrpc.getServiceDescriptor()),
          messages);
      assertThat(gateway.isAlive()).isTrue();
      assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("k")).asUtf8String())
          .isEqualTo("kept");
    }
  }

  private static void fuzz(
      GatewayProcess gateway,
      String socket,
      List<ServiceDescriptor> services,
      RandomMessages messages) {
    ManagedChannel channel = GrpcChannels.connect(gateway.socket(socket), Optional.empty());
    try {
      for (ServiceDescriptor service : services) {
        for (MethodDescriptor<?, ?> method : service.getMethods()) {
          for (int i = 0; i < TRIES; i++) {
            Status status = RawCalls.call(channel, method, messages.forMethod(method));
            assertThat(status.getCode())
                .as("%s: %s, seed %d", method.getFullMethodName(), status, SEED)
                .isIn(CLEAR);
          }
        }
      }
    } finally {
      channel.shutdownNow();
    }
  }
}
