package io.cistern.s3.http;

import io.cistern.s3.api.S3Response;

/**
 * An answer, and what metrics and logs say of it.
 *
 * @param operation AWS's name of the operation; {@code Unknown} where none was found
 * @param code of the S3 error; empty for a success
 * @param accessKey that signed; empty where none did
 */
public record Answer(S3Response response, String operation, String code, String accessKey) {}
