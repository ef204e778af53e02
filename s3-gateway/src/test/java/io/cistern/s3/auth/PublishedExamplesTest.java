package io.cistern.s3.auth;

import static io.cistern.s3.auth.Heads.authorization;
import static io.cistern.s3.auth.Heads.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.Principal;
import io.cistern.s3.api.RequestHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The examples of AWS's documentation, with its exact signatures.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">AWS:
 *     header-based authentication</a>
 */
class PublishedExamplesTest {
  private static final String HOST = "examplebucket.s3.amazonaws.com";
  private static final String DATE = "20130524T000000Z";

  private static void holds(RequestHead head) {
    Authenticated authenticated = Heads.at(Heads.DAY).authenticate(head);
    assertThat(authenticated.principal().accessKey()).isEqualTo(Heads.ACCESS_KEY);
    assertThat(authenticated.principal().root()).isTrue();
  }

  @Test
  void aGetOfARange() {
    holds(
        head(
            "GET",
            "/test.txt",
            "Host",
            HOST,
            "Range",
            "bytes=0-9",
            "x-amz-content-sha256",
            Sha256.EMPTY,
            "x-amz-date",
            DATE,
            "Authorization",
            authorization(
                "host;range;x-amz-content-sha256;x-amz-date",
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")));
  }

  @Test
  void aPutOfAKeyWithADollarSignedWithTheDateHeader() {
    holds(
        head(
            "PUT",
            "/test$file.text",
            "Host",
            HOST,
            "Date",
            "Fri, 24 May 2013 00:00:00 GMT",
            "x-amz-content-sha256",
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            "x-amz-date",
            DATE,
            "x-amz-storage-class",
            "REDUCED_REDUNDANCY",
            "Authorization",
            authorization(
                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")));
  }

  @Test
  void aSubResourceWithoutAValue() {
    holds(
        head(
            "GET",
            "/?lifecycle",
            "Host",
            HOST,
            "x-amz-content-sha256",
            Sha256.EMPTY,
            "x-amz-date",
            DATE,
            "Authorization",
            authorization(
                "host;x-amz-content-sha256;x-amz-date",
                "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")));
  }

  @Test
  void aListWithParameters() {
    holds(
        head(
            "GET",
            "/?max-keys=2&prefix=J",
            "Host",
            HOST,
            "x-amz-content-sha256",
            Sha256.EMPTY,
            "x-amz-date",
            DATE,
            "Authorization",
            authorization(
                "host;x-amz-content-sha256;x-amz-date",
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")));
  }

  @Test
  void aPresignedGetWithinItsDay() {
    RequestHead head =
        head(
            "GET",
            "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature="
                + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            "Host",
            HOST);
    holds(head);
    Authenticated late = Heads.at(Heads.DAY.plusSeconds(86_400)).authenticate(head);
    assertThat(late.signing()).isEqualTo(BodySigning.UNSIGNED);
  }

  @Test
  void theFormOfAnUploadByABrowser() {
    String policy =
        """
        { "expiration": "2015-12-30T12:00:00.000Z",
          "conditions": [
            {"bucket": "sigv4examplebucket"},
            ["starts-with", "$key", "user/user1/"],
            {"acl": "public-read"},
            {"success_action_redirect": \
        "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},
            ["starts-with", "$Content-Type", "image/"],
            {"x-amz-meta-uuid": "14365123651274"},
            {"x-amz-server-side-encryption": "AES256"},
            ["starts-with", "$x-amz-meta-tag", ""],

            {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},
            {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
            {"x-amz-date": "20151229T000000Z" }
          ]
        }"""
            .replace("\n", "\r\n");
    Principal principal =
        Heads.at(Instant.parse("2015-12-29T12:00:00Z"))
            .authenticateForm(
                Map.of(
                    "Policy",
                    Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8)),
                    "X-Amz-Algorithm",
                    "AWS4-HMAC-SHA256",
                    "X-Amz-Credential",
                    "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request",
                    "X-Amz-Date",
                    "20151229T000000Z",
                    "X-Amz-Signature",
                    "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"));
    assertThat(principal.accessKey()).isEqualTo(Heads.ACCESS_KEY);
  }
}
