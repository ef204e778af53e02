package io.cistern.s3.api;

/**
 * What stands before the body, as it came over the wire, and as signatures cover it.
 *
 * @param requestId the gateway's own name for the request, as in {@code x-amz-request-id}
 * @param method in upper case
 * @param rawPath the path as sent, escapes and all, from its first slash
 * @param rawQuery what follows the {@code ?}; empty where there is none
 * @param secure whether it came over TLS
 * @param peer the address of the peer, without its port
 */
public record RequestHead(
    String requestId,
    String method,
    String rawPath,
    String rawQuery,
    Headers headers,
    QueryParameters query,
    boolean secure,
    String peer) {}
