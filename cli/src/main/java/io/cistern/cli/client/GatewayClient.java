package io.cistern.cli.client;

import io.cistern.protocol.gateway.AccessMode;
import io.cistern.protocol.gateway.Bucket;
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
import io.cistern.protocol.transport.ClosingStatus;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the gateway does that S3 has no operations for: users, keys, grants and quotas. */
public final class GatewayClient implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 60;
  private static final long PROBE_SECONDS = 2;
  private static final int PAGE = 1000;

  private final Endpoint endpoint;
  private final ManagedChannel channel;

  public GatewayClient(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.channel = GrpcChannels.connect(endpoint, Optional.empty());
  }

  /** Whether a gateway answers there, within two seconds. */
  public static boolean isReady(Endpoint endpoint) {
    try (GatewayClient client = new GatewayClient(endpoint)) {
      var _ =
          client
              .stub()
              .withDeadlineAfter(PROBE_SECONDS, TimeUnit.SECONDS)
              .listUsers(ListUsersRequest.newBuilder().setLimit(1).build());
      return true;
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }

  public User createUser(String name) {
    return stub().createUser(CreateUserRequest.newBuilder().setName(name).build());
  }

  /** All users, by name. */
  public List<User> users() {
    List<User> all = new ArrayList<>();
    boolean more = true;
    while (more) {
      String after = all.isEmpty() ? "" : all.getLast().getName();
      ListUsersResponse page =
          stub().listUsers(ListUsersRequest.newBuilder().setAfter(after).setLimit(PAGE).build());
      all.addAll(page.getUsersList());
      more = page.getMore();
    }
    return all;
  }

  public User user(String name) {
    return stub().getUser(GetUserRequest.newBuilder().setName(name).build());
  }

  public void deleteUser(String name) {
    var _ = stub().deleteUser(DeleteUserRequest.newBuilder().setName(name).build());
  }

  /** A key and its secret, which is never answered again. */
  public CreateAccessKeyResponse createKey(String user) {
    return stub().createAccessKey(CreateAccessKeyRequest.newBuilder().setUser(user).build());
  }

  public User deleteKey(String user, String id) {
    return stub()
        .deleteAccessKey(DeleteAccessKeyRequest.newBuilder().setUser(user).setId(id).build());
  }

  public User grant(String user, String bucket, AccessMode mode) {
    return stub()
        .grant(GrantRequest.newBuilder().setUser(user).setBucket(bucket).setMode(mode).build());
  }

  public User revoke(String user, String bucket) {
    return stub().revoke(RevokeRequest.newBuilder().setUser(user).setBucket(bucket).build());
  }

  public Bucket bucket(String name) {
    return stub().getBucket(GetBucketRequest.newBuilder().setName(name).build());
  }

  public Bucket setQuota(String bucket, Quota quota) {
    return stub()
        .setBucketQuota(
            SetBucketQuotaRequest.newBuilder().setBucket(bucket).setQuota(quota).build());
  }

  private GatewayAdminBlockingStub stub() {
    return GatewayAdminGrpc.newBlockingStub(channel)
        .withInterceptors(ClosingStatus.naming(endpoint))
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
