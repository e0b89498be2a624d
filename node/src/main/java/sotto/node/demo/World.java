package sotto.node.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The processes and directories of the demo, all of which are gone when it is closed.
///
/// Safe for use by any number of threads.
final class World implements AutoCloseable {

  private static final Duration END_MAX = Duration.ofSeconds(8);

  private final Path directory;
  private final Recipe recipe;
  private final Ground ground;
  private final List<Child> children = new CopyOnWriteArrayList<>();
  private final Thread hook = new Thread(this::clear, "sotto-demo-end");
  private volatile boolean ended;

  private World(Path directory, Recipe recipe, Ground ground) {
    this.directory = directory;
    this.recipe = recipe;
    this.ground = ground;
  }

  /// Makes an empty world, which Ctrl-C clears away too.
  static World make(Recipe recipe, Ground ground) throws IOException {
    var world = new World(Files.createTempDirectory("sotto-demo-"), recipe, ground);
    // Shared, for a network of one machine may have its registry there.
    Files.createDirectory(world.directory.resolve("tmp"));
    Runtime.getRuntime().addShutdownHook(world.hook);
    return world;
  }

  Child add(List<String> more) throws IOException {
    synchronized (this) {
      if (ended) {
        throw new IOException("the demo is ending");
      }
      var name = "n" + (children.size() + 1);
      var settled = recipe.with(ground.arguments(directory.resolve(name)));
      var child = Child.start(name, directory, settled, ground.confirming(), more);
      children.add(child);
      return child;
    }
  }

  /// Restarts a node, unless the world is ending.
  void restart(Child child) throws IOException {
    synchronized (this) {
      if (ended) {
        throw new IOException("the demo is ending");
      }
      child.restart();
    }
  }

  /// Tells whether all is being cleared away, because of Ctrl-C.
  boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending; the hook has done the same, or waits for us to have done it.
    }
  }

  private synchronized void clear() {
    if (ended) {
      return;
    }
    ended = true;
    children.forEach(Child::terminate);
    var interrupted = false;
    for (var child : children) {
      try {
        child.ended(END_MAX);
      } catch (InterruptedException e) {
        interrupted = true;
        child.terminate();
      }
    }
    remove();
    endGround();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void endGround() {
    try {
      ground.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's network does not end", e);
    }
  }

  private void remove() {
    try (var all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // Gone already.
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's directory cannot be removed", e);
    }
  }
}
