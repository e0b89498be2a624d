package sotto.backend.tor.fake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sotto.tck.Fault;

/// A tor that is none: a control port and a SOCKS port on unix sockets, what can go wrong with
/// them, and what a test wants to know of those who used them.
///
/// Safe for use by any number of threads.
public final class FakeTor implements AutoCloseable {

  private final Daemon daemon;

  FakeTor(FakeTorNetwork network, Path directory, Setup setup) throws IOException {
    this.daemon = new Daemon(network, directory, setup);
  }

  /// Returns where its control port is.
  ///
  /// @return the path of a unix socket
  public Path control() {
    return daemon.place().control();
  }

  /// Returns where its SOCKS port is.
  ///
  /// @return the path of a unix socket
  public Path socks() {
    return daemon.place().socks();
  }

  /// Returns where its cookie is.
  ///
  /// @return the path of a file of 32 bytes, which are others after each start
  public Path cookieFile() {
    return daemon.place().cookieFile();
  }

  // What goes wrong.

  /// Makes something go wrong, beside what is wrong already, until [#heal].
  ///
  /// - `SUSPENDED` happens once and needs no healing: connections that were open are stale, new
  ///   ones work, and all onion services are gone.
  /// - `CLOCK_SKEW` is told of once, as tor does; after that only missing circuits show it.
  /// - `PARTITION` ends all streams; dials from here wait, dials to here fail at the introduction.
  ///
  /// @param fault what goes wrong
  public void inject(Fault fault) {
    daemon.atomically(
        () -> {
          var before = daemon.view();
          if (fault != Fault.SUSPENDED) {
            daemon.condition().add(fault);
          }
          befall(fault);
          daemon.events().changed(before, daemon.view());
        });
  }

  private void befall(Fault fault) {
    switch (fault) {
      case DAEMON_GONE -> daemon.die();
      case DAEMON_SILENT -> daemon.hush(true);
      case PARTITION -> daemon.guests().endStreams();
      case SUSPENDED -> daemon.sleep();
      case PUBLICATION_LOST -> daemon.descriptors().lose();
      case PROGRESS_REGRESSES -> daemon.guests().lines().forEach(_ -> daemon.fall());
      case DAEMON_GARBLED,
          DAEMON_OVERSIZED,
          DAEMON_HANGS_UP,
          DAEMON_REFUSES_LOGIN,
          BOOTSTRAP_HELD,
          PROGRESS_FULL_BUT_UNUSABLE,
          CLOCK_SKEW,
          PUBLICATION_HELD,
          PUBLICATION_PARTIAL,
          DIALS_STALL -> {}
    }
  }

  /// Makes all well again: a dead one starts again without memory, what was not published is.
  public void heal() {
    daemon.atomically(
        () -> {
          var before = daemon.view();
          daemon.condition().clear();
          daemon.hush(false);
          daemon.revive();
          daemon.events().changed(before, daemon.view());
          daemon.descriptors().catchUp();
        });
  }

  /// Becomes a new one at the same place: nobody is connected, nothing is wrong, scripted or
  /// remembered.
  public void renew() {
    daemon.atomically(
        () -> {
          daemon.hush(false);
          daemon.condition().clear();
          daemon.die();
          daemon.revive();
          daemon.journal().clear();
          daemon.script().clear();
        });
  }

  /// Tells whether anybody is connected.
  ///
  /// @return whether a controller or a SOCKS client is
  public boolean busy() {
    return daemon.busy();
  }

  // What it says instead of its own words.

  /// Writes the reply to the next command that begins in a certain way.
  ///
  /// @param command how the command begins; case does not matter
  /// @param reply all of the reply, with the ends of its lines
  public void script(String command, String reply) {
    daemon.atomically(() -> daemon.script().add(command, reply, true));
  }

  /// Writes the reply to all commands that begin in a certain way.
  ///
  /// @param command how the commands begin; case does not matter
  /// @param reply all of the reply, with the ends of its lines
  public void scriptAlways(String command, String reply) {
    daemon.atomically(() -> daemon.script().add(command, reply, false));
  }

  /// Answers the next dial that has no answer yet, after those that were written before.
  ///
  /// @param code the SOCKS reply, such as 0xF7; not 0, for nothing is connected
  public void answerDial(int code) {
    daemon.atomically(() -> daemon.script().add(code));
  }

  /// Says something to all controllers, whether they asked for it or not.
  ///
  /// @param text all of it, with the ends of its lines
  public void say(String text) {
    daemon.atomically(() -> daemon.guests().lines().forEach(line -> line.send(text)));
  }

  // What it was told.

  /// Returns the latest commands, secrets included.
  ///
  /// @return at most 1024, the oldest first
  public List<String> commands() {
    return daemon.atomically(() -> daemon.journal().commands());
  }

  /// Returns how many logins it accepted.
  ///
  /// @return a count
  public long logins() {
    return daemon.atomically(() -> daemon.journal().logins());
  }

  /// Returns how much controllers said before they had logged in.
  ///
  /// @return a count of bytes
  public long bytesBeforeLogin() {
    return daemon.atomically(() -> daemon.journal().bytesBeforeLogin());
  }

  /// Returns which streams shared a path.
  ///
  /// @return one entry for each set of credentials and onion
  public List<Circuit> circuits() {
    return daemon.atomically(() -> daemon.journal().circuits());
  }

  /// Returns what it was asked to reach or resolve outside of Tor's own addresses.
  ///
  /// @return host and port of each
  public List<String> leaks() {
    return daemon.atomically(() -> daemon.journal().leaks());
  }

  /// Returns the onion services that it runs.
  ///
  /// @return their names, without `.onion`
  public List<String> onions() {
    return daemon.atomically(
        () ->
            daemon.verbs().services().all().stream().map(service -> service.id().text()).toList());
  }

  /// Stops it and waits until nobody is inside.
  @Override
  public void close() {
    daemon.close();
  }
}
