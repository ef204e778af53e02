package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.protocol.cosi.v1alpha2.AccessMode.Mode;
import io.cistern.protocol.cosi.v1alpha2.AuthenticationType;
import io.cistern.protocol.cosi.v1alpha2.DriverCreateBucketRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverDeleteBucketRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverGetExistingBucketRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverGetExistingBucketResponse;
import io.cistern.protocol.cosi.v1alpha2.DriverGetInfoRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverGetInfoResponse;
import io.cistern.protocol.cosi.v1alpha2.DriverGrantBucketAccessRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverGrantBucketAccessResponse;
import io.cistern.protocol.cosi.v1alpha2.DriverRevokeBucketAccessRequest;
import io.cistern.protocol.cosi.v1alpha2.IdentityGrpc;
import io.cistern.protocol.cosi.v1alpha2.ObjectProtocol;
import io.cistern.protocol.cosi.v1alpha2.ProvisionerGrpc;
import io.cistern.protocol.cosi.v1alpha2.ProvisionerGrpc.ProvisionerBlockingStub;
import io.cistern.protocol.cosi.v1alpha2.S3AddressingStyle;
import io.cistern.protocol.cosi.v1alpha2.S3BucketInfo;
import io.cistern.protocol.cosi.v1alpha2.S3CredentialInfo;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.UserDraft;
import io.cistern.s3.model.UserName;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Version v1alpha2 of COSI over its socket, and what the granted keys are worth over S3. */
class CosiV1Alpha2Test extends CosiGateway {
  private static final String CLAIM = "bc-4f0e8a52-6b0c-4c62-9c6e-6f5d1a3f2b10";
  private static final String ACCESS = "ba-0c9b7c1e-1d0b-4a0e-8f7d-2f6a5b4c3d21";

  private static final ObjectProtocol S3 =
      ObjectProtocol.newBuilder().setType(ObjectProtocol.Type.S3).build();

  @Test
  void theDriverNamesItselfAndItsProtocol() {
    DriverGetInfoResponse info =
        IdentityGrpc.newBlockingStub(channel())
            .driverGetInfo(DriverGetInfoRequest.getDefaultInstance());
    assertThat(info.getName()).isEqualTo("s3.cistern.io");
    assertThat(info.getSupportedProtocolsList())
        .extracting(ObjectProtocol::getType)
        .containsExactly(ObjectProtocol.Type.S3);
  }

  @Test
  void aBucketIsMadeOnceHoweverOftenItIsAskedFor() {
    String id = create(CLAIM, Map.of("quota", "1Ki"));
    assertThat(id).isEqualTo(CLAIM);
    assertThat(create(CLAIM, Map.of("quota", "1024"))).isEqualTo(id);
    assertCode(Code.ALREADY_EXISTS, () -> create(CLAIM, Map.of()));
    restart();
    assertThat(create(CLAIM, Map.of("quota", "1Ki"))).isEqualTo(id);
    assertThat(store().buckets().list("", "", 10)).hasSize(1);
  }

  @Test
  void aNameThatS3DoesNotAllowGetsOneThatFollowsFromIt() {
    String id = create("a".repeat(253), Map.of());
    assertThat(BucketName.isLegal(id)).isTrue();
    assertThat(create("a".repeat(253), Map.of())).isEqualTo(id);
    assertThat(create("a".repeat(252), Map.of())).isNotEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "qouta,1Gi",
    "quota,-1",
    "quota,1.5Gi",
    "quota,9Ei9",
    "quota,99999999999999999",
    "quotaObjects,many",
    "durability,fast"
  })
  void aParameterThatIsNotKnownOrSaysNothingIsRefused(String name, String value) {
    boolean huge = value.equals("99999999999999999");
    String given = huge ? value + "Gi" : value;
    assertCode(Code.INVALID_ARGUMENT, () -> create(CLAIM, Map.of(name, given)));
    assertThat(store().buckets().list("", "", 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UPPER", "a/b", "-a", "a_b"})
  void whatIsNoNameIsRefused(String name) {
    assertCode(Code.INVALID_ARGUMENT, () -> create(name, Map.of()));
  }

  @Test
  void anotherProtocolThanS3IsRefused() {
    DriverCreateBucketRequest request =
        DriverCreateBucketRequest.newBuilder()
            .setName(CLAIM)
            .addProtocols(S3)
            .addProtocols(ObjectProtocol.newBuilder().setType(ObjectProtocol.Type.AZURE))
            .build();
    assertCode(Code.INVALID_ARGUMENT, () -> cosi().driverCreateBucket(request));
  }

  @Test
  void theQuotaOfTheClassHoldsOverS3() {
    create(CLAIM, Map.of("quota", "10", "quotaObjects", "2"));
    S3CredentialInfo key = grant(Map.of(CLAIM, Mode.READ_WRITE)).getCredentials().getS3();
    try (S3Client s3 = client(key)) {
      put(s3, CLAIM, "k", "0123456789");
      assertS3("QuotaExceeded", () -> put(s3, CLAIM, "more", "1"));
      s3.deleteObject(delete -> delete.bucket(CLAIM).key("k"));
      put(s3, CLAIM, "more", "1");
    }
  }

  @Test
  void anAccessIsOfItsBucketsInTheirModesAndStableOnRetries() {
    for (String bucket : List.of(CLAIM, "bc-read", "bc-write", "bc-other")) {
      create(bucket, Map.of());
      put(root(), bucket, "there", "x");
    }
    Map<String, Mode> modes =
        Map.of(CLAIM, Mode.READ_WRITE, "bc-read", Mode.READ_ONLY, "bc-write", Mode.WRITE_ONLY);
    DriverGrantBucketAccessResponse granted = grant(modes);
    assertThat(grant(modes)).isEqualTo(granted);
    assertThat(granted.getAccountId()).isEqualTo(ACCESS);
    assertThat(granted.getBucketsList())
        .extracting(bucket -> bucket.getBucketInfo().getS3())
        .contains(
            S3BucketInfo.newBuilder()
                .setBucketId("bc-read")
                .setEndpoint(URL)
                .setRegion("us-east-1")
                .setAddressingStyle(
                    S3AddressingStyle.newBuilder().setStyle(S3AddressingStyle.Style.PATH))
                .build())
        .hasSize(3);

    try (S3Client s3 = client(granted.getCredentials().getS3())) {
      put(s3, CLAIM, "k", "mine");
      assertThat(get(s3, CLAIM, "k")).isEqualTo("mine");
      assertThat(get(s3, "bc-read", "there")).isEqualTo("x");
      assertS3("AccessDenied", () -> put(s3, "bc-read", "k", "y"));
      put(s3, "bc-write", "k", "y");
      assertS3("AccessDenied", () -> get(s3, "bc-write", "k"));
      assertS3("AccessDenied", () -> get(s3, "bc-other", "there"));
      assertThat(s3.listBuckets().buckets()).hasSize(3);
    }
    assertCode(Code.ALREADY_EXISTS, () -> grant(Map.of(CLAIM, Mode.READ_ONLY)));
    restart();
    assertThat(grant(modes)).isEqualTo(granted);
    try (S3Client s3 = client(granted.getCredentials().getS3())) {
      assertThat(get(s3, CLAIM, "k")).isEqualTo("mine");
    }
  }

  @Test
  void whatIsRevokedIsRefusedAtOnceAndStaysSo() {
    create(CLAIM, Map.of());
    create("bc-read", Map.of());
    Map<String, Mode> modes = Map.of(CLAIM, Mode.READ_WRITE, "bc-read", Mode.READ_ONLY);
    S3CredentialInfo key = grant(modes).getCredentials().getS3();
    try (S3Client s3 = client(key)) {
      put(s3, CLAIM, "k", "kept");
      revoke(CLAIM);
      assertS3("AccessDenied", () -> get(s3, CLAIM, "k"));
      assertThat(s3.listBuckets().buckets()).hasSize(1);
      revoke(CLAIM, "bc-read");
      assertS3("InvalidAccessKeyId", () -> s3.listBuckets());
      revoke(CLAIM, "bc-read");
    }
    restart();
    try (S3Client s3 = client(key)) {
      assertS3("InvalidAccessKeyId", () -> get(s3, CLAIM, "k"));
    }
    assertThat(get(root(), CLAIM, "k")).isEqualTo("kept");
    assertThat(grant(modes).getCredentials().getS3().getAccessKeyId())
        .isNotEqualTo(key.getAccessKeyId());
  }

  @Test
  void whatHoldsAnObjectIsNeverDeleted() {
    create(CLAIM, Map.of());
    put(root(), CLAIM, "k", "precious");
    assertCode(Code.FAILED_PRECONDITION, () -> delete(CLAIM));
    assertThat(get(root(), CLAIM, "k")).isEqualTo("precious");
    root().deleteObject(request -> request.bucket(CLAIM).key("k"));
    grant(Map.of(CLAIM, Mode.READ_WRITE));
    delete(CLAIM);
    delete(CLAIM);
    delete("never.There_");
    assertThat(store().buckets().list("", "", 10)).isEmpty();
    assertThat(store().users().get(new UserName(ACCESS)).grants()).isEmpty();
    revoke(CLAIM);
    assertThat(store().users().list()).isEmpty();
  }

  @Test
  void whatOthersMadeIsFoundAndNeitherTakenNorDeleted() {
    store().buckets().create(new BucketName("handmade"), BucketSettings.DEFAULT);
    assertThat(existing("handmade", Map.of()).getBucketId()).isEqualTo("handmade");
    assertCode(Code.NOT_FOUND, () -> existing("absent", Map.of()));
    assertCode(Code.ALREADY_EXISTS, () -> existing("handmade", Map.of("quota", "1Gi")));
    assertCode(Code.ALREADY_EXISTS, () -> create("handmade", Map.of()));
    assertCode(Code.FAILED_PRECONDITION, () -> delete("handmade"));
    assertThat(store().buckets().find(new BucketName("handmade"))).isPresent();

    store().users().create(UserDraft.of(new UserName(ACCESS)));
    assertCode(Code.ALREADY_EXISTS, () -> grant(Map.of("handmade", Mode.READ_WRITE)));
    assertCode(Code.FAILED_PRECONDITION, () -> revoke("handmade"));
    assertThat(store().users().find(new UserName(ACCESS))).isPresent();
  }

  @Test
  void aGrantThatCannotBeIsRefusedAndMakesNobody() {
    create(CLAIM, Map.of());
    assertCode(
        Code.NOT_FOUND, () -> grant(Map.of(CLAIM, Mode.READ_ONLY, "absent", Mode.READ_ONLY)));
    assertCode(Code.INVALID_ARGUMENT, () -> grant(Map.of(CLAIM, Mode.UNKNOWN)));
    assertCode(Code.INVALID_ARGUMENT, () -> grant(Map.of()));
    DriverGrantBucketAccessRequest good = request(Map.of(CLAIM, Mode.READ_ONLY));
    for (DriverGrantBucketAccessRequest bad :
        List.of(
            good.toBuilder().addBuckets(good.getBuckets(0)).build(),
            good.toBuilder().putParameters("accessMode", "ReadOnly").build(),
            good.toBuilder().clearProtocol().build(),
            good.toBuilder().clearAccountName().build(),
            good.toBuilder()
                .setAuthenticationType(
                    AuthenticationType.newBuilder()
                        .setType(AuthenticationType.Type.SERVICE_ACCOUNT))
                .build())) {
      assertCode(Code.INVALID_ARGUMENT, () -> cosi().driverGrantBucketAccess(bad));
    }
    assertThat(store().users().list()).isEmpty();
  }

  private String create(String name, Map<String, String> parameters) {
    return cosi()
        .driverCreateBucket(
            DriverCreateBucketRequest.newBuilder()
                .setName(name)
                .putAllParameters(parameters)
                .build())
        .getBucketId();
  }

  private DriverGetExistingBucketResponse existing(String id, Map<String, String> parameters) {
    return cosi()
        .driverGetExistingBucket(
            DriverGetExistingBucketRequest.newBuilder()
                .setExistingBucketId(id)
                .addProtocols(S3)
                .putAllParameters(parameters)
                .build());
  }

  private void delete(String id) {
    var _ =
        cosi().driverDeleteBucket(DriverDeleteBucketRequest.newBuilder().setBucketId(id).build());
  }

  private DriverGrantBucketAccessResponse grant(Map<String, Mode> modes) {
    return cosi().driverGrantBucketAccess(request(modes));
  }

  private void revoke(String... buckets) {
    DriverRevokeBucketAccessRequest.Builder request =
        DriverRevokeBucketAccessRequest.newBuilder().setAccountId(ACCESS).setProtocol(S3);
    for (String bucket : buckets) {
      request.addBucketsBuilder().setBucketId(bucket);
    }
    var _ = cosi().driverRevokeBucketAccess(request.build());
  }

  private ProvisionerBlockingStub cosi() {
    return ProvisionerGrpc.newBlockingStub(channel());
  }

  private static DriverGrantBucketAccessRequest request(Map<String, Mode> modes) {
    DriverGrantBucketAccessRequest.Builder request =
        DriverGrantBucketAccessRequest.newBuilder()
            .setAccountName(ACCESS)
            .setProtocol(S3)
            .setAuthenticationType(
                AuthenticationType.newBuilder().setType(AuthenticationType.Type.KEY));
    modes.forEach(
        (bucket, mode) ->
            request.addBucketsBuilder().setBucketId(bucket).getAccessModeBuilder().setMode(mode));
    return request.build();
  }

  private S3Client client(S3CredentialInfo key) {
    return client(key.getAccessKeyId(), key.getAccessSecretKey());
  }

  private static void put(S3Client s3, String bucket, String key, String text) {
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  private static String get(S3Client s3, String bucket, String key) {
    return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String();
  }
}
