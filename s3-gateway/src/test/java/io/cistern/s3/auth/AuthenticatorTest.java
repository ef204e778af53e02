package io.cistern.s3.auth;

import static io.cistern.s3.auth.Signer.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is believed, and by which error everybody else is refused. */
class AuthenticatorTest {
  private static final String BLANK = "X-Amz-Algorithm=AWS4-HMAC-SHA256";

  @Test
  void whoHasNotSignedIsNobody() {
    Authenticated nobody = authenticate(Heads.head("GET", "/b/k", "Host", "localhost"));
    assertThat(nobody.principal()).isEqualTo(Principal.ANONYMOUS);
  }

  @ParameterizedTest
  @CsvSource({"-900,true", "900,true", "-901,false", "901,false", "-90000,false"})
  void aSignatureInTheHeaderIsGoodForFifteenMinutes(long seconds, boolean good) {
    RequestHead head = signer().at(Heads.DAY.plusSeconds(seconds)).inHeader("GET", "/", "");
    if (good) {
      assertThat(authenticate(head).principal().root()).isTrue();
    } else {
      assertThat(refused(head, S3Error.REQUEST_TIME_TOO_SKEWED).details())
          .contains(Map.entry("MaxAllowedSkewMilliseconds", "900000"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,true",
    "1,1,true",
    "2,1,false",
    "604800,604800,true",
    "604801,604800,false",
    "86399,86400,true"
  })
  void aPresignedUrlIsGoodForItsTimeAndNotForTheSkewWindow(long age, String expires, boolean good) {
    RequestHead head = signer().at(Heads.DAY.minusSeconds(age)).inQuery("GET", "/b/k", "", expires);
    if (good) {
      assertThat(authenticate(head).principal().root()).isTrue();
    } else {
      assertThat(refused(head, S3Error.EXPIRED_PRESIGNED).message())
          .isEqualTo("Request has expired");
    }
  }

  @Test
  void aPresignedUrlOfTheFutureIsNotYetGood() {
    RequestHead soon =
        signer().at(Heads.DAY.plus(Duration.ofMinutes(15))).inQuery("GET", "/", "", "60");
    assertThat(authenticate(soon).principal().root()).isTrue();
    RequestHead later =
        signer().at(Heads.DAY.plus(Duration.ofMinutes(16))).inQuery("GET", "/", "", "60");
    assertThat(refused(later, S3Error.ACCESS_DENIED).message())
        .isEqualTo("Request is not yet valid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "604801", "1e3", "", "99999999999999999999", "٣"})
  void anExpiryThatIsNoneIsRefused(String expires) {
    String encoded = PercentEncoding.encode(expires);
    refused(
        signer().inQuery("GET", "/b/k", "", encoded), S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x-amz-meta-a", "x-amz-acl", "X-Amz-Copy-Source", "x-amz-security-policy"})
  void aHeaderOfAmazonThatIsNotSignedIsRefused(String name) {
    RequestHead inHeader = signer().unsigned(name, "v").inHeader("PUT", "/b/k", "");
    assertThat(refused(inHeader, S3Error.ACCESS_DENIED).details())
        .contains(Map.entry("HeadersNotSigned", name.toLowerCase(Locale.ROOT)));
    RequestHead inQuery = signer().unsigned(name, "v").inQuery("PUT", "/b/k", "", "60");
    refused(inQuery, S3Error.ACCESS_DENIED);
  }

  @Test
  void theHostMustBeSigned() {
    RequestHead unsigned =
        signer().without("host").unsigned("Host", "localhost").inHeader("GET", "/", "");
    assertThat(refused(unsigned, S3Error.ACCESS_DENIED).details())
        .contains(Map.entry("HeadersNotSigned", "host"));
    refused(signer().without("host").inHeader("GET", "/", ""), S3Error.ACCESS_DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Amz-Algorithm=AWS4-HMAC-SHA256",
        "X-Amz-Signature=0",
        "X-Amz-Credential=a",
        "Signature=a",
        "AWSAccessKeyId=a"
      })
  void twoWaysOfSigningAreOneTooMany(String query) {
    assertThat(refused(signer().inHeader("GET", "/b/k", query), S3Error.INVALID_ARGUMENT).message())
        .startsWith("Only one auth mechanism allowed");
  }

  @Test
  void presignedCredentialsAreCheckedThoughThereIsNoHeader() {
    String unsigned = BLANK + "&X-Amz-Credential=" + Heads.ACCESS_KEY;
    refused(
        Heads.head("PUT", "/b/k?" + unsigned, "Host", "localhost"),
        S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR);
    RequestHead good = signer().inQuery("GET", "/b/k", "", "60");
    String broken = good.rawPath() + "?" + good.rawQuery().replaceAll("Signature=.*", "Signature=");
    refused(Heads.head("GET", broken, "Host", "localhost:9000"), S3Error.SIGNATURE_DOES_NOT_MATCH);
  }

  @Test
  void aScopeOfAnotherRegionIsToldTheRightOne() {
    RequestHead elsewhere = signer().scope("eu-west-1", "s3").inHeader("GET", "/", "");
    S3Exception refused = refused(elsewhere, S3Error.AUTHORIZATION_HEADER_MALFORMED);
    assertThat(refused.message())
        .contains("the region 'eu-west-1' is wrong; expecting 'us-east-1'");
    assertThat(refused.details()).contains(Map.entry("Region", "us-east-1"));
    refused(
        signer().scope("us-east-1", "sts").inHeader("GET", "/", ""),
        S3Error.AUTHORIZATION_HEADER_MALFORMED);
  }

  @Test
  void anUnknownKeyIsRefusedBeforeItsSignature() {
    RequestHead head = signer().as("AKIAUNKNOWN", Heads.SECRET).inHeader("GET", "/", "");
    assertThat(refused(head, S3Error.INVALID_ACCESS_KEY_ID).details())
        .containsExactly(Map.entry("AWSAccessKeyId", "AKIAUNKNOWN"));
  }

  @Test
  void aWrongSecretDoesNotMatchAndIsToldWhatWasSigned() {
    RequestHead head = signer().as(Heads.ACCESS_KEY, "another secret").inHeader("GET", "/b/k", "");
    S3Exception refused = refused(head, S3Error.SIGNATURE_DOES_NOT_MATCH);
    assertThat(refused.details())
        .extracting(Map.Entry::getKey)
        .contains("StringToSign", "CanonicalRequest");
    assertThat(refused.toString() + refused.details()).doesNotContain(Heads.SECRET);
  }

  @Test
  void oldAndAsymmetricSignaturesAreRefusedByName() {
    RequestHead version2 = Heads.head("GET", "/", "Host", "h", "Authorization", "AWS a:b");
    assertThat(refused(version2, S3Error.INVALID_REQUEST).message()).contains("AWS4-HMAC-SHA256");
    refused(
        Heads.head("GET", "/?AWSAccessKeyId=a&Signature=b&Expires=1", "Host", "h"),
        S3Error.INVALID_REQUEST);
    RequestHead version4a =
        Heads.head("GET", "/", "Host", "h", "Authorization", "AWS4-ECDSA-P256-SHA256 Credential=a");
    assertThat(refused(version4a, S3Error.NOT_IMPLEMENTED).message()).contains("4A");
    refused(
        Heads.head("GET", "/?X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256", "Host", "h"),
        S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR,
        S3Error.NOT_IMPLEMENTED);
    refused(
        Heads.head("GET", "/", "Host", "h", "Authorization", "Basic a"), S3Error.INVALID_ARGUMENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 ",
        "AWS4-HMAC-SHA256 Credential=a",
        "AWS4-HMAC-SHA256 Credential=a/20130524/us-east-1/s3/aws4_request, SignedHeaders=host",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c",
        "AWS4-HMAC-SHA256 Credential=a/20130525/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=c",
        "AWS4-HMAC-SHA256 Credential=a/20130524/us-east-1/s3/aws5_request, SignedHeaders=host, Signature=c",
        "AWS4-HMAC-SHA256 Credential=/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=c",
        "AWS4-HMAC-SHA256 Signature=c, Signature=c, SignedHeaders=host",
        "AWS4-HMAC-SHA256 Credential=a/20130524/us-east-1/s3/aws4_request, SignedHeaders=, Signature=c"
      })
  void aBrokenAuthorizationHeaderIsRefused(String value) {
    refused(
        Heads.head(
            "GET", "/", "Host", "h", "x-amz-date", "20130524T000000Z", "Authorization", value),
        S3Error.AUTHORIZATION_HEADER_MALFORMED,
        S3Error.INVALID_ARGUMENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "20130524", "2013-05-24T00:00:00Z", "20130524T000060Z", "20130231T000000Z"})
  void aRequestWithoutATimeIsRefused(String date) {
    refused(signer().header("x-amz-date", date).inHeader("GET", "/", ""), S3Error.ACCESS_DENIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "unsigned-payload", "STREAMING", "STREAMING-AWS4-HMAC-SHA256"})
  void aPayloadHashThatIsNoneIsRefused(String hash) {
    refused(
        signer().header("x-amz-content-sha256", hash).inHeader("PUT", "/b/k", ""),
        S3Error.INVALID_ARGUMENT);
  }

  @Test
  void aSignedHeadMustSayHowItsBodyIsSigned() {
    refused(
        signer().without("x-amz-content-sha256").inHeader("PUT", "/b/k", ""),
        S3Error.INVALID_REQUEST);
    RequestHead trailers =
        signer()
            .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
            .inHeader("PUT", "/b/k", "");
    assertThat(authenticate(trailers).signing()).isInstanceOf(BodySigning.UnsignedChunks.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
      })
  void aTrailerIsNoWayAroundTheSignatureOfTheHead(String hash) {
    RequestHead forged =
        signer()
            .as(Heads.ACCESS_KEY, "another secret")
            .header("x-amz-content-sha256", hash)
            .inHeader("PUT", "/b/k", "");
    refused(forged, S3Error.SIGNATURE_DOES_NOT_MATCH);
    RequestHead unsigned = Heads.head("PUT", "/b/k", "Host", "h", "x-amz-content-sha256", hash);
    try {
      assertThat(authenticate(unsigned).principal()).isEqualTo(Principal.ANONYMOUS);
    } catch (S3Exception refused) {
      assertThat(refused.error()).isEqualTo(S3Error.ACCESS_DENIED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/b//k,/b//k",
    "/b/../k,/b/../k",
    "/b/./k/,/b/./k/",
    "/b/a%20b,/b/a%20b",
    "/b/a+b,/b/a%2Bb",
    "/b/a%2Bb,/b/a%2Bb",
    "/b/%7Etilde,/b/~tilde",
    "/b/a=b&c,/b/a%3Db%26c",
    "/b/%25,/b/%25",
    "/b/%252F,/b/%252F",
    "/b/%c3%bc,/b/%C3%BC"
  })
  void aPathIsDecodedOnceAndNeverNormalised(String sent, String signed) {
    RequestHead head = signer().inHeader("GET", signed, "");
    RequestHead asSent = Heads.head("GET", sent, head.headers().entries());
    assertThat(authenticate(asSent).principal().root()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/b/k,/b//k",
    "/b/a%2Fb,/b/a%252Fb",
    "/b/k,/b/./k",
    "/b/k,/b/x/../k",
    "/b/a%2Bb,/b/a%20b",
    "/b/k,/B/k"
  })
  void anotherPathIsAnotherRequest(String signed, String sent) {
    RequestHead head = signer().inHeader("GET", signed, "");
    refused(Heads.head("GET", sent, head.headers().entries()), S3Error.SIGNATURE_DOES_NOT_MATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "acl,acl=",
    "acl=,acl=",
    "prefix=a+b,prefix=a%20b",
    "b=2&a=1,a=1&b=2",
    "prefix=a/b,prefix=a%2Fb",
    "a=1&a=0,a=0&a=1",
    "%61=1,a=1",
    "a=b=c,a=b%3Dc"
  })
  void aQueryIsSignedAsAwsEncodesIt(String sent, String signed) {
    RequestHead head = signer().inHeader("GET", "/b", signed);
    RequestHead asSent = Heads.head("GET", "/b?" + sent, head.headers().entries());
    assertThat(authenticate(asSent).principal().root()).isTrue();
  }

  @Test
  void noSecurityTokenIsTaken() {
    refused(
        signer().header("x-amz-security-token", "t").inHeader("GET", "/", ""),
        S3Error.INVALID_TOKEN);
    refused(signer().inQuery("GET", "/", "X-Amz-Security-Token=t", "60"), S3Error.INVALID_TOKEN);
  }

  @Test
  void aFormIsRefusedByWhatItLacks() {
    Signer signer = signer();
    Map<String, String> good =
        Map.of(
            "policy", "e30=",
            "X-AMZ-ALGORITHM", "AWS4-HMAC-SHA256",
            "x-amz-credential", signer.credential(),
            "x-amz-date", "20130524T000000Z",
            "x-amz-signature", signer.sign("e30="));
    assertThat(Heads.at(Heads.DAY).authenticateForm(good).root()).isTrue();
    assertThat(Heads.at(Heads.DAY).authenticateForm(Map.of("key", "k")))
        .isEqualTo(Principal.ANONYMOUS);
    for (String name : good.keySet()) {
      Map<String, String> less = new HashMap<>(good);
      less.remove(name);
      formRefused(less, S3Error.INVALID_ARGUMENT);
    }
    formRefused(with(good, "policy", "e30"), S3Error.SIGNATURE_DOES_NOT_MATCH);
    formRefused(with(good, "x-amz-date", "yesterday"), S3Error.INVALID_ARGUMENT);
    formRefused(with(good, "x-amz-credential", "a/b"), S3Error.INVALID_ARGUMENT);
    formRefused(with(good, "x-amz-security-token", "t"), S3Error.INVALID_TOKEN);
    formRefused(with(good, "X-AMZ-ALGORITHM", "AWS4-ECDSA-P256-SHA256"), S3Error.NOT_IMPLEMENTED);
    formRefused(Map.of("AWSAccessKeyId", "a"), S3Error.INVALID_REQUEST);
    assertThatThrownBy(() -> Heads.at(Heads.DAY.plus(Duration.ofDays(8))).authenticateForm(good))
        .isInstanceOf(S3Exception.class);
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> other = new HashMap<>(map);
    other.put(name, value);
    return other;
  }

  private static void formRefused(Map<String, String> fields, S3Error error) {
    assertThatThrownBy(() -> Heads.at(Heads.DAY).authenticateForm(fields))
        .isInstanceOfSatisfying(
            S3Exception.class, refused -> assertThat(refused.error()).isEqualTo(error));
  }

  private static Authenticated authenticate(RequestHead head) {
    return Heads.at(Heads.DAY).authenticate(head);
  }

  private static S3Exception refused(RequestHead head, S3Error... expected) {
    try {
      authenticate(head);
    } catch (S3Exception refused) {
      assertThat(refused.error()).isIn((Object[]) expected);
      return refused;
    }
    throw new AssertionError("it was believed");
  }
}
