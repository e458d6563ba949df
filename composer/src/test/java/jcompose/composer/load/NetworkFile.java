package jcompose.composer.load;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.model.Project;

/** Compose files whose networks are bound, in a folder. */
record NetworkFile(Path folder) {
  /** The project {@code p} of a file. */
  Project project(String text) {
    Folder of = Folder.of(folder).write("stack.yml", "name: p\n" + text);
    LoadRequest request = of.request("stack.yml");
    ProjectTree tree = ProjectTree.read(request, true);
    Context context =
        new Context(tree.directory(), tree.environment(), tree.reader(), tree.problems());
    return new ProjectBinder(context, request, tree.root(), true).bind(tree.name(), tree.files());
  }

  /** What is wrong with it, without lines and carets. */
  List<String> problems(String text) {
    try {
      project(text);
      return List.of();
    } catch (ProjectException e) {
      return String.valueOf(e.getMessage())
          .lines()
          .filter(line -> line.startsWith("stack.yml:"))
          .map(line -> line.substring("stack.yml:".length()))
          .toList();
    }
  }
}
