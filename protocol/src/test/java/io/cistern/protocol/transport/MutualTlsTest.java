package io.cistern.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.ProbeRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutualTlsTest {
  private static final String SERVER = "san=dns:agents.example,ip:127.0.0.1";

  @TempDir static Path shared;
  private static TestAuthority ours;
  private static TestAuthority theirs;
  private static TlsFiles serverFiles;
  private static TlsFiles clientFiles;
  private static TlsFiles strangerFiles;

  @TempDir Path directory;
  private TlsFiles live;
  private GrpcServer server;

  @BeforeAll
  static void issue() {
    ours = new TestAuthority(shared, "ours");
    theirs = new TestAuthority(shared, "theirs");
    serverFiles = ours.issue(shared, "server", SERVER);
    clientFiles = ours.issue(shared, "client");
    strangerFiles = theirs.issue(shared, "stranger", SERVER);
  }

  @BeforeEach
  void start() throws IOException {
    live =
        new TlsFiles(
            directory.resolve("ca.pem"),
            directory.resolve("tls.pem"),
            directory.resolve("tls.key"));
    install(serverFiles);
    server = start(live);
  }

  private static GrpcServer start(TlsFiles files) {
    return GrpcServer.start(
        new Endpoint.Tcp("127.0.0.1", 0),
        Optional.of(files),
        List.of(new ScriptedIdentity()),
        ServerOptions.of(_ -> Status.UNKNOWN).withDrain(Duration.ofMillis(200)));
  }

  /** Replaces the server's files as Kubernetes does: each at once, all of them soon. */
  private void install(TlsFiles files) throws IOException {
    replace(files.ca(), live.ca());
    replace(files.certificate(), live.certificate());
    replace(files.key(), live.key());
  }

  private void replace(Path source, Path target) throws IOException {
    Path fresh = Files.createTempFile(directory, "fresh", ".pem");
    Files.copy(source, fresh, StandardCopyOption.REPLACE_EXISTING);
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Status call(TlsFiles client) {
    return call(GrpcChannels.connect(server.endpoint(), Optional.of(client)));
  }

  private static Status call(ManagedChannel channel) {
    try {
      var unused =
          IdentityGrpc.newBlockingStub(channel)
              .withDeadlineAfter(Duration.ofSeconds(10))
              .probe(ProbeRequest.getDefaultInstance());
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    } finally {
      channel.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "Ed25519"})
  void everyKindOfKeyThatIssuersMakeIsUnderstood(String algorithm) {
    TestAuthority authority = new TestAuthority(directory, "of-" + algorithm, List.of(algorithm));
    TlsFiles agent = authority.issue(directory, "agent", SERVER);
    TlsFiles controller = authority.issue(directory, "controller");
    try (GrpcServer other = start(agent)) {
      assertThat(call(GrpcChannels.connect(other.endpoint(), Optional.of(controller))).isOk())
          .isTrue();
    }
  }

  @Test
  void bothEndsOfOneAuthorityTalk() {
    assertThat(call(clientFiles).isOk()).isTrue();
  }

  @Test
  void theServersNameMayBeAnotherThanItsAddress() {
    assertThat(
            call(GrpcChannels.connect(
                    server.endpoint(), "agents.example", Optional.of(clientFiles)))
                .isOk())
        .isTrue();
  }

  @Test
  void aServerOfAnotherNameIsRefused() {
    Status status =
        call(GrpcChannels.connect(server.endpoint(), "others.example", Optional.of(clientFiles)));
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(status.getCause()).isNotNull();
  }

  @Test
  void aClientOfAnotherAuthorityIsRefused() {
    TlsFiles impostor =
        new TlsFiles(serverFiles.ca(), strangerFiles.certificate(), strangerFiles.key());
    assertThat(call(impostor).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void aServerOfAnotherAuthorityIsRefused() {
    TlsFiles mistrusting =
        new TlsFiles(strangerFiles.ca(), clientFiles.certificate(), clientFiles.key());
    assertThat(call(mistrusting).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws SSLException {
    assertThat(call(bareClient("TLSv1.3")).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void anOlderTlsIsRefused() throws SSLException {
    Status status = call(bareClient("TLSv1.2"));
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(status.getCause()).hasMessageContaining("protocol");
  }

  private ManagedChannel bareClient(String protocol) throws SSLException {
    SslContextBuilder context =
        SslContextBuilder.forClient().trustManager(serverFiles.ca().toFile());
    Endpoint.Tcp endpoint = (Endpoint.Tcp) server.endpoint();
    return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
        .channelType(EpollSocketChannel.class)
        .eventLoopGroup(EventLoops.shared())
        .sslContext(GrpcSslContexts.configure(context, SslProvider.JDK).protocols(protocol).build())
        .build();
  }

  @Test
  void aPlainTextClientIsRefused() {
    assertThat(call(GrpcChannels.connect(server.endpoint(), Optional.empty())).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void aCertificateForServersDoesNotMakeAClient() {
    TlsFiles serverOnly = ours.issue(directory, "server-only", "eku=serverAuth");
    TlsFiles clientOnly = ours.issue(directory, "client-only", "eku=clientAuth");
    assertThat(call(serverOnly).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(call(clientOnly).isOk()).isTrue();
  }

  @Test
  void replacedFilesAreUsedFromTheNextConnectionOn() throws IOException {
    assertThat(call(clientFiles).isOk()).isTrue();
    install(strangerFiles);
    assertThat(call(strangerFiles).isOk()).isTrue();
    assertThat(call(clientFiles).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void filesThatDoNotFitTogetherLeaveTheOldOnesInUse() throws IOException {
    Files.writeString(live.certificate(), "not a certificate");
    assertThat(call(clientFiles).isOk()).isTrue();
    replace(strangerFiles.certificate(), live.certificate());
    assertThat(call(clientFiles).isOk()).isTrue();
    Files.delete(live.key());
    assertThat(call(clientFiles).isOk()).isTrue();
    install(strangerFiles);
    assertThat(call(strangerFiles).isOk()).isTrue();
  }

  @Test
  void aServerDoesNotStartWithFilesThatDoNotFitTogether() {
    TlsFiles mixed = new TlsFiles(serverFiles.ca(), serverFiles.certificate(), strangerFiles.key());
    assertThatThrownBy(() -> start(mixed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the private key is not the certificate's");
    TlsFiles absent =
        new TlsFiles(serverFiles.ca(), serverFiles.certificate(), directory.resolve("no.key"));
    assertThat(catchThrowableOfType(UncheckedIOException.class, () -> start(absent)))
        .hasMessageContaining("no.key");
  }
}
