package jcompose.composer.model;

import jcompose.engine.spec.Security;

/**
 * {@code security_opt} of a service.
 *
 * @param noNewPrivileges whether no program it runs gains privileges
 * @param security the rest; profiles with their text, so that a container is made again when its
 *     profile changes
 */
public record SecurityOptions(boolean noNewPrivileges, Security security) {
  /** What a service has that says nothing. */
  public static final SecurityOptions NONE = new SecurityOptions(false, Security.DEFAULT);
}
