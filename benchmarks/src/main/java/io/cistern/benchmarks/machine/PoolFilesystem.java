package io.cistern.benchmarks.machine;

import java.nio.file.Path;

/** An XFS image in a sparse file, attached with direct I/O and mounted, for a pool to lie on. */
public final class PoolFilesystem {
  private static final String SIZE = "24G";

  private PoolFilesystem() {}

  /** The directory where it is mounted; the workspace takes it away again. */
  public static Path mount(Workspace workspace) {
    Path image = workspace.directory().resolve("pool.xfs");
    Path directory = workspace.make("pool");
    Command.run("truncate", "-s", SIZE, image.toString());
    Command.run("mkfs.xfs", "-q", "-m", "reflink=1", image.toString());
    String device =
        Command.run("losetup", "-f", "--show", "--direct-io=on", image.toString()).trim();
    Command.run("mount", "-t", "xfs", device, directory.toString());
    return directory;
  }
}
