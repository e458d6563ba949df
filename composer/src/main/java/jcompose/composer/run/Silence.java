package jcompose.composer.run;

import java.time.Instant;
import jcompose.engine.ExitStatus;

/** For what nobody is told, since nothing happens. */
final class Silence implements StackEvents {
  @Override
  public void progress(String subject, String state) {}

  @Override
  public void warning(String message) {}

  @Override
  public void started(String containerId, String service, Instant since) {}

  @Override
  public void exited(String containerId, String service, ExitStatus status) {}
}
