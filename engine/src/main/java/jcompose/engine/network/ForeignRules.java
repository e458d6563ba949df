package jcompose.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other programs' chains that forwarded packets pass, read from what nft(8) prints. Where one drops
 * them, what lets a project's pass is put in front, or in DOCKER-USER where that is, and bears a
 * comment by which it is found again.
 */
final class ForeignRules {
  private static final String USER = "DOCKER-USER";
  private static final Pattern TABLE = Pattern.compile("table (\\S+ \\S+) \\{.*");
  private static final Pattern CHAIN = Pattern.compile("\\s+chain (\\S+) \\{.*");
  private static final Pattern HANDLE = Pattern.compile(".* # handle (\\d+)");

  /** Tables of this engine, of whatever root: they drop nothing that is not their own. */
  private static final String OWN = "jcompose_";

  private static final String FORWARD = "type filter hook forward ";

  /** The chains to look at, as {@code FAMILY TABLE CHAIN}, in what {@code list chains} prints. */
  List<String> candidates(String listed) {
    List<String> found = new ArrayList<>();
    String table = "";
    String chain = "";
    for (String line : listed.split("\n", -1)) {
      Matcher tables = TABLE.matcher(line);
      Matcher chains = CHAIN.matcher(line);
      if (tables.matches()) {
        table = tables.group(1);
      } else if (chains.matches()) {
        chain = chains.group(1);
        if (chain.equals(USER) && isForeign(table)) {
          found.add(table + " " + chain);
        }
      } else if (line.contains(FORWARD) && isForeign(table)) {
        found.add(table + " " + chain);
      }
    }
    return found;
  }

  private boolean isForeign(String table) {
    String[] words = table.split(" ", -1);
    return !words[0].equals("bridge") && !words[1].startsWith(OWN);
  }

  /**
   * What takes a project's rules out of these chains and puts others in.
   *
   * @param listed what {@code -a list chain} prints of the candidates
   * @param accepts the new rules
   */
  List<String> commands(String listed, String comment, List<String> accepts) {
    List<String> commands = new ArrayList<>();
    List<String> dropping = new ArrayList<>();
    List<String> users = new ArrayList<>();
    String table = "";
    String chain = "";
    for (String line : listed.split("\n", -1)) {
      Matcher tables = TABLE.matcher(line);
      Matcher chains = CHAIN.matcher(line);
      Matcher handle = HANDLE.matcher(line);
      if (tables.matches()) {
        table = tables.group(1);
      } else if (chains.matches()) {
        chain = chains.group(1);
        if (chain.equals(USER)) {
          users.add(table);
        }
      } else if (line.contains("comment \"" + comment + "\"") && handle.matches()) {
        commands.add("delete rule " + table + " " + chain + " handle " + handle.group(1));
      } else if (drops(line) && !dropping.contains(table + " " + chain) && !chain.equals(USER)) {
        dropping.add(table + " " + chain);
      }
    }
    for (String each : dropping) {
      String its = each.substring(0, each.lastIndexOf(' '));
      String place = users.contains(its) ? its + " " + USER : each;
      for (String accept : accepts) {
        commands.add("insert rule " + place + " " + accept + " comment \"" + comment + "\"");
      }
    }
    return commands;
  }

  private static boolean drops(String line) {
    return line.contains("policy drop;") || line.matches(".*\\b(drop|reject)\\b.*# handle \\d+");
  }
}
