package io.cistern.s3.cosi;

import io.cistern.protocol.cosi.v1alpha1.AuthenticationType;
import io.cistern.protocol.cosi.v1alpha1.CredentialDetails;
import io.cistern.protocol.cosi.v1alpha1.DriverCreateBucketRequest;
import io.cistern.protocol.cosi.v1alpha1.DriverCreateBucketResponse;
import io.cistern.protocol.cosi.v1alpha1.DriverDeleteBucketRequest;
import io.cistern.protocol.cosi.v1alpha1.DriverDeleteBucketResponse;
import io.cistern.protocol.cosi.v1alpha1.DriverGrantBucketAccessRequest;
import io.cistern.protocol.cosi.v1alpha1.DriverGrantBucketAccessResponse;
import io.cistern.protocol.cosi.v1alpha1.DriverRevokeBucketAccessRequest;
import io.cistern.protocol.cosi.v1alpha1.DriverRevokeBucketAccessResponse;
import io.cistern.protocol.cosi.v1alpha1.ProvisionerGrpc;
import io.cistern.protocol.cosi.v1alpha1.S3SignatureVersion;
import io.cistern.s3.model.AccessMode;
import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.UserName;
import io.cistern.s3.rpc.Answer;
import io.cistern.s3.rpc.Refusal;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Buckets and accesses in version v1alpha1: one bucket for each access, and its mode a parameter of
 * the BucketAccessClass.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/container-object-storage-interface/blob/v0.2.2/proto/spec.md">COSI
 *     v1alpha1</a>
 */
final class ProvisionerV1Alpha1 extends ProvisionerGrpc.ProvisionerImplBase {
  /**
   * Of a BucketAccessClass: {@code ReadWrite}, the default, {@code ReadOnly}, {@code WriteOnly}.
   */
  private static final String MODE = "accessMode";

  private final Driver driver;
  private final DriverInfo info;

  ProvisionerV1Alpha1(Driver driver, DriverInfo info) {
    this.driver = driver;
    this.info = info;
  }

  @Override
  public void driverCreateBucket(
      DriverCreateBucketRequest request, StreamObserver<DriverCreateBucketResponse> observer) {
    Bucket bucket = driver.createBucket(request.getName(), request.getParametersMap());
    DriverCreateBucketResponse.Builder response =
        DriverCreateBucketResponse.newBuilder().setBucketId(bucket.name().value());
    response
        .getBucketInfoBuilder()
        .getS3Builder()
        .setRegion(info.region())
        .setSignatureVersion(S3SignatureVersion.S3V4);
    Answer.with(observer, response.build());
  }

  @Override
  public void driverDeleteBucket(
      DriverDeleteBucketRequest request, StreamObserver<DriverDeleteBucketResponse> observer) {
    driver.deleteBucket(Fields.required("bucket_id", request.getBucketId()));
    Answer.with(observer, DriverDeleteBucketResponse.getDefaultInstance());
  }

  @Override
  public void driverGrantBucketAccess(
      DriverGrantBucketAccessRequest request,
      StreamObserver<DriverGrantBucketAccessResponse> observer) {
    String bucket = Fields.required("bucket_id", request.getBucketId());
    UserName user = Names.user("name", request.getName());
    if (request.getAuthenticationType() != AuthenticationType.Key) {
      throw new Refusal.Invalid("authentication_type: Key is the only one there is");
    }
    AccessMode mode = mode(request.getParametersMap());
    Account account = driver.grant(user, request.getName(), Map.of(bucket, mode));
    Answer.with(
        observer,
        DriverGrantBucketAccessResponse.newBuilder()
            .setAccountId(account.id().value())
            .putCredentials("s3", credentials(account))
            .build());
  }

  private CredentialDetails credentials(Account account) {
    return CredentialDetails.newBuilder()
        .putSecrets("accessKeyID", account.key().id())
        .putSecrets("accessSecretKey", account.key().secret())
        .putSecrets("endpoint", info.url().toString())
        .putSecrets("region", info.region())
        .build();
  }

  private static AccessMode mode(Map<String, String> parameters) {
    Map<String, String> rest = new HashMap<>(parameters);
    String text = parameters.getOrDefault(MODE, "ReadWrite");
    rest.remove(MODE);
    Fields.requireNone(rest);
    return switch (text) {
      case "ReadWrite" -> AccessMode.READ_WRITE;
      case "ReadOnly" -> AccessMode.READ_ONLY;
      case "WriteOnly" -> AccessMode.WRITE_ONLY;
      default ->
          throw new Refusal.Invalid(
              "parameters: %s is ReadWrite, ReadOnly or WriteOnly, not \"%s\""
                  .formatted(MODE, text));
    };
  }

  @Override
  public void driverRevokeBucketAccess(
      DriverRevokeBucketAccessRequest request,
      StreamObserver<DriverRevokeBucketAccessResponse> observer) {
    driver.revoke(
        Fields.required("account_id", request.getAccountId()),
        List.of(Fields.required("bucket_id", request.getBucketId())));
    Answer.with(observer, DriverRevokeBucketAccessResponse.getDefaultInstance());
  }
}
