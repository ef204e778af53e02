package io.cistern.protocol.management;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import sun.misc.Signal;

/**
 * What a service makes of SIGTERM. Left to itself the runtime stops in order and then ends with
 * 143, which Kubernetes shows as an error of the pod and systemd as a failed unit, though nothing
 * went wrong.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
public final class Termination {
  private static final Logger LOG = System.getLogger(Termination.class.getName());

  private Termination() {}

  /**
   * From now on SIGTERM runs this, in a thread of its own, and nothing else; before, it ends the
   * process in the runtime's way.
   *
   * @param stop stops the service and ends the process with 0; run again if told again
   */
  public static void means(Runnable stop) {
    Signal.handle(
        new Signal("TERM"),
        signal -> {
          LOG.log(Level.INFO, "told to stop signal={0}", signal.getName());
          stop.run();
        });
  }
}
