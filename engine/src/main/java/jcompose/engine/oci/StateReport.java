package jcompose.engine.oci;

import java.util.Map;
import java.util.Optional;

/**
 * A container's state as the specification has it, with what runc tells besides; hooks read it too.
 *
 * @param pid of its first process on the host, 0 when there is none
 */
public record StateReport(
    String ociVersion,
    String id,
    int pid,
    String status,
    String bundle,
    String rootfs,
    String created,
    Map<String, String> annotations,
    Optional<String> owner) {
  static StateReport of(StoredContainer stored, ContainerStatus status) {
    boolean alive = status != ContainerStatus.STOPPED;
    return new StateReport(
        stored.ociVersion(),
        stored.id(),
        alive ? stored.process().map(process -> process.pid()).orElse(0) : 0,
        status.text(),
        stored.bundle().toString(),
        stored.rootfs().toString(),
        stored.created().toString(),
        stored.annotations(),
        Optional.of("root"));
  }
}
