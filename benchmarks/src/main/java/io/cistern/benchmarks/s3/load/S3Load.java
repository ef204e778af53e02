package io.cistern.benchmarks.s3.load;

import io.cistern.benchmarks.s3.server.Server;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** All that is asked of the servers. */
public final class S3Load {
  public static final Set<String> PARTS = Set.of("objects", "lists");
  private final Set<String> parts;
  private final ObjectBench objects;
  private final ListBench lists;

  /**
   * @param servers at least one, ours first
   * @param parts of {@link #PARTS}
   * @param progress told what is being done
   */
  public S3Load(List<Server> servers, Effort effort, Set<String> parts, Consumer<String> progress) {
    Turns turns = new Turns(servers);
    this.parts = Set.copyOf(parts);
    this.objects = new ObjectBench(turns, effort, progress);
    this.lists = new ListBench(turns, effort, progress);
  }

  public List<CellRow> objects() {
    return parts.contains("objects") ? objects.run() : List.of();
  }

  public List<ListRow> lists() {
    return parts.contains("lists") ? lists.run() : List.of();
  }
}
