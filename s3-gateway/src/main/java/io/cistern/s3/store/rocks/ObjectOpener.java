package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Content;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Slice;
import io.cistern.s3.store.ObjectReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens objects that may be overwritten at any moment. The record is read first and its bytes held
 * second; if they went in between, the record is read again.
 */
final class ObjectOpener {
  private final Extents extents;
  private final Pins pins;

  ObjectOpener(Extents extents, Pins pins) {
    this.extents = extents;
    this.pins = pins;
  }

  ObjectReader open(Supplier<ObjectRecord> look) {
    ObjectRecord object = look.get();
    while (true) {
      try {
        Optional<ObjectReader> reader = hold(object);
        if (reader.isPresent()) {
          return reader.get();
        }
        object = look.get();
      } catch (Extents.Missing missing) {
        ObjectRecord again = look.get();
        if (again.sequence() == object.sequence()) {
          throw missing.corrupt();
        }
        object = again;
      }
    }
  }

  private Optional<ObjectReader> hold(ObjectRecord object) {
    return switch (object.content()) {
      case Content.Slices some -> Optional.of(openFirst(object, some.slices(), () -> {}));
      case Content.Manifest manifest -> holdManifest(object, manifest);
    };
  }

  private Optional<ObjectReader> holdManifest(ObjectRecord object, Content.Manifest manifest) {
    if (!pins.pin(manifest.id())) {
      return Optional.empty();
    }
    Runnable unpin = () -> pins.unpin(manifest.id());
    try {
      List<Slice> slices =
          extents.slices(manifest).orElseThrow(() -> new Extents.Missing(manifest.id()));
      return Optional.of(openFirst(object, slices, unpin));
    } catch (RuntimeException failure) {
      unpin.run();
      throw failure;
    }
  }

  private ObjectReader openFirst(ObjectRecord object, List<Slice> slices, Runnable onClose) {
    RocksReader reader = new RocksReader(object, new SliceIndex(slices), extents, onClose);
    reader.openFirst();
    return reader;
  }
}
