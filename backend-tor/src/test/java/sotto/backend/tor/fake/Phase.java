package sotto.backend.tor.fake;

import java.util.List;

/// A step of a bootstrap, as tor tells it.
///
/// @param progress in percent
/// @param tag its short name
/// @param summary what people read
record Phase(int progress, String tag, String summary) {

  static final Phase STARTING = new Phase(0, "starting", "Starting");
  static final Phase STATUS = new Phase(30, "loading_status", "Loading networkstatus consensus");
  static final Phase DESCRIPTORS =
      new Phase(50, "loading_descriptors", "Loading relay descriptors");
  static final Phase ENOUGH =
      new Phase(75, "enough_dirinfo", "Loaded enough directory info to build circuits");
  static final Phase CONNECTING =
      new Phase(80, "ap_conn", "Connecting to a relay to build circuits");
  static final Phase DONE = new Phase(100, "done", "Done");

  /// All of them, in order.
  static final List<Phase> ALL =
      List.of(
          STARTING,
          new Phase(5, "conn", "Connecting to a relay"),
          new Phase(10, "conn_done", "Connected to a relay"),
          new Phase(14, "handshake", "Handshaking with a relay"),
          new Phase(15, "handshake_done", "Handshake with a relay done"),
          new Phase(20, "onehop_create", "Establishing an encrypted directory connection"),
          new Phase(25, "requesting_status", "Asking for networkstatus consensus"),
          STATUS,
          new Phase(40, "loading_keys", "Loading authority key certs"),
          new Phase(45, "requesting_descriptors", "Asking for relay descriptors"),
          DESCRIPTORS,
          ENOUGH,
          CONNECTING,
          new Phase(90, "ap_handshake_done", "Handshake finished with a relay to build circuits"),
          new Phase(95, "circuit_create", "Establishing a Tor circuit"),
          DONE);

  /// The steps after one, up to another.
  static List<Phase> between(Phase from, Phase to) {
    return ALL.stream()
        .filter(step -> step.progress > from.progress && step.progress <= to.progress)
        .toList();
  }

  /// As the event and the answer to a question have it, without the severity.
  String text() {
    return "BOOTSTRAP PROGRESS=%d TAG=%s SUMMARY=\"%s\"".formatted(progress, tag, summary);
  }
}
