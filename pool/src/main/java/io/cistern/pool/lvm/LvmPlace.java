package io.cistern.pool.lvm;

import java.util.regex.Pattern;

/**
 * Where an LVM pool is.
 *
 * @param group the volume group's name
 * @param thinPool the thin pool's name in it
 */
public record LvmPlace(String group, String thinPool) {
  /** The thin pool's name where none is given. */
  public static final String THIN_POOL = "cistern";

  /** What lvm(8) allows, less what could be taken for an option. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_+.][A-Za-z0-9_+.-]{0,40}");

  public LvmPlace {
    require("volume group", group);
    require("thin pool", thinPool);
  }

  private static void require(String what, String name) {
    if (!FORM.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("not a name of a %s: \"%s\"".formatted(what, name));
    }
  }

  @Override
  public String toString() {
    return group + "/" + thinPool;
  }
}
