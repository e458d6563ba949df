package jcompose.composer.plan;

import java.util.List;

/**
 * What the user asked of {@code up}.
 *
 * @param services the services named on the command line; empty means all
 * @param noDependencies whether the services that these need are left alone
 * @param forceRecreate whether containers are made anew although nothing changed
 * @param renewVolumes whether volumes without a name are made anew
 * @param removeOrphans whether containers whose service is gone are removed
 */
public record UpOptions(
    List<String> services,
    boolean noDependencies,
    boolean forceRecreate,
    boolean renewVolumes,
    boolean removeOrphans) {
  /** Copies the list. */
  public UpOptions {
    services = List.copyOf(services);
  }
}
