package io.cistern.cli.command;

import io.cistern.cli.text.CapacityBar;
import io.cistern.cli.text.Column;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Style;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.agent.Capacity;
import io.cistern.protocol.agent.PoolDescription;
import java.util.List;

/** How pools are shown. */
final class PoolColumns {
  private static final double NEARLY_FULL = 0.95;
  private static final double FILLING = 0.8;

  private PoolColumns() {}

  static List<Column<PoolDescription>> columns(Console console) {
    return List.of(
        Column.of("POOL", "name", PoolDescription::getName),
        Column.of("ID", "id", PoolDescription::getPoolId),
        Column.of("BACKEND", "backend", PoolDescription::getBackend),
        Column.size("TOTAL", "totalBytes", pool -> pool.getCapacity().getTotal()),
        Column.size("AVAILABLE", "availableBytes", pool -> pool.getCapacity().getAvailable()),
        Column.size("PROMISED", "promisedBytes", pool -> pool.getCapacity().getPromised()),
        new Column<>(
            "USED",
            "usedBytes",
            pool -> bar(console, pool.getCapacity()),
            pool -> pool.getCapacity().getUsed(),
            false));
  }

  private static String bar(Console console, Capacity capacity) {
    ByteSize used = new ByteSize(capacity.getUsed());
    String bar = CapacityBar.of(used, new ByteSize(capacity.getTotal()));
    double share = (double) capacity.getUsed() / Math.max(1, capacity.getTotal());
    Style style = share > NEARLY_FULL ? Style.BAD : share > FILLING ? Style.WARN : Style.GOOD;
    return console.styled(style, bar) + " " + used;
  }
}
