package sotto.backend.tor.core;

import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.Endpoint;
import sotto.tck.Rule;

class GuardTest {

  private static final Path PROC = Path.of("/proc");
  private static final String OURS = Long.toString(ProcessHandle.current().pid());

  @TempDir Path directory;

  @Test
  @Rule("V10")
  void theProcessThatHoldsTheOtherEndIsAdmittedAndNoOther() throws Exception {
    assertThat(admits(new Guard(PROC, () -> Optional.of(tor(OURS))))).isTrue();
    assertThat(admits(new Guard(PROC, () -> Optional.of(tor("1"))))).isFalse();
    assertThat(admits(new Guard(PROC, Optional::empty))).isFalse();
  }

  @Test
  @Rule("V10")
  void anotherUserIsNotAdmitted() throws Exception {
    var user = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    var same = new Ways(socks(), false, Optional.empty(), Optional.of(user));
    var other = new Ways(socks(), false, Optional.empty(), Optional.of("4242"));

    assertThat(admits(new Guard(PROC, () -> Optional.of(same)))).isTrue();
    assertThat(admits(new Guard(PROC, () -> Optional.of(other)))).isFalse();
  }

  @Test
  void whereTheKernelShowsNothingItSaysThatItDoesNotWork() {
    assertThat(new Guard(directory, () -> Optional.of(tor(OURS))).works()).isFalse();
    assertThat(new Guard(PROC, Optional::empty).works()).isFalse();
    assertThat(new Guard(PROC, () -> Optional.of(tor(OURS))).works()).isTrue();
  }

  private static boolean admits(Guard guard) throws Exception {
    try (var server =
            ServerSocketChannel.open(INET)
                .bind(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        var caller = SocketChannel.open(INET)) {
      caller.connect(server.getLocalAddress());
      try (var arrived = server.accept()) {
        return guard.admits(arrived);
      }
    }
  }

  private static Ways tor(String process) {
    return new Ways(socks(), false, Optional.of(process), Optional.empty());
  }

  private static Optional<Endpoint> socks() {
    return Optional.of(Endpoint.parse("127.0.0.1:9050"));
  }
}
