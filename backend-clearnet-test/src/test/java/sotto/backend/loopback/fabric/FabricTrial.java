package sotto.backend.loopback.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.ServiceKey;

/// What tests of a fabric share: nodes that are closed, keys that differ, and time that passes.
@Timeout(60)
class FabricTrial {

  static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path files;
  final List<Network> open = new ArrayList<>();
  private int keys;

  @AfterEach
  void closeAll() {
    open.forEach(Network::close);
  }

  /// Moves the clock in small steps until the tasks are done.
  static void elapse(Fabric fabric, FutureTask<?>... tasks) throws Exception {
    for (var task : tasks) {
      while (!task.isDone()) {
        fabric.advance(Duration.ofMillis(100));
      }
    }
  }

  static void assertUnreachable(FutureTask<?> task, Reason reason) {
    assertThatThrownBy(() -> task.get(1, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            PeerUnreachable.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  static <T> FutureTask<T> start(Fabric fabric, Callable<T> call) {
    var task = new FutureTask<>(call);
    var _ = fabric.actor(task);
    return task;
  }

  static Link dial(Network from, Listener to) throws NetworkException, InterruptedException {
    return dial(from, to.address());
  }

  static Link dial(Network from, Address to) throws NetworkException, InterruptedException {
    return from.dial(to, Isolation.shared(), Duration.ofMinutes(5));
  }

  Network open(Fabric fabric, String name) throws NetworkException, InterruptedException {
    var network = fabric.provider().open(NetworkConfig.at(files.resolve(name)));
    open.add(network);
    return network;
  }

  ServiceKey key(Fabric fabric) {
    keys++;
    return fabric.provider().addresses().newKey(new Random(keys));
  }
}
