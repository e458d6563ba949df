package jcompose.composer.load;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Position;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.yaml.YamlScalar;
import jcompose.engine.spec.NamespaceType;

/** Binds {@code shm_size} and {@code ipc: none}, which both say what /dev/shm is. */
final class SharedMemory {
  private final Map<String, Attribute> service;
  private final Map<NamespaceType, NamespaceChoice> namespaces;

  SharedMemory(Map<String, Attribute> service, Map<NamespaceType, NamespaceChoice> namespaces) {
    this.service = service;
    this.namespaces = namespaces;
  }

  Optional<ServiceMount> bind() {
    Attribute size = service.get("shm_size");
    Optional<Position> none = none();
    if (size == null) {
      return none.map(position -> new ServiceMount.SharedMemory(0, position));
    }
    OptionalLong bytes = LimitsBinder.bytes(size);
    if (none.isPresent()) {
      size.problem("contradicts 'ipc: none' at " + none.get());
    } else if (namespaces.containsKey(NamespaceType.IPC)) {
      size.problem("contradicts the IPC namespace, whose shared memory is not the service's own");
    } else if (bytes.isPresent() && bytes.getAsLong() == 0) {
      size.problem("must be more than 0; 'ipc: none' leaves /dev/shm out");
    } else if (bytes.isPresent()) {
      return Optional.of(new ServiceMount.SharedMemory(bytes.getAsLong(), size.position()));
    }
    return Optional.empty();
  }

  private Optional<Position> none() {
    Attribute ipc = service.get("ipc");
    return ipc != null && ipc.node() instanceof YamlScalar scalar && scalar.text().equals("none")
        ? Optional.of(ipc.position())
        : Optional.empty();
  }
}
