package sotto.node.control;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sotto.node.terminal.Failure;

/// What a client may have a running node do; the answers are the program's documented JSON.
///
/// Safe for use by any number of threads.
public interface Controls {

  /// Returns how the node is.
  JsonObject status(boolean reveal) throws Failure;

  /// Returns the node's peers.
  JsonObject peers(boolean reveal) throws Failure;

  /// Keeps a session with whoever is at an address.
  JsonObject connect(String address) throws Failure, InterruptedException;

  /// Stops doing so.
  JsonObject forget(String address) throws Failure, InterruptedException;

  /// Publishes an item; it is durable when this returns.
  JsonObject put(String topic, Duration ttl, byte[] body) throws Failure, InterruptedException;

  /// Returns an item with its body, if it is there or comes before the patience ends.
  Optional<JsonObject> item(String id, Duration patience) throws Failure, InterruptedException;

  /// Returns which items of a topic there are.
  List<String> items(String topic) throws Failure, InterruptedException;

  /// Starts to watch a topic.
  Watch watch(String topic, boolean fromStart) throws Failure;

  /// Items as they come.
  interface Watch extends AutoCloseable {

    /// Waits for the next one.
    JsonObject next() throws Failure, InterruptedException;

    @Override
    void close();
  }
}
