package io.cistern.s3.admin;

import io.cistern.protocol.gateway.AccessMode;
import io.cistern.protocol.gateway.Bucket;
import io.cistern.protocol.gateway.CreateAccessKeyRequest;
import io.cistern.protocol.gateway.CreateAccessKeyResponse;
import io.cistern.protocol.gateway.CreateUserRequest;
import io.cistern.protocol.gateway.DeleteAccessKeyRequest;
import io.cistern.protocol.gateway.DeleteUserRequest;
import io.cistern.protocol.gateway.DeleteUserResponse;
import io.cistern.protocol.gateway.GatewayAdminGrpc;
import io.cistern.protocol.gateway.GetBucketRequest;
import io.cistern.protocol.gateway.GetUserRequest;
import io.cistern.protocol.gateway.GrantRequest;
import io.cistern.protocol.gateway.ListUsersRequest;
import io.cistern.protocol.gateway.ListUsersResponse;
import io.cistern.protocol.gateway.RevokeRequest;
import io.cistern.protocol.gateway.SetBucketQuotaRequest;
import io.cistern.protocol.gateway.User;
import io.cistern.s3.model.AccessKey;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.Quota;
import io.cistern.s3.model.UserDraft;
import io.cistern.s3.model.UserName;
import io.cistern.s3.rpc.Answer;
import io.cistern.s3.rpc.Refusal;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.user.FreshKeys;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;

/** Users, keys, grants and quotas. Every change is durable and in force when it is answered. */
public final class AdminService extends GatewayAdminGrpc.GatewayAdminImplBase {
  private static final int MAX_PAGE = 1000;

  private final ObjectStore store;
  private final Rendering rendering;

  public AdminService(ObjectStore store) {
    this.store = store;
    this.rendering = new Rendering(store.buckets());
  }

  @Override
  public void createUser(CreateUserRequest request, StreamObserver<User> observer) {
    answer(observer, store.users().create(UserDraft.of(user(request.getName()))));
  }

  @Override
  public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> observer) {
    int limit = request.getLimit();
    if (limit < 1 || limit > MAX_PAGE) {
      throw new Refusal.Invalid("limit: 1 to %d users, not %d".formatted(MAX_PAGE, limit));
    }
    List<io.cistern.s3.model.User> found =
        store.users().list().stream()
            .filter(user -> user.name().value().compareTo(request.getAfter()) > 0)
            .limit(limit + 1L)
            .toList();
    ListUsersResponse.Builder page = ListUsersResponse.newBuilder().setMore(found.size() > limit);
    found.stream().limit(limit).map(rendering::user).forEach(page::addUsers);
    Answer.with(observer, page.build());
  }

  @Override
  public void getUser(GetUserRequest request, StreamObserver<User> observer) {
    answer(observer, store.users().get(user(request.getName())));
  }

  @Override
  public void deleteUser(DeleteUserRequest request, StreamObserver<DeleteUserResponse> observer) {
    store.users().delete(user(request.getName()));
    Answer.with(observer, DeleteUserResponse.getDefaultInstance());
  }

  @Override
  public void createAccessKey(
      CreateAccessKeyRequest request, StreamObserver<CreateAccessKeyResponse> observer) {
    AccessKey key = FreshKeys.next();
    store.users().addKey(user(request.getUser()), key);
    Answer.with(
        observer,
        CreateAccessKeyResponse.newBuilder()
            .setKey(Rendering.key(key))
            .setSecret(key.secret())
            .build());
  }

  @Override
  public void deleteAccessKey(DeleteAccessKeyRequest request, StreamObserver<User> observer) {
    io.cistern.s3.model.User user = store.users().get(user(request.getUser()));
    if (user.keys().stream().noneMatch(key -> key.id().equals(request.getId()))) {
      throw new Refusal.NotFound("user %s has no key %s".formatted(user.name(), request.getId()));
    }
    answer(observer, store.users().removeKey(user.name(), request.getId()));
  }

  @Override
  public void grant(GrantRequest request, StreamObserver<User> observer) {
    answer(
        observer,
        store
            .users()
            .grant(user(request.getUser()), bucket(request.getBucket()), mode(request.getMode())));
  }

  @Override
  public void revoke(RevokeRequest request, StreamObserver<User> observer) {
    BucketName bucket = store.buckets().get(bucket(request.getBucket())).name();
    answer(observer, store.users().revoke(user(request.getUser()), Set.of(bucket)));
  }

  @Override
  public void getBucket(GetBucketRequest request, StreamObserver<Bucket> observer) {
    Answer.with(observer, rendering.bucket(bucket(request.getName())));
  }

  @Override
  public void setBucketQuota(SetBucketQuotaRequest request, StreamObserver<Bucket> observer) {
    BucketName name = bucket(request.getBucket());
    Quota quota = quota(request.getQuota());
    store.buckets().update(name, settings -> settings.withQuota(quota));
    Answer.with(observer, rendering.bucket(name));
  }

  private void answer(StreamObserver<User> observer, io.cistern.s3.model.User user) {
    Answer.with(observer, rendering.user(user));
  }

  private static UserName user(String name) {
    if (!UserName.isLegal(name)) {
      throw new Refusal.Invalid(
          "a user's name has 1 to 64 letters, digits, hyphens, dots, underscores or at signs, and"
              + " begins with a letter or digit");
    }
    return new UserName(name);
  }

  private static BucketName bucket(String name) {
    if (!BucketName.isLegal(name)) {
      throw new Refusal.Invalid("not the name of a bucket: " + name);
    }
    return new BucketName(name);
  }

  private static io.cistern.s3.model.AccessMode mode(AccessMode mode) {
    return switch (mode) {
      case READ_ONLY -> io.cistern.s3.model.AccessMode.READ_ONLY;
      case WRITE_ONLY -> io.cistern.s3.model.AccessMode.WRITE_ONLY;
      case READ_WRITE -> io.cistern.s3.model.AccessMode.READ_WRITE;
      case ACCESS_MODE_UNSPECIFIED, UNRECOGNIZED ->
          throw new Refusal.Invalid("mode: read-only, write-only or read-write");
    };
  }

  private static Quota quota(io.cistern.protocol.gateway.Quota quota) {
    if (quota.getBytes() < 0 || quota.getObjects() < 0) {
      throw new Refusal.Invalid("quota: not negative");
    }
    return new Quota(
        quota.hasBytes() ? quota.getBytes() : Long.MAX_VALUE,
        quota.hasObjects() ? quota.getObjects() : Long.MAX_VALUE);
  }
}
