package jcompose.engine.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a container's groups, as statistics want them. */
final class GroupFiles implements StatisticsReader.Files {
  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/hugepages");
  private static final String PREFIX = "hugepages-";

  private final List<Group> groups;

  GroupFiles(List<Group> groups) {
    this.groups = groups;
  }

  @Override
  public String v1(Controller controller, String file) {
    return groups.stream()
        .filter(group -> !group.unified() && group.controllers().contains(controller))
        .map(group -> CgroupFiles.read(group.file(file)))
        .findFirst()
        .orElse("");
  }

  @Override
  public String v2(String file) {
    return groups.stream()
        .filter(Group::unified)
        .map(group -> CgroupFiles.read(group.file(file)))
        .findFirst()
        .orElse("");
  }

  /** The kernel names them {@code hugepages-2048kB}, the controller {@code 2MB}. */
  @Override
  public List<String> pageSizes() {
    List<String> sizes = new ArrayList<>();
    if (Files.isDirectory(HUGE_PAGES)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(HUGE_PAGES, PREFIX + "*kB")) {
        for (Path folder : folders) {
          String name = folder.getFileName().toString();
          sizes.add(size(Long.parseLong(name.substring(PREFIX.length(), name.length() - 2))));
        }
      } catch (IOException gone) {
        return List.of();
      }
    }
    return sizes;
  }

  private static String size(long kilobytes) {
    if (kilobytes >= 1 << 20) {
      return (kilobytes >> 20) + "GB";
    }
    return kilobytes >= 1 << 10 ? (kilobytes >> 10) + "MB" : kilobytes + "KB";
  }
}
