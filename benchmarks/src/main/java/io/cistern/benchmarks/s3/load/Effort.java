package io.cistern.benchmarks.s3.load;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much is done.
 *
 * @param rounds of everything
 * @param seconds each cell is measured at most
 * @param requests each cell sends at most, where each needs a key of its own
 * @param warmUpSeconds of unmeasured load before
 * @param operations on objects
 * @param sizes of objects in bytes
 * @param clients at a time
 * @param listed numbers of keys among which is listed, ascending
 * @param peerListed up to which number a peer is loaded with keys, for that may take it hours
 */
public record Effort(
    int rounds,
    double seconds,
    int requests,
    double warmUpSeconds,
    List<Operation> operations,
    List<Integer> sizes,
    List<Integer> clients,
    List<Integer> listed,
    int peerListed) {
  /** The size for operations whose cost does not depend on it. */
  static final int SMALL = 4 << 10;

  /** Twenty minutes and more. An even number of rounds gives each server both orders. */
  public static Effort full() {
    return new Effort(
        2,
        3,
        50_000,
        8,
        List.of(Operation.values()),
        List.of(1 << 10, SMALL, 64 << 10, 1 << 20, 64 << 20),
        List.of(1, 16, 64),
        List.of(10_000, 300_000, 1_000_000),
        300_000);
  }

  /** Two minutes, to see that it runs. */
  public static Effort quick() {
    return new Effort(
        1,
        1.5,
        20_000,
        3,
        List.of(Operation.values()),
        List.of(SMALL, 1 << 20, 64 << 20),
        List.of(1, 16),
        List.of(10_000),
        10_000);
  }

  /**
   * The same for some of the cells.
   *
   * @param some operations on objects
   * @param bytes the sizes of objects
   * @param times rounds of them, an even number
   */
  public Effort only(List<Operation> some, List<Integer> bytes, int times) {
    return new Effort(
        times, seconds, requests, warmUpSeconds, some, bytes, clients, listed, peerListed);
  }

  /** Every size is put and got; the operations whose cost does not depend on it, with one size. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Operation operation : operations) {
      for (int size : sizes) {
        if (size == SMALL || operation == Operation.PUT || operation == Operation.GET) {
          clients.forEach(count -> cells.add(new Cell(operation, size, count)));
        }
      }
    }
    return cells;
  }

  /** The sizes of which objects are there to be read; the warm-up reads small ones. */
  List<Integer> stored() {
    return Stream.concat(sizes.stream(), Stream.of(SMALL)).distinct().toList();
  }

  /** How many objects of this size are there to be read. */
  int objects(int size) {
    return Math.clamp((256L << 20) / size, 4, 2_000);
  }
}
