package io.cistern.protocol.transport;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;

/** TLS 1.3 in which both ends show a certificate of the configured authorities. */
final class MutualTls {
  /** A session is resumed without a look at certificates, so not for long. */
  private static final long RESUMABLE_SECONDS = 60;

  private MutualTls() {}

  static SslContext server(TlsFiles files) {
    ReloadingIdentity identity = ReloadingIdentity.of(files);
    return build(
        SslContextBuilder.forServer(new ReloadingKeys(identity))
            .trustManager(new ReloadingTrust(identity))
            .clientAuth(ClientAuth.REQUIRE));
  }

  static SslContext client(TlsFiles files) {
    ReloadingIdentity identity = ReloadingIdentity.of(files);
    return build(
        SslContextBuilder.forClient()
            .keyManager(new ReloadingKeys(identity))
            .trustManager(new ReloadingTrust(identity)));
  }

  private static SslContext build(SslContextBuilder builder) {
    try {
      return GrpcSslContexts.configure(builder, SslProvider.JDK)
          .protocols("TLSv1.3")
          .sessionTimeout(RESUMABLE_SECONDS)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("this platform cannot speak TLS 1.3", e);
    }
  }
}
