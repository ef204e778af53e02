package io.cistern.s3.cosi;

import io.cistern.s3.store.ObjectStore;
import io.grpc.BindableService;
import java.util.List;

/** Both versions of the protocol over one driver. */
public final class CosiServices {
  private CosiServices() {}

  public static List<BindableService> of(ObjectStore store, DriverInfo info) {
    Driver driver = new Driver(store);
    return List.of(
        new IdentityV1Alpha1(info.name()),
        new ProvisionerV1Alpha1(driver, info),
        new IdentityV1Alpha2(info.name()),
        new ProvisionerV1Alpha2(driver, info));
  }
}
