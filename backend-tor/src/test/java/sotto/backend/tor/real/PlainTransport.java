package sotto.backend.tor.real;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A pluggable transport that disguises nothing: a program of its own, which tor starts and talks
/// SOCKS 5 with (pt-spec, "Pluggable Transport Client" and its configuration protocol).
final class PlainTransport {

  private PlainTransport() {}

  /// Writes a program that runs it.
  ///
  /// @param used the file in which it writes whom it was asked to connect to
  static Path program(Path directory, Path used) throws IOException {
    var program = directory.resolve("plain");
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(
        program,
        """
        #!/bin/sh
        exec '%s' -XX:TieredStopAtLevel=1 -Xmx32m -cp '%s' %s '%s'
        """
            .formatted(
                java, System.getProperty("java.class.path"), PlainTransport.class.getName(), used));
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  /// Is the program.
  public static void main(String[] arguments) throws IOException {
    var used = Path.of(arguments[0]);
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println("VERSION 1");
      System.out.println("CMETHOD plain socks5 127.0.0.1:" + server.getLocalPort());
      System.out.println("CMETHODS DONE");
      System.out.flush();
      Thread.ofPlatform().daemon().start(PlainTransport::endWithTor);
      while (true) {
        var caller = server.accept();
        Thread.ofVirtual().start(() -> serve(caller, used));
      }
    }
  }

  /// Tor closes our standard input when it ends (`TOR_PT_EXIT_ON_STDIN_CLOSE`).
  private static void endWithTor() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void serve(Socket caller, Path used) {
    try (caller) {
      var in = new DataInputStream(caller.getInputStream());
      var out = caller.getOutputStream();
      greet(in, out);
      in.readFully(new byte[3]);
      if (in.readByte() != 1) {
        throw new IOException("only IPv4 is spoken here");
      }
      var host = InetAddress.getByAddress(in.readNBytes(4));
      var port = in.readUnsignedShort();
      Files.writeString(used, host.getHostAddress() + ":" + port);
      try (var bridge = new Socket(host, port)) {
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        Thread.ofVirtual().start(() -> pump(bridge, caller));
        pump(caller, bridge);
      }
    } catch (IOException e) {
      // Tor tries again.
    }
  }

  /// Takes whoever comes, with a name and a password or without (RFC 1928, RFC 1929).
  private static void greet(DataInputStream in, OutputStream out) throws IOException {
    in.readByte();
    var methods = in.readNBytes(in.readUnsignedByte());
    var asks = methods.length == 1 && methods[0] == 2;
    out.write(new byte[] {5, (byte) (asks ? 2 : 0)});
    if (asks) {
      in.readByte();
      in.readNBytes(in.readUnsignedByte());
      in.readNBytes(in.readUnsignedByte());
      out.write(new byte[] {1, 0});
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One end was closed, and now both are.
    }
  }
}
