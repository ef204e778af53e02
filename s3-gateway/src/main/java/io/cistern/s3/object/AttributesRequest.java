package io.cistern.s3.object;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.UploadPart;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The headers of GetObjectAttributes.
 *
 * @param after the number of the part after which the list of parts begins
 * @param maxParts how many are listed at most
 */
record AttributesRequest(Set<Attribute> attributes, int after, int maxParts) {
  private static final String ATTRIBUTES = "x-amz-object-attributes";
  private static final String AFTER = "x-amz-part-number-marker";
  private static final String MAX_PARTS = "x-amz-max-parts";
  private static final int MOST_PARTS = 1000;

  /** What can be asked. */
  enum Attribute {
    ETAG("ETag"),
    CHECKSUM("Checksum"),
    OBJECT_PARTS("ObjectParts"),
    STORAGE_CLASS("StorageClass"),
    OBJECT_SIZE("ObjectSize");

    private final String name;

    Attribute(String name) {
      this.name = name;
    }
  }

  AttributesRequest {
    attributes = Set.copyOf(attributes);
  }

  boolean wants(Attribute attribute) {
    return attributes.contains(attribute);
  }

  /**
   * Reads them.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} if no attribute is asked, an unknown one,
   *     or for numbers that are none
   */
  static AttributesRequest read(Headers headers) {
    List<String> names =
        headers.all(ATTRIBUTES).stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    if (names.isEmpty()) {
      throw invalid(
          "The x-amz-object-attributes header specifying the attributes to be retrieved is either "
              + "missing or empty",
          ATTRIBUTES,
          "");
    }
    return new AttributesRequest(
        names.stream().map(AttributesRequest::attribute).collect(Collectors.toSet()),
        Math.min(number(headers, AFTER, 0), UploadPart.MAX_NUMBER),
        Math.min(number(headers, MAX_PARTS, MOST_PARTS), MOST_PARTS));
  }

  private static Attribute attribute(String name) {
    return Arrays.stream(Attribute.values())
        .filter(attribute -> attribute.name.equals(name))
        .findFirst()
        .orElseThrow(() -> invalid("Invalid attribute name specified.", ATTRIBUTES, name));
  }

  private static int number(Headers headers, String name, int otherwise) {
    String text = headers.first(name).orElse(Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw invalid(
          "Provided %s not an integer or within integer range".formatted(name), name, text);
    }
    throw invalid("Argument %s must be an integer of 0 or more".formatted(name), name, text);
  }

  private static S3Exception invalid(String message, String name, String value) {
    return new S3Exception(S3Error.INVALID_ARGUMENT, message)
        .withDetail("ArgumentName", name)
        .withDetail("ArgumentValue", value);
  }
}
