package io.cistern.s3.cosi;

import io.cistern.protocol.cosi.v1alpha2.AccessMode;
import io.cistern.protocol.cosi.v1alpha2.DriverCreateBucketRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverCreateBucketResponse;
import io.cistern.protocol.cosi.v1alpha2.DriverDeleteBucketRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverDeleteBucketResponse;
import io.cistern.protocol.cosi.v1alpha2.DriverGetExistingBucketRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverGetExistingBucketResponse;
import io.cistern.protocol.cosi.v1alpha2.DriverGrantBucketAccessRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverGrantBucketAccessRequest.AccessedBucket;
import io.cistern.protocol.cosi.v1alpha2.DriverGrantBucketAccessResponse;
import io.cistern.protocol.cosi.v1alpha2.DriverRevokeBucketAccessRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverRevokeBucketAccessResponse;
import io.cistern.protocol.cosi.v1alpha2.ProvisionerGrpc;
import io.cistern.s3.model.UserName;
import io.cistern.s3.rpc.Answer;
import io.cistern.s3.rpc.Refusal;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Buckets and accesses in version v1alpha2: an access is of several buckets, each in its mode.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/container-object-storage-interface/blob/main/proto/spec.md">COSI
 *     v1alpha2</a>
 */
final class ProvisionerV1Alpha2 extends ProvisionerGrpc.ProvisionerImplBase {
  private final Driver driver;
  private final DriverInfo info;

  ProvisionerV1Alpha2(Driver driver, DriverInfo info) {
    this.driver = driver;
    this.info = info;
  }

  @Override
  public void driverCreateBucket(
      DriverCreateBucketRequest request, StreamObserver<DriverCreateBucketResponse> observer) {
    ProtocolV1Alpha2.requireS3(request.getProtocolsList());
    String id = driver.createBucket(request.getName(), request.getParametersMap()).name().value();
    Answer.with(
        observer,
        DriverCreateBucketResponse.newBuilder()
            .setBucketId(id)
            .setProtocols(ProtocolV1Alpha2.bucket(id, info))
            .build());
  }

  @Override
  public void driverGetExistingBucket(
      DriverGetExistingBucketRequest request,
      StreamObserver<DriverGetExistingBucketResponse> observer) {
    String asked = Fields.required("existing_bucket_id", request.getExistingBucketId());
    ProtocolV1Alpha2.requireS3(request.getProtocolsList());
    String id = driver.existingBucket(asked, request.getParametersMap()).name().value();
    Answer.with(
        observer,
        DriverGetExistingBucketResponse.newBuilder()
            .setBucketId(id)
            .setProtocols(ProtocolV1Alpha2.bucket(id, info))
            .build());
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
    UserName user = Names.user("account_name", request.getAccountName());
    ProtocolV1Alpha2.requireS3(List.of(request.getProtocol()));
    ProtocolV1Alpha2.requireKey(request.getAuthenticationType());
    Fields.requireNone(request.getParametersMap());
    Map<String, io.cistern.s3.model.AccessMode> modes = modes(request.getBucketsList());
    Account account = driver.grant(user, request.getAccountName(), modes);
    DriverGrantBucketAccessResponse.Builder response =
        DriverGrantBucketAccessResponse.newBuilder().setAccountId(account.id().value());
    modes
        .keySet()
        .forEach(
            id ->
                response
                    .addBucketsBuilder()
                    .setBucketId(id)
                    .setBucketInfo(ProtocolV1Alpha2.bucket(id, info)));
    response
        .getCredentialsBuilder()
        .getS3Builder()
        .setAccessKeyId(account.key().id())
        .setAccessSecretKey(account.key().secret());
    Answer.with(observer, response.build());
  }

  private static Map<String, io.cistern.s3.model.AccessMode> modes(List<AccessedBucket> buckets) {
    Map<String, io.cistern.s3.model.AccessMode> modes = new TreeMap<>();
    for (AccessedBucket bucket : buckets) {
      String id = Fields.required("buckets.bucket_id", bucket.getBucketId());
      if (modes.put(id, mode(bucket.getAccessMode().getMode())) != null) {
        throw new Refusal.Invalid("buckets: %s is there twice".formatted(id));
      }
    }
    if (modes.isEmpty()) {
      throw new Refusal.Invalid("buckets is required");
    }
    return modes;
  }

  private static io.cistern.s3.model.AccessMode mode(AccessMode.Mode mode) {
    return switch (mode) {
      case READ_WRITE -> io.cistern.s3.model.AccessMode.READ_WRITE;
      case READ_ONLY -> io.cistern.s3.model.AccessMode.READ_ONLY;
      case WRITE_ONLY -> io.cistern.s3.model.AccessMode.WRITE_ONLY;
      case UNKNOWN, UNRECOGNIZED -> throw new Refusal.Invalid("buckets.access_mode is required");
    };
  }

  @Override
  public void driverRevokeBucketAccess(
      DriverRevokeBucketAccessRequest request,
      StreamObserver<DriverRevokeBucketAccessResponse> observer) {
    String account = Fields.required("account_id", request.getAccountId());
    List<String> buckets =
        request.getBucketsList().stream()
            .map(bucket -> Fields.required("buckets.bucket_id", bucket.getBucketId()))
            .toList();
    if (buckets.isEmpty()) {
      throw new Refusal.Invalid("buckets is required");
    }
    driver.revoke(account, buckets);
    Answer.with(observer, DriverRevokeBucketAccessResponse.getDefaultInstance());
  }
}
