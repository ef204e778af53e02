package io.cistern.s3.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.Operation;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.route.Route.Level;
import io.cistern.s3.route.Router;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketOperationsTest extends TestStore {
  @Test
  void aNewBucketIsThereWithItsRegionDurabilityAndClosedDoors() {
    Answer made = ask(Requests.toBucket("PUT", "new").header("x-cistern-durability", "relaxed"));
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.header("Location")).hasValue("/new");
    BucketSettings settings = store.buckets().get(new BucketName("new")).settings();
    assertThat(settings.durability()).isEqualTo(Durability.RELAXED);
    assertThat(settings.documents()).containsOnlyKeys("ownership", "public-access-block");
    Answer head = ask(Requests.toBucket("HEAD", "new"));
    assertThat(head.header("x-amz-bucket-region")).hasValue("us-east-1");
    assertThat(head.header("x-cistern-durability")).hasValue("relaxed");
    assertThat(ask(Requests.toBucket("PUT", "new")).code()).isEqualTo("BucketAlreadyOwnedByYou");
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, '', 200, ''",
    "us-east-1, us-east-1, 200, ''",
    "us-east-1, nowhere, 400, InvalidLocationConstraint",
    "us-east-1, eu-west-1, 400, IllegalLocationConstraintException",
    "eu-west-1, '', 400, IllegalLocationConstraintException",
    "eu-west-1, EU, 200, ''",
    "eu-west-1, eu-west-1, 200, ''"
  })
  void aLocationConstraintIsTheGatewaysOwnRegion(
      String region, String constraint, int status, String code) {
    Answer answer =
        Answer.of(
            new CreateBucket(store.buckets(), new Region(region)),
            Requests.toBucket("PUT", "new")
                .body(
                    "<CreateBucketConfiguration><LocationConstraint>%s</LocationConstraint>"
                            .formatted(constraint)
                        + "</CreateBucketConfiguration>"));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(store.buckets().find(new BucketName("new")).isPresent()).isEqualTo(status == 200);
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-bucket-object-lock-enabled, true, NotImplemented",
    "x-amz-object-ownership, ObjectWriter, NotImplemented",
    "x-amz-object-ownership, Nobody, InvalidArgument",
    "x-amz-acl, public-read, InvalidBucketAclWithObjectOwnership",
    "x-cistern-durability, loose, InvalidArgument"
  })
  void whatABucketCannotBeIsRefusedAndNoBucketMade(String header, String value, String code) {
    assertThat(ask(Requests.toBucket("PUT", "new").header(header, value)).code()).isEqualTo(code);
    assertThat(store.buckets().find(new BucketName("new"))).isEmpty();
  }

  @Test
  void bucketsAreListedInPagesThatMissNone() {
    ask(Requests.toBucket("PUT", "a-one"));
    ask(Requests.toBucket("PUT", "a-two"));
    Answer first = ask(Requests.toService("GET").parameter("max-buckets", "2"));
    assertThat(first.text())
        .contains("<Name>a-one</Name>", "<Name>a-two</Name>", "<ID>owner-id</ID>")
        .doesNotContain("<Name>bucket</Name>");
    Answer second =
        ask(
            Requests.toService("GET")
                .parameter("max-buckets", "2")
                .parameter("continuation-token", first.element("ContinuationToken")));
    assertThat(second.text()).contains("<Name>bucket</Name>").doesNotContain("Token", "a-two");
    assertThat(ask(Requests.toService("GET").parameter("prefix", "a-")).text())
        .contains("a-one", "a-two", "<Prefix>a-</Prefix>")
        .doesNotContain("<Name>bucket</Name>");
    assertThat(ask(Requests.toService("GET").parameter("bucket-region", "eu-west-1")).text())
        .doesNotContain("<Name>");
    assertThat(ask(Requests.toService("GET").parameter("max-buckets", "0")).code())
        .isEqualTo("InvalidArgument");
    assertThat(ask(Requests.toService("GET").parameter("continuation-token", "!")).code())
        .isEqualTo("InvalidArgument");
  }

  @Test
  void versioningIsEnabledAndSuspendedAndMfaDeleteIsNotImplemented() {
    assertThat(ask(versioning("GET")).text()).doesNotContain("Status");
    assertThat(ask(versioning("PUT").body(status("Enabled"))).status()).isEqualTo(200);
    assertThat(ask(versioning("GET")).element("Status")).isEqualTo("Enabled");
    ask(versioning("PUT").body(status("Suspended")));
    assertThat(ask(versioning("PUT").body(status("Perhaps"))).code()).isEqualTo("MalformedXML");
    assertThat(ask(versioning("PUT").body("<VersioningConfiguration/>")).code())
        .isEqualTo("IllegalVersioningConfigurationException");
    String mfa =
        "<VersioningConfiguration><Status>Enabled</Status><MfaDelete>Enabled</MfaDelete>"
            + "</VersioningConfiguration>";
    assertThat(ask(versioning("PUT").body(mfa)).code()).isEqualTo("NotImplemented");
    assertThat(store.buckets().get(BUCKET).settings().versioning()).isEqualTo(Versioning.SUSPENDED);
  }

  @Test
  void upToFiftyTagsArePutGotAndDeleted() {
    assertThat(ask(tagging("GET")).code()).isEqualTo("NoSuchTagSet");
    assertThat(ask(tagging("PUT").body(tags(50))).status()).isEqualTo(204);
    assertThat(ask(tagging("GET")).text()).contains("<Key>k49</Key><Value>v</Value>");
    assertThat(ask(tagging("PUT").body(tags(51))).code()).isEqualTo("BadRequest");
    assertThat(ask(tagging("DELETE")).status()).isEqualTo(204);
    assertThat(ask(tagging("GET")).code()).isEqualTo("NoSuchTagSet");
  }

  @Test
  void whatIsAskedOfABucketThatIsNotThereIsNoSuchBucket() {
    for (String method : new String[] {"HEAD", "DELETE"}) {
      assertThat(ask(Requests.toBucket(method, "absent")).code()).isEqualTo("NoSuchBucket");
    }
    assertThat(ask(Requests.toBucket("GET", "absent").parameter("location")).code())
        .isEqualTo("NoSuchBucket");
    assertThat(ask(Requests.toBucket("DELETE", "bucket")).status()).isEqualTo(204);
    assertThat(store.buckets().find(BUCKET)).isEmpty();
  }

  private Answer ask(Requests request) {
    var built = request.build();
    Level level = built.bucketName().isPresent() ? Level.BUCKET : Level.SERVICE;
    Operation operation =
        new Router(
                BucketRoutes.routes(
                    store.buckets(),
                    new Region("us-east-1"),
                    Requests.ROOT,
                    (principal, _) -> principal.root()))
            .route(level, built.head());
    return Answer.of(operation, request);
  }

  private static Requests versioning(String method) {
    return Requests.toBucket(method, "bucket").parameter("versioning");
  }

  private static Requests tagging(String method) {
    return Requests.toBucket(method, "bucket").parameter("tagging");
  }

  private static String status(String status) {
    return "<VersioningConfiguration><Status>%s</Status></VersioningConfiguration>"
        .formatted(status);
  }

  private static String tags(int count) {
    StringBuilder xml = new StringBuilder("<Tagging><TagSet>");
    for (int i = 0; i < count; i++) {
      xml.append("<Tag><Key>k").append(i).append("</Key><Value>v</Value></Tag>");
    }
    return xml.append("</TagSet></Tagging>").toString();
  }
}
