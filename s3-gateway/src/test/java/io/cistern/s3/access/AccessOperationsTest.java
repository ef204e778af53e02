package io.cistern.s3.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.Operation;
import io.cistern.s3.route.Route.Level;
import io.cistern.s3.route.Router;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessOperationsTest extends TestStore {
  @Test
  void theAclThatIsReadCanBePutBack() {
    Answer acl = ask(acl("GET"));
    assertThat(acl.text()).contains("<ID>owner-id</ID>", "<Permission>FULL_CONTROL</Permission>");
    assertThat(ask(acl("PUT").body(acl.body())).status()).isEqualTo(200);
    assertThat(ask(acl("PUT").body(acl.text().replace("owner-id", "another"))).code())
        .isEqualTo("AccessControlListNotSupported");
    assertThat(ask(acl("PUT").body(acl.text().replace("FULL_CONTROL", "READ"))).code())
        .isEqualTo("AccessControlListNotSupported");
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-acl, private, ''",
    "x-amz-acl, bucket-owner-full-control, ''",
    "x-amz-acl, public-read, AccessControlListNotSupported",
    "x-amz-acl, anything, InvalidArgument",
    "x-amz-grant-full-control, id=owner-id, ''",
    "x-amz-grant-full-control, id=another, AccessControlListNotSupported",
    "x-amz-grant-read, id=owner-id, AccessControlListNotSupported"
  })
  void onlyTheOwnersFullControlIsTaken(String header, String value, String code) {
    assertThat(ask(acl("PUT").header(header, value)).code()).isEqualTo(code);
  }

  @Test
  void anAclOfAnObjectThatIsNotThereIsNoSuchKey() {
    assertThat(
            Answer.of(
                    new GetObjectAcl(store.objects(), Requests.ROOT),
                    Requests.toObject("GET", "bucket", "absent").parameter("acl"))
                .code())
        .isEqualTo("NoSuchKey");
  }

  @Test
  void ownershipThatCannotBeObeyedIsNotTaken() {
    Requests get = Requests.toBucket("GET", "bucket").parameter("ownershipControls");
    assertThat(ask(get).code()).isEqualTo("OwnershipControlsNotFoundError");
    assertThat(ask(ownership("ObjectWriter")).code()).isEqualTo("NotImplemented");
    assertThat(ask(ownership("Nobody")).code()).isEqualTo("MalformedXML");
    assertThat(ask(get).code()).isEqualTo("OwnershipControlsNotFoundError");
    assertThat(ask(ownership("BucketOwnerEnforced")).status()).isEqualTo(200);
    assertThat(ask(get).element("ObjectOwnership")).isEqualTo("BucketOwnerEnforced");
  }

  @Test
  void thePublicAccessBlockIsKeptAsItWasPut() {
    String document =
        "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
            + "</PublicAccessBlockConfiguration>";
    Requests put = Requests.toBucket("PUT", "bucket").parameter("publicAccessBlock");
    assertThat(ask(put.body(document)).status()).isEqualTo(200);
    Requests get = Requests.toBucket("GET", "bucket").parameter("publicAccessBlock");
    assertThat(ask(get).element("BlockPublicAcls")).isEqualTo("true");
    assertThat(ask(get).element("RestrictPublicBuckets")).isEqualTo("false");
  }

  @Test
  void thereIsNoBucketPolicy() {
    assertThat(ask(Requests.toBucket("GET", "bucket").parameter("policy")).code())
        .isEqualTo("NoSuchBucketPolicy");
  }

  private Answer ask(Requests request) {
    Operation operation =
        new Router(AccessRoutes.routes(store, Requests.ROOT))
            .route(Level.BUCKET, request.build().head());
    return Answer.of(operation, request);
  }

  private static Requests acl(String method) {
    return Requests.toBucket(method, "bucket").parameter("acl");
  }

  private static Requests ownership(String value) {
    return Requests.toBucket("PUT", "bucket")
        .parameter("ownershipControls")
        .body(
            "<OwnershipControls><Rule><ObjectOwnership>%s</ObjectOwnership></Rule>".formatted(value)
                + "</OwnershipControls>");
  }
}
