package io.cistern.s3.cosi;

import io.cistern.protocol.cosi.v1alpha2.AuthenticationType;
import io.cistern.protocol.cosi.v1alpha2.ObjectProtocol;
import io.cistern.protocol.cosi.v1alpha2.ObjectProtocolAndBucketInfo;
import io.cistern.protocol.cosi.v1alpha2.S3AddressingStyle;
import io.cistern.s3.rpc.Refusal;
import java.util.List;

/** The one protocol and the one authentication there is, in the words of version v1alpha2. */
final class ProtocolV1Alpha2 {
  static final ObjectProtocol S3 =
      ObjectProtocol.newBuilder().setType(ObjectProtocol.Type.S3).build();

  private ProtocolV1Alpha2() {}

  /**
   * @param protocols none for the default
   * @throws Refusal.Invalid if one is not S3
   */
  static void requireS3(List<ObjectProtocol> protocols) {
    for (ObjectProtocol protocol : protocols) {
      if (protocol.getType() != ObjectProtocol.Type.S3) {
        throw new Refusal.Invalid("protocol: S3 is the only one there is");
      }
    }
  }

  /**
   * @throws Refusal.Invalid if it is not by a key
   */
  static void requireKey(AuthenticationType authentication) {
    if (authentication.getType() != AuthenticationType.Type.KEY) {
      throw new Refusal.Invalid("authentication_type: KEY is the only one there is");
    }
  }

  /** Where the bucket of this id is found. */
  static ObjectProtocolAndBucketInfo bucket(String id, DriverInfo info) {
    ObjectProtocolAndBucketInfo.Builder answer = ObjectProtocolAndBucketInfo.newBuilder();
    answer
        .getS3Builder()
        .setBucketId(id)
        .setEndpoint(info.url().toString())
        .setRegion(info.region())
        .getAddressingStyleBuilder()
        .setStyle(S3AddressingStyle.Style.PATH);
    return answer.build();
  }
}
