package jcompose.composer.cli;

import static jcompose.engine.FileTree.Kind.FILE;
import static jcompose.engine.FileTree.Kind.FOLDER;
import static jcompose.engine.FileTree.Kind.LINK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.engine.FileTree.Kind;
import org.junit.jupiter.api.Test;

class CopyRulesTest {
  private static CopyRules copy(String source, Kind kind, String to, Kind there) {
    return CopyRules.of(
        source, kind, new CopyRules.Destination(to, Optional.ofNullable(there), true));
  }

  private static String refused(String source, Kind kind, String to, Kind there) {
    return assertThrows(ComposerException.class, () -> copy(source, kind, to, there)).getMessage();
  }

  @Test
  void aFileGoesIntoAFolderOrTakesItsNewName() {
    assertEquals(new CopyRules("/etc", "hosts"), copy("/a/hosts", FILE, "/etc", FOLDER));
    assertEquals(new CopyRules("/etc/", "hosts"), copy("/a/hosts", LINK, "/etc/", FOLDER));
    assertEquals(new CopyRules("/etc", "new"), copy("/a/hosts", FILE, "/etc/new", null));
    assertEquals(new CopyRules("/etc", "old"), copy("/a/hosts", FILE, "/etc/old", FILE));
    assertEquals(new CopyRules("/", "new"), copy("/a/hosts", FILE, "/new", null));
    assertTrue(refused("/a", FILE, "/etc/new/", null).contains("make that folder first"));
    assertTrue(refused("/a", FILE, "/etc/new/.", null).contains("make that folder first"));
  }

  @Test
  void aFolderGoesIntoAFolderOrBecomesOne() {
    assertEquals(new CopyRules("/var", "site"), copy("/a/site", FOLDER, "/var", FOLDER));
    assertEquals(new CopyRules("/var", "site"), copy("/a/site/", FOLDER, "/var", FOLDER));
    assertEquals(new CopyRules("/var", ""), copy("/a/site/.", FOLDER, "/var", FOLDER));
    assertEquals(new CopyRules("/var", ""), copy("/", FOLDER, "/var", FOLDER));
    assertEquals(new CopyRules("/var", "a"), copy("/a/site/..", FOLDER, "/var", FOLDER));
    assertEquals(new CopyRules("/var", "new"), copy("/a/site", FOLDER, "/var/new/", null));
    assertEquals(new CopyRules("/var", "new"), copy("/a/site/.", FOLDER, "/var/new", null));
    assertTrue(refused("/a/site", FOLDER, "/var/file", FILE).contains("/var/file is none"));
  }

  @Test
  void nothingIsMadeWhereNoFolderIs() {
    CopyRules.Destination nowhere = new CopyRules.Destination("/no/new", Optional.empty(), false);
    String message =
        assertThrows(ComposerException.class, () -> CopyRules.of("/a", FILE, nowhere)).getMessage();
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
