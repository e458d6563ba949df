package jcompose.engine.cgroup;

import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;

/** Writes settings one after the other; a file that gets several is opened once. */
final class SettingWriter implements AutoCloseable {
  private Optional<CgroupFile> open = Optional.empty();

  /**
   * Writes a setting, or what stands in its place on this kernel.
   *
   * @param value what is written, which for a while may differ from the setting's
   * @throws EngineException naming the limit, the file, the value and the errno
   */
  void write(Group group, Setting setting, String value) {
    try {
      file(group.file(setting.file())).write(value);
    } catch (SyscallException e) {
      if (e.is(Errno.ENOENT) && setting.otherwise().isPresent()) {
        write(group, setting.otherwise().get(), setting.otherwise().get().value());
      } else if (!(setting.optional() && e.is(Errno.ENOENT))) {
        throw new EngineException(
            setting.field() + ": " + e.getMessage() + CgroupAdvice.of(group, setting, e), e);
      }
    }
  }

  private CgroupFile file(Path path) {
    if (open.filter(file -> file.path().equals(path)).isEmpty()) {
      close();
      open = Optional.of(CgroupFile.open(path));
    }
    return open.orElseThrow();
  }

  @Override
  public void close() {
    open.ifPresent(CgroupFile::close);
    open = Optional.empty();
  }
}
