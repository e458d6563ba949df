package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.engine.FileKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyRulesTest {
  private static CopyRules copy(String source, FileKind kind, String to, @Nullable FileKind there) {
    return CopyRules.of(
        source, kind, new CopyRules.Destination(to, Optional.ofNullable(there), true));
  }

  private static String refused(String source, FileKind kind, String to, @Nullable FileKind there) {
    return String.valueOf(
        assertThrows(ComposerException.class, () -> copy(source, kind, to, there)).getMessage());
  }

  @Test
  void aFileGoesIntoAFolderOrTakesItsNewName() {
    assertEquals(
        new CopyRules("/etc", "hosts"), copy("/a/hosts", FileKind.FILE, "/etc", FileKind.FOLDER));
    assertEquals(
        new CopyRules("/etc/", "hosts"), copy("/a/hosts", FileKind.LINK, "/etc/", FileKind.FOLDER));
    assertEquals(new CopyRules("/etc", "new"), copy("/a/hosts", FileKind.FILE, "/etc/new", null));
    assertEquals(
        new CopyRules("/etc", "old"), copy("/a/hosts", FileKind.FILE, "/etc/old", FileKind.FILE));
    assertEquals(new CopyRules("/", "new"), copy("/a/hosts", FileKind.FILE, "/new", null));
    assertTrue(refused("/a", FileKind.FILE, "/etc/new/", null).contains("make that folder first"));
    assertTrue(refused("/a", FileKind.FILE, "/etc/new/.", null).contains("make that folder first"));
  }

  @Test
  void aFolderGoesIntoAFolderOrBecomesOne() {
    assertEquals(
        new CopyRules("/var", "site"), copy("/a/site", FileKind.FOLDER, "/var", FileKind.FOLDER));
    assertEquals(
        new CopyRules("/var", "site"), copy("/a/site/", FileKind.FOLDER, "/var", FileKind.FOLDER));
    assertEquals(
        new CopyRules("/var", ""), copy("/a/site/.", FileKind.FOLDER, "/var", FileKind.FOLDER));
    assertEquals(new CopyRules("/var", ""), copy("/", FileKind.FOLDER, "/var", FileKind.FOLDER));
    assertEquals(
        new CopyRules("/var", "a"), copy("/a/site/..", FileKind.FOLDER, "/var", FileKind.FOLDER));
    assertEquals(new CopyRules("/var", "new"), copy("/a/site", FileKind.FOLDER, "/var/new/", null));
    assertEquals(
        new CopyRules("/var", "new"), copy("/a/site/.", FileKind.FOLDER, "/var/new", null));
    assertTrue(
        refused("/a/site", FileKind.FOLDER, "/var/file", FileKind.FILE)
            .contains("/var/file is none"));
  }

  @Test
  void nothingIsMadeWhereNoFolderIs() {
    CopyRules.Destination nowhere = new CopyRules.Destination("/no/new", Optional.empty(), false);
    String message =
        assertThrows(ComposerException.class, () -> CopyRules.of("/a", FileKind.FILE, nowhere))
            .getMessage();
    assertEquals("/no/new cannot be made: the folder that it is in is not there", message);
    assertEquals("/no", CopyRules.above("/no/new/"));
    assertEquals("/", CopyRules.above("/new"));
  }

  @Test
  void aColonMakesAService() {
    assertEquals(new CopyPath(Optional.of("web"), "etc/x:y"), CopyPath.of("web:etc/x:y"));
    assertEquals(new CopyPath(Optional.empty(), "./web:x"), CopyPath.of("./web:x"));
    assertEquals(new CopyPath(Optional.empty(), "/web:x"), CopyPath.of("/web:x"));
    assertEquals(new CopyPath(Optional.empty(), ":x"), CopyPath.of(":x"));
    assertTrue(CopyPath.of("-").isStream());
    assertEquals("/etc", CopyPath.of("web:etc").absolute(Path.of("/home")));
    assertEquals("/home/etc/.", CopyPath.of("etc/.").absolute(Path.of("/home")));
  }
}
