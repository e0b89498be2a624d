package sotto.node.running;

import java.util.HashMap;
import java.util.Map;
import sotto.node.terminal.Json;
import sotto.node.terminal.Terminal;
import sotto.protocol.NetworkView;
import sotto.protocol.NodeStatus;
import sotto.spi.NetworkStatus.Phase;

/// Tells the person how a starting node comes along: one line rewritten on a terminal, one line a
/// change elsewhere.
///
/// Confined to one thread.
public final class Progress {

  private final Terminal terminal;
  private final boolean json;
  private final Map<String, String> shown = new HashMap<>();

  /// Shows progress on a terminal, or as events in JSON.
  public Progress(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /// Shows what changed since the last time.
  public void show(NodeStatus status) {
    for (var network : status.networks()) {
      if (changed(network.scheme(), line(network))) {
        show(network);
      }
    }
    if (changed("sessions", "peers        " + status.sessions() + " connected")) {
      if (json) {
        var event = Json.answer().with("event", "peers").with("sessions", status.sessions());
        terminal.print(event.object());
      } else {
        terminal.note(shown.getOrDefault("sessions", ""));
      }
    }
    if (!status.detail().isEmpty() && changed("detail", status.detail())) {
      terminal.note(Terminal.plain(status.detail()));
    }
  }

  private void show(NetworkView network) {
    var status = network.network();
    if (json) {
      terminal.print(
          Json.answer()
              .with("event", "network")
              .with("scheme", network.scheme())
              .with("phase", Shown.word(status.phase()))
              .with("percent", status.percent())
              .with("blockage", Shown.word(status.blockage()))
              .with("detail", status.detail())
              .with("listener", Shown.word(network.listener().state()))
              .object());
    } else if (status.phase() == Phase.STARTING) {
      terminal.progress(line(network));
    } else {
      terminal.note(line(network));
    }
  }

  private boolean changed(String what, String line) {
    return !line.equals(shown.put(what, line));
  }

  private static String line(NetworkView network) {
    var status = network.network();
    var detail = status.detail().isEmpty() ? "" : ", " + status.detail();
    return Terminal.plain(
        "[%3d%%] %s: %s%s; listener %s"
            .formatted(
                status.percent(),
                network.scheme(),
                Shown.word(status.phase()),
                detail,
                Shown.word(network.listener().state())));
  }
}
