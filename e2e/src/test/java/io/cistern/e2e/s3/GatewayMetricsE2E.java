package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** What an operator sees of the packaged gateway. */
class GatewayMetricsE2E {
  private static final String BUCKET = "metrics";

  @RegisterExtension static final RunningGateway GATEWAY = new RunningGateway();

  @Test
  void healthAndMetricsTellOfTheStoreAndOfEveryRequest() {
    try (S3Client s3 = GATEWAY.client()) {
      s3.createBucket(request -> request.bucket(BUCKET));
      s3.putObject(put -> put.bucket(BUCKET).key("k"), RequestBody.fromBytes(new byte[50_000]));
      assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("k")).asByteArray())
          .hasSize(50_000);
      assertThatThrownBy(() -> s3.getObject(get -> get.bucket(BUCKET).key("absent")))
          .isInstanceOf(NoSuchKeyException.class);
    }
    assertThat(GATEWAY.management("/q/health/live")).contains("\"UP\"");
    assertThat(GATEWAY.management("/q/health/ready"))
        .contains("\"UP\"", "object store", "usableBytes");
    assertThat(GATEWAY.management("/q/metrics"))
        .contains("cistern_s3_request_seconds_count{code=\"OK\",operation=\"PutObject\"} 1")
        .contains("cistern_s3_request_seconds_count{code=\"NoSuchKey\",operation=\"GetObject\"} 1")
        .containsPattern("cistern_s3_received_bytes_total 5[0-9.E]+")
        .containsPattern("cistern_s3_sent_bytes_total 5[0-9.E]+")
        .contains("cistern_s3_requests_in_flight 0.0")
        .contains("cistern_s3_connections ")
        .contains("cistern_s3_store_usable_bytes ")
        .contains("cistern_s3_store_commits_total ")
        .contains("cistern_s3_store_commit_batches_total ")
        .contains("cistern_s3_store_removable_bodies ")
        .contains("cistern_s3_store_damaged_bodies ")
        .containsPattern("process_resident_memory_bytes [1-9][0-9.]+E[789]")
        .containsPattern("process_cpu_seconds_total [0-9.]*[1-9]");
  }
}
