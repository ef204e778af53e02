package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.protocol.cosi.v1alpha1.AuthenticationType;
import io.cistern.protocol.cosi.v1alpha1.DriverCreateBucketRequest;
import io.cistern.protocol.cosi.v1alpha1.DriverCreateBucketResponse;
import io.cistern.protocol.cosi.v1alpha1.DriverDeleteBucketRequest;
import io.cistern.protocol.cosi.v1alpha1.DriverGetInfoRequest;
import io.cistern.protocol.cosi.v1alpha1.DriverGrantBucketAccessRequest;
import io.cistern.protocol.cosi.v1alpha1.DriverGrantBucketAccessResponse;
import io.cistern.protocol.cosi.v1alpha1.DriverRevokeBucketAccessRequest;
import io.cistern.protocol.cosi.v1alpha1.IdentityGrpc;
import io.cistern.protocol.cosi.v1alpha1.ProvisionerGrpc;
import io.cistern.protocol.cosi.v1alpha1.ProvisionerGrpc.ProvisionerBlockingStub;
import io.cistern.protocol.cosi.v1alpha1.S3SignatureVersion;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.Durability;
import io.grpc.Status.Code;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Version v1alpha1 of COSI over the same socket. */
class CosiV1Alpha1Test extends CosiGateway {
  private static final String BUCKET = "bucket-5f8f4e0a-7f57-4f0c-a1c4-9fdf3f9b3d11";
  private static final String ACCESS = "ba-5f8f4e0a-7f57-4f0c-a1c4-9fdf3f9b3d12";

  @Test
  void theDriverNamesItself() {
    assertThat(
            IdentityGrpc.newBlockingStub(channel())
                .driverGetInfo(DriverGetInfoRequest.getDefaultInstance())
                .getName())
        .isEqualTo("s3.cistern.io");
  }

  @Test
  void aBucketIsMadeAsItsClassSaysAndFoundAgain() {
    DriverCreateBucketResponse made = create(Map.of("durability", "relaxed"));
    assertThat(made.getBucketId()).isEqualTo(BUCKET);
    assertThat(made.getBucketInfo().getS3().getRegion()).isEqualTo("us-east-1");
    assertThat(made.getBucketInfo().getS3().getSignatureVersion())
        .isEqualTo(S3SignatureVersion.S3V4);
    assertThat(create(Map.of("durability", "relaxed"))).isEqualTo(made);
    assertCode(Code.ALREADY_EXISTS, () -> create(Map.of("durability", "strict")));
    assertThat(store().buckets().get(new BucketName(BUCKET)).settings().durability())
        .isEqualTo(Durability.RELAXED);
    delete();
    delete();
    assertThat(store().buckets().find(new BucketName(BUCKET))).isEmpty();
  }

  @Test
  void anAccessIsWorthWhatItsClassSaysTillItIsRevoked() {
    create(Map.of());
    root().putObject(put -> put.bucket(BUCKET).key("there"), RequestBody.fromString("x"));
    DriverGrantBucketAccessResponse granted = grant(Map.of("accessMode", "ReadOnly"));
    assertThat(grant(Map.of("accessMode", "ReadOnly"))).isEqualTo(granted);
    assertThat(granted.getCredentialsMap()).containsOnlyKeys("s3");
    Map<String, String> secrets = granted.getCredentialsOrThrow("s3").getSecretsMap();
    assertThat(secrets)
        .containsOnlyKeys("accessKeyID", "accessSecretKey", "endpoint", "region")
        .containsEntry("endpoint", URL)
        .containsEntry("region", "us-east-1");
    try (S3Client s3 = client(secret(secrets, "accessKeyID"), secret(secrets, "accessSecretKey"))) {
      assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("there")).asUtf8String())
          .isEqualTo("x");
      assertS3(
          "AccessDenied",
          () -> s3.putObject(put -> put.bucket(BUCKET).key("k"), RequestBody.fromString("y")));
      assertCode(Code.ALREADY_EXISTS, () -> grant(Map.of()));
      revoke();
      revoke();
      assertS3("InvalidAccessKeyId", () -> s3.getObject(get -> get.bucket(BUCKET).key("there")));
    }
    assertThat(store().users().list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"accessMode,readonly", "acessMode,ReadOnly"})
  void aParameterOfAnAccessThatSaysNothingIsRefused(String name, String value) {
    create(Map.of());
    assertCode(Code.INVALID_ARGUMENT, () -> grant(Map.of(name, value)));
    assertThat(store().users().list()).isEmpty();
  }

  @Test
  void anAccessWithoutAKeyIsRefused() {
    create(Map.of());
    for (AuthenticationType type :
        new AuthenticationType[] {
          AuthenticationType.IAM, AuthenticationType.UnknownAuthenticationType
        }) {
      assertCode(
          Code.INVALID_ARGUMENT,
          () ->
              cosi()
                  .driverGrantBucketAccess(
                      DriverGrantBucketAccessRequest.newBuilder()
                          .setBucketId(BUCKET)
                          .setName(ACCESS)
                          .setAuthenticationType(type)
                          .build()));
    }
    assertThat(store().users().list()).isEmpty();
  }

  private DriverCreateBucketResponse create(Map<String, String> parameters) {
    return cosi()
        .driverCreateBucket(
            DriverCreateBucketRequest.newBuilder()
                .setName(BUCKET)
                .putAllParameters(parameters)
                .build());
  }

  private void delete() {
    var _ =
        cosi()
            .driverDeleteBucket(
                DriverDeleteBucketRequest.newBuilder()
                    .setBucketId(BUCKET)
                    .putDeleteContext("quota", "whatever")
                    .build());
  }

  private DriverGrantBucketAccessResponse grant(Map<String, String> parameters) {
    return cosi()
        .driverGrantBucketAccess(
            DriverGrantBucketAccessRequest.newBuilder()
                .setBucketId(BUCKET)
                .setName(ACCESS)
                .setAuthenticationType(AuthenticationType.Key)
                .putAllParameters(parameters)
                .build());
  }

  private void revoke() {
    var _ =
        cosi()
            .driverRevokeBucketAccess(
                DriverRevokeBucketAccessRequest.newBuilder()
                    .setBucketId(BUCKET)
                    .setAccountId(ACCESS)
                    .build());
  }

  private static String secret(Map<String, String> secrets, String name) {
    return String.valueOf(secrets.get(name));
  }

  private ProvisionerBlockingStub cosi() {
    return ProvisionerGrpc.newBlockingStub(channel());
  }
}
