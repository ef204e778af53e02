package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.protocol.gateway.AccessMode;
import io.cistern.protocol.gateway.Bucket;
import io.cistern.protocol.gateway.BucketGrant;
import io.cistern.protocol.gateway.CreateAccessKeyRequest;
import io.cistern.protocol.gateway.CreateAccessKeyResponse;
import io.cistern.protocol.gateway.CreateUserRequest;
import io.cistern.protocol.gateway.DeleteAccessKeyRequest;
import io.cistern.protocol.gateway.DeleteUserRequest;
import io.cistern.protocol.gateway.GatewayAdminGrpc;
import io.cistern.protocol.gateway.GatewayAdminGrpc.GatewayAdminBlockingStub;
import io.cistern.protocol.gateway.GetBucketRequest;
import io.cistern.protocol.gateway.GetUserRequest;
import io.cistern.protocol.gateway.GrantRequest;
import io.cistern.protocol.gateway.ListUsersRequest;
import io.cistern.protocol.gateway.ListUsersResponse;
import io.cistern.protocol.gateway.Quota;
import io.cistern.protocol.gateway.RevokeRequest;
import io.cistern.protocol.gateway.SetBucketQuotaRequest;
import io.cistern.protocol.gateway.User;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The gateway's own service over its socket, and what it changes for S3 clients. */
class AdminServiceTest extends CosiGateway {

  @Test
  void onlyTheGatewaysUserOpensItsSockets() throws IOException {
    for (String socket : new String[] {"admin.sock", "cosi.sock"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve(socket))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aUserIsWorthItsKeysAndGrants() {
    root().createBucket(create -> create.bucket("photos"));
    create("anna");
    assertCode(Code.ALREADY_EXISTS, () -> create("anna"));
    CreateAccessKeyResponse made = key("anna");
    User granted = grant("anna", "photos", AccessMode.READ_WRITE);
    assertThat(granted.getGrantsList())
        .containsExactly(
            BucketGrant.newBuilder().setBucket("photos").setMode(AccessMode.READ_WRITE).build());
    assertThat(get("anna")).isEqualTo(granted);
    assertThat(granted.toString()).doesNotContain(made.getSecret());
    try (S3Client anna = client(made.getKey().getId(), made.getSecret())) {
      anna.putObject(put -> put.bucket("photos").key("k"), RequestBody.fromString("x"));
      grant("anna", "photos", AccessMode.READ_ONLY);
      assertS3(
          "AccessDenied",
          () -> anna.putObject(put -> put.bucket("photos").key("k"), RequestBody.fromString("y")));
      assertThat(revoke("anna", "photos").getGrantsList()).isEmpty();
      assertThat(revoke("anna", "photos").getGrantsList()).isEmpty();
      assertS3("AccessDenied", () -> anna.getObject(get -> get.bucket("photos").key("k")));
      assertThat(deleteKey("anna", made.getKey().getId()).getKeysList()).isEmpty();
      assertS3("InvalidAccessKeyId", () -> anna.listBuckets());
    }
    CreateAccessKeyResponse second = key("anna");
    try (S3Client anna = client(second.getKey().getId(), second.getSecret())) {
      assertThat(anna.listBuckets().buckets()).isEmpty();
      delete("anna");
      assertS3("InvalidAccessKeyId", () -> anna.listBuckets());
    }
  }

  @Test
  void usersAreListedByNameInPages() {
    for (String name : new String[] {"c", "a", "b"}) {
      create(name);
    }
    ListUsersResponse first = list("", 2);
    assertThat(first.getUsersList()).extracting(User::getName).containsExactly("a", "b");
    assertThat(first.getMore()).isTrue();
    ListUsersResponse last = list("b", 2);
    assertThat(last.getUsersList()).extracting(User::getName).containsExactly("c");
    assertThat(last.getMore()).isFalse();
    assertCode(Code.INVALID_ARGUMENT, () -> list("", 0));
  }

  @Test
  void aQuotaIsSetShownAndTakenAway() {
    root().createBucket(create -> create.bucket("photos"));
    root().putObject(put -> put.bucket("photos").key("k"), RequestBody.fromString("12345"));
    Bucket limited = quota("photos", Quota.newBuilder().setBytes(6).setObjects(9).build());
    assertThat(limited.getUsedBytes()).isEqualTo(5);
    assertThat(limited.getUsedObjects()).isEqualTo(1);
    assertThat(limited.getQuota().getBytes()).isEqualTo(6);
    assertS3(
        "QuotaExceeded",
        () -> root().putObject(put -> put.bucket("photos").key("2"), RequestBody.fromString("12")));
    assertThat(quota("photos", Quota.getDefaultInstance()).getQuota())
        .isEqualTo(Quota.getDefaultInstance());
    root().putObject(put -> put.bucket("photos").key("2"), RequestBody.fromString("12"));
    assertThat(
            service()
                .getBucket(GetBucketRequest.newBuilder().setName("photos").build())
                .getUsedBytes())
        .isEqualTo(7);
    assertCode(
        Code.INVALID_ARGUMENT, () -> quota("photos", Quota.newBuilder().setBytes(-1).build()));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertCode(Code.NOT_FOUND, () -> get("nobody"));
    assertCode(Code.NOT_FOUND, () -> delete("nobody"));
    assertCode(Code.NOT_FOUND, () -> key("nobody"));
    assertCode(Code.NOT_FOUND, () -> quota("absent", Quota.getDefaultInstance()));
    create("anna");
    assertCode(Code.NOT_FOUND, () -> grant("anna", "absent", AccessMode.READ_ONLY));
    assertCode(Code.NOT_FOUND, () -> revoke("anna", "absent"));
    assertCode(Code.NOT_FOUND, () -> deleteKey("anna", "CISTNOSUCHKEY"));
    assertCode(
        Code.INVALID_ARGUMENT, () -> grant("anna", "photos", AccessMode.ACCESS_MODE_UNSPECIFIED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a/b", "a b"})
  void whatIsNoNameIsRefused(String name) {
    assertCode(Code.INVALID_ARGUMENT, () -> create(name));
    assertCode(Code.INVALID_ARGUMENT, () -> quota(name, Quota.getDefaultInstance()));
  }

  private User create(String name) {
    return service().createUser(CreateUserRequest.newBuilder().setName(name).build());
  }

  private User get(String name) {
    return service().getUser(GetUserRequest.newBuilder().setName(name).build());
  }

  private ListUsersResponse list(String after, int limit) {
    return service()
        .listUsers(ListUsersRequest.newBuilder().setAfter(after).setLimit(limit).build());
  }

  private void delete(String name) {
    var _ = service().deleteUser(DeleteUserRequest.newBuilder().setName(name).build());
  }

  private CreateAccessKeyResponse key(String user) {
    return service().createAccessKey(CreateAccessKeyRequest.newBuilder().setUser(user).build());
  }

  private User deleteKey(String user, String id) {
    return service()
        .deleteAccessKey(DeleteAccessKeyRequest.newBuilder().setUser(user).setId(id).build());
  }

  private User grant(String user, String bucket, AccessMode mode) {
    return service()
        .grant(GrantRequest.newBuilder().setUser(user).setBucket(bucket).setMode(mode).build());
  }

  private User revoke(String user, String bucket) {
    return service().revoke(RevokeRequest.newBuilder().setUser(user).setBucket(bucket).build());
  }

  private Bucket quota(String bucket, Quota quota) {
    return service()
        .setBucketQuota(
            SetBucketQuotaRequest.newBuilder().setBucket(bucket).setQuota(quota).build());
  }

  private GatewayAdminBlockingStub service() {
    return GatewayAdminGrpc.newBlockingStub(admin());
  }
}
