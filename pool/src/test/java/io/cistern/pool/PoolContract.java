package io.cistern.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.PoolId;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link Pool}: a backend passes it by extending this class and giving {@link
 * PoolUnderTest} a pool.
 */
public abstract class PoolContract
    implements VolumesContract,
        ChangesContract,
        CopiesContract,
        SnapshotsContract,
        GroupSnapshotsContract,
        AttachmentsContract,
        ListingContract,
        CapacityContract,
        ConcurrencyContract {

  @Test
  void aPoolHasAnIdentity() {
    assertThat(pool().info().id()).isEqualTo(new PoolId(pool().info().id().value()));
    assertThat(pool().info().backend()).isIn("loop", "lvm", "memory");
  }
}
