package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.tck.Fault;

/// The fake's events are those that a real tor was recorded with, but for names and numbers.
@Timeout(60)
class EventsTest {

  private static final String NOBODY = "25njqamcweflpvkl73j4szahhihoc4xt3ktcgjnpaingr5yhkenl5sid";
  private static final int UPLOADS = Relay.DESCRIPTORS * Relay.ALL.size();

  private final FakeTorNetwork network;
  private final FakeTor tor;

  EventsTest() throws IOException {
    network = new FakeTorNetwork();
    tor = network.start();
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
  }

  @Test
  void aPublicationIsToldAsRecorded() throws Exception {
    try (var onion = Onion.at(tor)) {
      var events = onion.control().events(Relay.DESCRIPTORS + 2 * UPLOADS);

      assertThat(masked(events).distinct()).containsExactlyElementsOf(recorded("publication"));
      assertThat(events).filteredOn(event -> event.contains(" UPLOADED ")).hasSize(UPLOADS);
      assertThat(events.getFirst()).contains("CREATED " + onion.id());
    }
  }

  @Test
  void aLookUpIsToldAsRecorded() throws Exception {
    try (var onion = Onion.at(tor);
        var control = RawControl.in(tor)) {
      control.ask("SETEVENTS HS_DESC");
      control.ask("HSFETCH " + onion.id());

      assertThat(masked(control.events(2))).containsExactlyElementsOf(recorded("found"));

      control.ask("HSFETCH " + NOBODY);

      assertThat(masked(control.events(2 * Relay.ALL.size())).distinct())
          .containsExactlyElementsOf(recorded("missing"));
    }
  }

  @Test
  void aDialTellsOfTheSameLookUp() throws Exception {
    try (var control = RawControl.in(tor)) {
      control.ask("SETEVENTS HS_DESC");
      RawSocks.code(tor, NOBODY + ".onion", 1);

      assertThat(masked(control.events(2 * Relay.ALL.size())).distinct())
          .containsExactlyElementsOf(recorded("missing"));
    }
  }

  @Test
  void theContentOfADescriptorFollowsTheLookUp() throws Exception {
    try (var control = RawControl.in(tor)) {
      control.ask("SETEVENTS HS_DESC HS_DESC_CONTENT");
      control.ask("HSFETCH " + NOBODY);

      assertThat(masked(control.events(3)).map(event -> event.lines().findFirst().orElse("")))
          .containsExactlyElementsOf(recorded("missing with content"));
    }
  }

  @Test
  void aBadHostNameIsToldAsRecorded() throws Exception {
    try (var control = RawControl.in(tor)) {
      control.ask("SETEVENTS STATUS_CLIENT");
      RawSocks.code(tor, "5jfayy7ctrjavpxvkb5ralwf7akuo5vox27hxescd3vasfca2iwfmxqd.onion", 1);

      assertThat(masked(List.of(control.event())))
          .containsExactlyElementsOf(recorded("bad host name"));
    }
  }

  @Test
  void aBootstrapIsToldStepByStep() throws Exception {
    tor.inject(Fault.BOOTSTRAP_HELD);
    try (var control = RawControl.in(tor)) {
      control.ask("SETEVENTS STATUS_CLIENT");
      tor.heal();

      assertThat(control.eventsUntil("PROGRESS=100"))
          .containsExactlyElementsOf(recorded("bootstrap"));
    }
  }

  @Test
  void nobodyIsToldWhatHeDidNotAskFor() throws Exception {
    try (var onion = Onion.at(tor);
        var control = RawControl.in(tor)) {
      control.ask("SETEVENTS NETWORK_LIVENESS");
      control.ask("HSFETCH " + onion.id());
      tor.inject(Fault.PARTITION);

      assertThat(control.event()).isEqualTo("650 NETWORK_LIVENESS DOWN");
    }
  }

  private static Stream<String> masked(List<String> events) {
    return events.stream()
        .map(
            event ->
                event
                    .replaceAll("\\b[a-z2-7]{56}\\b", "ONION")
                    .replaceAll("\\$[0-9A-F]{40}~\\w+", "RELAY")
                    .replaceAll("INDEX=[0-9A-F]{64}", "INDEX")
                    .replaceAll(" [A-Za-z0-9+/]{43}(?= |$|\n)", " DESCRIPTOR"));
  }

  private static List<String> recorded(String section) throws Exception {
    var file = Path.of(Objects.requireNonNull(EventsTest.class.getResource("events.txt")).toURI());
    var lines =
        Files.readAllLines(file, UTF_8).stream()
            .dropWhile(line -> !line.equals("# " + section))
            .skip(1)
            .takeWhile(line -> !line.startsWith("#"))
            .filter(line -> !line.equals("650 OK"))
            .toList();
    assertThat(lines).isNotEmpty();
    return masked(lines).toList();
  }
}
