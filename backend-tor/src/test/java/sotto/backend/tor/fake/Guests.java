package sotto.backend.tor.fake;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who is connected to a fake: its controllers, and the streams that it carries.
///
/// Its methods take the network's monitor where they need it, except where it says otherwise.
final class Guests {

  private final Daemon tor;
  private final Set<ControlLine> lines = new LinkedHashSet<>();
  private final Set<Stream> streams = new LinkedHashSet<>();

  Guests(Daemon tor) {
    this.tor = tor;
  }

  /// The controllers, under the monitor.
  List<ControlLine> lines() {
    return List.copyOf(lines);
  }

  void entered(ControlLine line) throws IOException {
    synchronized (tor.network()) {
      if (tor.dead()) {
        throw new IOException("dead");
      }
      lines.add(line);
    }
  }

  /// Ends what a controller had, and the tor if it was its owner.
  void left(ControlLine line) {
    tor.atomically(
        () -> {
          lines.remove(line);
          tor.verbs().services().left(line);
          if (line.owner()) {
            tor.die();
          }
        });
  }

  /// Hears a command of so many bytes; nothing is what a controller gets who is hung up on.
  Optional<Reply> hear(ControlLine line, String command, long bytes) {
    synchronized (tor.network()) {
      if (tor.dead()) {
        return Optional.empty();
      }
      tor.journal().command(command);
      if (!line.login().done()) {
        tor.journal().beforeLogin(bytes);
      }
      var reply = line.answer(tor.condition(), command);
      tor.network().notifyAll();
      return reply;
    }
  }

  /// Takes a stream in at both of its tors, unless one of them died meanwhile.
  static boolean join(Stream stream) {
    synchronized (stream.near().network()) {
      var alive = !stream.near().dead() && !stream.far().dead();
      if (alive) {
        stream.near().guests().streams.add(stream);
        stream.far().guests().streams.add(stream);
      }
      return alive;
    }
  }

  static void leave(Stream stream) {
    synchronized (stream.near().network()) {
      stream.near().guests().streams.remove(stream);
      stream.far().guests().streams.remove(stream);
    }
  }

  /// Ends all streams, under the monitor.
  void endStreams() {
    List.copyOf(streams).forEach(Stream::end);
  }

  /// Makes every connection one that fails as soon as it is used, under the monitor.
  void age() {
    lines.forEach(ControlLine::age);
    streams.forEach(Stream::age);
  }

  /// Forgets the controllers, under the monitor.
  void clear() {
    lines.clear();
  }
}
