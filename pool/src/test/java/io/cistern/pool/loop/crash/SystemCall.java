package io.cistern.pool.loop.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system call in an operation, as strace counts them: each kind for itself.
 *
 * @param name such as {@code renameat2}
 * @param occurrence which of its kind, from 1
 */
record SystemCall(String name, int occurrence) {
  /** Every call that changes what outlives a process, or waits for that. */
  static final String TRACED =
      "fsync,openat,open,creat,mkdir,mkdirat,ftruncate,fallocate,ioctl,write,pwrite64,"
          + "rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat";

  private static final Pattern LINE = Pattern.compile("(\\w+)\\((.*)");

  /**
   * Those of a trace that change something, and the syncs after the last of them: those between
   * leave a killed process's state as it is, and so does opening without creating.
   */
  static List<SystemCall> parse(List<String> trace) {
    Map<String, Integer> counts = new HashMap<>();
    List<SystemCall> calls = new ArrayList<>();
    List<SystemCall> syncs = new ArrayList<>();
    for (String line : trace) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        String name = matcher.group(1);
        SystemCall call = new SystemCall(name, counts.merge(name, 1, Integer::sum));
        if (name.equals("fsync")) {
          syncs.add(call);
        } else if (!name.startsWith("open") || matcher.group(2).contains("O_CREAT")) {
          syncs.clear();
          calls.add(call);
        }
      }
    }
    calls.addAll(syncs);
    return calls;
  }
}
