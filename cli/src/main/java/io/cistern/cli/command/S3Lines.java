package io.cistern.cli.command;

import io.cistern.cli.service.Service;
import java.util.List;

/** What to paste into a shell, so that S3 clients find the gateway. The secret is not shown. */
final class S3Lines {
  private S3Lines() {}

  static List<String> of(Service gateway) {
    String file = gateway.data().s3Credentials().toString();
    return List.of(
        "# for S3 clients, aws-cli among them:",
        "export AWS_ENDPOINT_URL=" + StatusView.endpoint(gateway) + " AWS_DEFAULT_REGION=us-east-1",
        "export AWS_ACCESS_KEY_ID=$(sed -n 's/^access-key=//p' '%s')".formatted(file),
        "export AWS_SECRET_ACCESS_KEY=$(sed -n 's/^secret-key=//p' '%s')".formatted(file),
        "aws s3 mb s3://first && aws s3 ls");
  }
}
