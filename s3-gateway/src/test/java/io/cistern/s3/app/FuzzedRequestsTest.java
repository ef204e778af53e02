package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.http.RawClient.Response;
import io.cistern.s3.route.SubResources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests put together by chance, rightly signed, so that they get past the authenticator: none is
 * answered by an internal error. {@code -Dcistern.fuzz=100000} for a long run; the seed is told
 * where one fails.
 */
@Timeout(600)
class FuzzedRequestsTest {
  private static final int REQUESTS = Integer.getInteger("cistern.fuzz", 2_000);
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS");
  private static final List<String> KEYS = List.of("", "/", "/k", "/k", "/a/../b", "//", "/%00");
  private static final List<String> PARAMETERS =
      List.of(
          "prefix",
          "delimiter",
          "max-keys",
          "marker",
          "key-marker",
          "version-id-marker",
          "continuation-token",
          "start-after",
          "list-type",
          "encoding-type",
          "fetch-owner",
          "versionId",
          "part-number-marker",
          "max-parts",
          "max-uploads",
          "upload-id-marker",
          "response-content-type",
          "response-expires",
          "max-buckets");
  private static final List<String> HEADERS =
      List.of(
          "range",
          "if-match",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since",
          "content-md5",
          "content-type",
          "content-encoding",
          "cache-control",
          "expires",
          "x-amz-copy-source",
          "x-amz-copy-source-range",
          "x-amz-copy-source-if-match",
          "x-amz-metadata-directive",
          "x-amz-tagging-directive",
          "x-amz-tagging",
          "x-amz-acl",
          "x-amz-storage-class",
          "x-amz-meta-a",
          "x-amz-object-attributes",
          "x-amz-max-parts",
          "x-amz-checksum-mode",
          "x-amz-checksum-algorithm",
          "x-amz-checksum-crc32",
          "x-amz-checksum-type",
          "x-amz-sdk-checksum-algorithm",
          "x-amz-trailer",
          "x-amz-decoded-content-length",
          "x-amz-mp-object-size",
          "x-amz-expected-bucket-owner",
          "x-amz-grant-read",
          "x-amz-bypass-governance-retention",
          "origin",
          "access-control-request-method",
          "x-cistern-durability");
  private static final List<String> VALUES =
      List.of(
          "",
          "1",
          "0",
          "-1",
          "2",
          "99999999999999999999",
          "*",
          "\"etag\"",
          "bytes=0-0",
          "bytes=-0",
          "bytes=9-1",
          "bytes=0-0,2-3",
          "a=b&c=d",
          "bucket/k",
          "/bucket/k?versionId=null",
          "null",
          "url",
          "true",
          "COPY",
          "REPLACE",
          "CRC32",
          "SHA256",
          "FULL_OBJECT",
          "COMPOSITE",
          "AAAAAA==",
          "private",
          "ETag,ObjectParts,Checksum",
          "relaxed",
          "PUT",
          "http://page",
          "Mon, 01 Jan 2024 00:00:00 GMT",
          "%",
          "\u00e9",
          "/",
          "STANDARD",
          "aws-chunked");
  private static final List<String> BODIES =
      List.of(
          "",
          "x",
          "<Delete><Object><Key>k</Key><VersionId>null</VersionId></Object></Delete>",
          "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>a</ETag></Part>"
              + "</CompleteMultipartUpload>",
          "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>",
          "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
          "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod>"
              + "<AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>",
          "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
              + "</PublicAccessBlockConfiguration>",
          "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule>"
              + "</OwnershipControls>",
          "<CreateBucketConfiguration><LocationConstraint>us-east-1</LocationConstraint>"
              + "</CreateBucketConfiguration>",
          "<AccessControlPolicy><Owner><ID>a</ID></Owner></AccessControlPolicy>");

  @TempDir Path directory;

  @Test
  void noRequestIsAnInternalError() {
    long seed = Long.getLong("cistern.fuzz.seed", System.nanoTime());
    Random random = new Random(seed);
    try (TestGateway gateway = new TestGateway(directory.resolve("store"))) {
      SignedClient client = new SignedClient(gateway.port());
      assertThat(client.send("PUT", "/bucket", "").status()).isEqualTo(200);
      for (int i = 0; i < REQUESTS; i++) {
        String method = any(METHODS, random);
        String target = target(random);
        String body = body(random);
        String[] headers = headers(random);
        Response answer = client.send(method, target, body, headers);
        assertThat(answer.status())
            .as("seed %d: %s %s %s %s", seed, method, target, List.of(headers), body)
            .isNotEqualTo(500)
            .isBetween(200, 507);
      }
      client.send("PUT", "/bucket", "");
      assertThat(client.send("PUT", "/bucket/still", "there").status()).isEqualTo(200);
      assertThat(client.send("GET", "/bucket/still", "").text()).isEqualTo("there");
    }
  }

  private static String target(Random random) {
    List<String> query = new ArrayList<>();
    List<String> subResources = List.copyOf(SubResources.names());
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = any(random.nextInt(3) == 0 ? subResources : PARAMETERS, random);
      query.add(name + "=" + PercentEncoding.encode(any(VALUES, random)));
    }
    String path = random.nextInt(40) == 0 ? "/" : "/bucket" + any(KEYS, random);
    return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
  }

  private static String[] headers(Random random) {
    List<String> headers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      headers.add(any(HEADERS, random));
      headers.add(any(VALUES, random));
    }
    return headers.toArray(String[]::new);
  }

  /** One of those, at times with a byte changed. */
  private static String body(Random random) {
    StringBuilder body = new StringBuilder(any(BODIES, random));
    if (!body.isEmpty() && random.nextBoolean()) {
      body.setCharAt(random.nextInt(body.length()), (char) (' ' + random.nextInt(95)));
    }
    return body.toString();
  }

  private static <T> T any(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }
}
