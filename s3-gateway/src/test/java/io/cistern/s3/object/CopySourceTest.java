package io.cistern.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.S3Exception;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopySourceTest {
  @ParameterizedTest
  @CsvSource({
    "bucket/key,key",
    "/bucket/key,key",
    "bucket//key,/key",
    "bucket/../other/key,../other/key",
    "bucket/..%2F..%2Fetc,../../etc",
    "bucket/a%252Fb,a%2Fb",
    "bucket/a+b,a+b",
    "bucket/a%20b%3FversionId=x,a b?versionId=x",
    "bucket/%C3%A4,\u00e4",
    "/bucket%2Fkey,key"
  })
  void theKeyIsDecodedOnceAndNeverNormalised(String header, String key) {
    CopySource source = read(header);
    assertThat(source.bucket().value()).isEqualTo("bucket");
    assertThat(source.key().value()).isEqualTo(key);
    assertThat(source.version()).isEmpty();
  }

  @Test
  void theVersionStandsBehindTheKey() {
    CopySource source = read("bucket/a%3FversionId=b?versionId=00000000000000ff");
    assertThat(source.key().value()).isEqualTo("a?versionId=b");
    assertThat(source.version().orElseThrow().value()).isEqualTo("00000000000000ff");
    assertThat(source.access().action()).isEqualTo("s3:GetObjectVersion");
  }

  @ParameterizedTest
  @CsvSource({
    "'',InvalidArgument",
    "bucket,InvalidArgument",
    "/bucket/,InvalidArgument",
    "bucket/%zz,InvalidArgument",
    "bucket/%ff,InvalidArgument",
    "bucket/k?versionId=,InvalidArgument",
    "../key,InvalidBucketName",
    "//key,InvalidBucketName",
    "Bucket/key,InvalidBucketName"
  })
  void whatNamesNoObjectIsRefused(String header, String code) {
    assertThatThrownBy(() -> read(header))
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.error().code()).isEqualTo(code));
  }

  private static CopySource read(String header) {
    return CopySource.read(MetadataHeadersTest.headers(CopySource.HEADER, header));
  }
}
