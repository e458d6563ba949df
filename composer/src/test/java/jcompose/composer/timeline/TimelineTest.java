package jcompose.composer.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import jcompose.composer.Samples;
import jcompose.composer.model.Project;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class TimelineTest {
  private static final Instant ZERO = Instant.parse("2026-11-28T10:00:00Z");

  private static Instant ms(int after) {
    return ZERO.plusMillis(after);
  }

  private static void up(Bars bars, String service, int create, int start) {
    bars.add(ms(create), service, service, "shop-" + service + "-1", "create");
    bars.add(ms(start), service, service, "shop-" + service + "-1", "start");
  }

  private static List<Bar> all(Bars bars) {
    return bars.all(
        (id, started) -> id.equals("db") ? Optional.of(started.plusMillis(900)) : Optional.empty());
  }

  private static Timeline shop() {
    Bars bars = new Bars();
    up(bars, "db", 0, 100);
    up(bars, "cache", 10, 50);
    up(bars, "web", 120, 200);
    Project project =
        Samples.project(
            Samples.service("db"), Samples.service("cache"), Samples.service("web", "db", "cache"));
    return Timeline.of(all(bars), project.services());
  }

  @Test
  void theCriticalPathLeadsToTheLastThatWasReady() {
    assertEquals(List.of("shop-db-1"), shop().criticalPath());
    Bars bars = new Bars();
    up(bars, "db", 0, 100);
    up(bars, "web", 120, 2000);
    Project project = Samples.project(Samples.service("db"), Samples.service("web", "db"));
    Timeline timeline = Timeline.of(all(bars), project.services());
    assertEquals(List.of("shop-db-1", "shop-web-1"), timeline.criticalPath());
    assertEquals(2000, timeline.length().toMillis());
  }

  @Test
  void linesFitTheWidthAndSayWhenWhatWasDone() {
    assertEquals(
        List.of(
            "* shop-db-1     --==========================|  started 100 ms, first line 1.00 s",
            "  shop-cache-1  -|                             started 50 ms",
            "  shop-web-1    ...--|                         started 200 ms",
            "",
            "* critical path: shop-db-1, 1.00 s in all",
            ". waits  - is made and started  = runs, not ready yet  | ready"),
        TextTimeline.lines(shop(), 80));
  }

  @Test
  void aStartByThePolicyIsNoComingUpAndOneByTheUserIs() {
    Bars bars = new Bars();
    up(bars, "db", 0, 100);
    bars.add(ms(200), "db", "db", "shop-db-1", "die");
    bars.add(ms(300), "db", "db", "shop-db-1", "start");
    assertEquals(ms(100), all(bars).get(0).started());
    assertEquals(Optional.of(ms(200)), all(bars).get(0).ended());
    bars.add(ms(400), "db", "db", "shop-db-1", "stop");
    bars.add(ms(500), "db", "db", "shop-db-1", "start");
    bars.add(ms(600), "db", "db", "shop-db-1", "health_status: healthy");
    Bar again = all(bars).get(0);
    assertEquals(ms(500), again.begin());
    assertEquals(Optional.of(ms(600)), again.healthy());
    bars.add(ms(700), "db", "db", "shop-db-1", "destroy");
    assertEquals(List.of(), all(bars));
  }

  @Test
  void thePictureIsXmlWithARowForEach() throws Exception {
    String svg = SvgTimeline.of("a <b> & \"c\"", shop());
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    assertEquals("svg", document.getDocumentElement().getTagName());
    assertEquals(3, document.getElementsByTagName("circle").getLength());
    assertTrue(svg.contains("a &lt;b&gt; &amp; &quot;c&quot;: 1.00 s until all were ready"), svg);
  }
}
