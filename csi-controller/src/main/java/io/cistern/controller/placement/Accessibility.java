package io.cistern.controller.placement;

import java.util.List;
import java.util.stream.IntStream;

/**
 * From where a new volume must be reachable.
 *
 * @param requisite it must be in at least one of these; none means anywhere
 * @param preferred it should be in the first of these that has room
 */
public record Accessibility(List<Segments> requisite, List<Segments> preferred) {
  public static final Accessibility ANYWHERE = new Accessibility(List.of(), List.of());

  public Accessibility {
    requisite = List.copyOf(requisite);
    preferred = List.copyOf(preferred);
  }

  public boolean admits(Segments place) {
    return requisite.isEmpty() || requisite.stream().anyMatch(place::isWithin);
  }

  /** How soon a place is to be tried: the index of the first preference it meets. */
  public int rank(Segments place) {
    return IntStream.range(0, preferred.size())
        .filter(i -> place.isWithin(preferred.get(i)))
        .findFirst()
        .orElse(preferred.size());
  }
}
