package io.cistern.controller.rpc;

import io.cistern.controller.ControllerError;
import io.cistern.protocol.agent.SnapshotBlocks;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * An answer page by page: the next is asked for when the client has room for it, so that a slow one
 * costs one page of memory. Whatever fails ends the stream with an error; it ends well only after
 * the last page.
 */
final class BlockStream<R> {
  private final ServerCallStreamObserver<R> client;
  private final LongFunction<SnapshotBlocks> pages;
  private final Function<SnapshotBlocks, R> rendering;
  private SnapshotBlocks page;
  private boolean ended;

  private BlockStream(
      ServerCallStreamObserver<R> client,
      SnapshotBlocks first,
      LongFunction<SnapshotBlocks> pages,
      Function<SnapshotBlocks, R> rendering) {
    this.client = client;
    this.page = first;
    this.pages = pages;
    this.rendering = rendering;
  }

  /**
   * @param from the first page's offset
   * @param pages the page that begins at an offset
   */
  static <R> void send(
      StreamObserver<R> observer,
      long from,
      LongFunction<SnapshotBlocks> pages,
      Function<SnapshotBlocks, R> rendering) {
    ServerCallStreamObserver<R> client = (ServerCallStreamObserver<R>) observer;
    BlockStream<R> stream = new BlockStream<>(client, pages.apply(from), pages, rendering);
    client.setOnReadyHandler(stream::send);
  }

  private void send() {
    while (!ended && client.isReady()) {
      client.onNext(rendering.apply(page));
      if (page.getMore()) {
        page = next();
      } else {
        ended = true;
        client.onCompleted();
      }
    }
  }

  private SnapshotBlocks next() {
    var last = page.getRanges(page.getRangesCount() - 1);
    SnapshotBlocks next = pages.apply(last.getOffset() + last.getLength());
    if (!next.getSnapshot().equals(page.getSnapshot()) || !next.getBase().equals(page.getBase())) {
      // Deleted, and another cut under its name: pages of the two must not be mixed.
      throw new ControllerError.NotFound("a snapshot was replaced while it was read; start again");
    }
    return next;
  }
}
