package sotto.testnet.i2p;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// A router of a private network that nodes attach to over I2CP, on a port of 127.0.0.1.
///
/// The port is a door of our own before the router, so that a client can lose its router while the
/// network goes on.
///
/// Safe for use by any number of threads.
public final class I2pRouter {

  private final Kind kind;
  private final int number;
  private final long pid;
  private final int hops;
  private final Path socket;
  private final Spares spares;
  private final Door door;

  /// Whose implementation a router is.
  public enum Kind {
    /// I2P's own, in Java.
    JAVA,
    /// i2pd, in C++.
    I2PD
  }

  I2pRouter(Kind kind, int number, long pid, int hops, Path socket, Spares spares)
      throws IOException {
    this.kind = kind;
    this.number = number;
    this.pid = pid;
    this.hops = hops;
    this.socket = socket;
    this.spares = spares;
    door = Door.open(socket, spares);
  }

  /// Returns whose implementation it is.
  ///
  /// @return the kind
  public Kind kind() {
    return kind;
  }

  /// Returns where clients reach it over I2CP.
  ///
  /// @return an address such as `127.0.0.1:12345`
  public String i2cp() {
    return "127.0.0.1:" + door.port();
  }

  /// Returns the settings of the I2P backend that attach a node to this router.
  ///
  /// @return the settings by name
  public Map<String, String> settings() {
    var settings = new TreeMap<String, String>();
    settings.put("mode", "attach");
    settings.put("i2cp", i2cp());
    settings.put("tunnels.length", Integer.toString(hops));
    return Map.copyOf(settings);
  }

  /// Returns the process id; all Java routers of a network share a process.
  ///
  /// @return the id on this machine
  public long pid() {
    return pid;
  }

  /// Makes the router go away for its clients: connections end, the port is closed, and the router
  /// forgets their sessions. Other routers are not disturbed.
  ///
  /// @throws IOException if the port cannot be closed
  public void kill() throws IOException {
    door.shut();
  }

  /// Lets clients in again, on the same port, and undoes [#stop].
  ///
  /// @throws IOException if the port was taken meanwhile
  public void start() throws IOException {
    door.reopen();
  }

  /// Makes the router silent: connections stay, nothing passes.
  public void stop() {
    door.behave(Door.Manner.SILENT);
  }

  /// Lets a silent router go on; what was sent meanwhile passes.
  public void resume() {
    door.behave(Door.Manner.USUAL);
  }

  /// The same behind another door.
  I2pRouter again() throws IOException {
    spares.prepare();
    return new I2pRouter(kind, number, pid, hops, socket, spares);
  }

  int number() {
    return number;
  }

  Door door() {
    return door;
  }

  /// Reveals no port.
  @Override
  public String toString() {
    return "I2pRouter[" + kind + " " + number + "]";
  }
}
