package sotto.node.control;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;

/// A node that only remembers, for tests of what is between it and its clients.
final class FakeControls implements Controls {

  final Map<String, byte[]> items = new ConcurrentHashMap<>();
  final BlockingQueue<JsonObject> watched = new LinkedBlockingQueue<>();
  final CountDownLatch watchEnded = new CountDownLatch(1);

  @Override
  public JsonObject status(boolean reveal) {
    return Json.answer().with("phase", "running").with("reveal", reveal).object();
  }

  @Override
  public JsonObject peers(boolean reveal) {
    return Json.answer().object();
  }

  @Override
  public JsonObject connect(String address) throws Failure {
    throw new Failure(Exit.USAGE, "No address. What to do: another.");
  }

  @Override
  public JsonObject forget(String address) throws Failure {
    throw new Failure(Exit.NOT_FOUND, "Unknown. What to do: nothing.");
  }

  @Override
  public JsonObject put(String topic, Duration ttl, byte[] body) {
    var id = "id" + items.size();
    items.put(id, body);
    return Json.answer().with("id", id).with("size", body.length).object();
  }

  @Override
  public Optional<JsonObject> item(String id, Duration patience) throws InterruptedException {
    if (!patience.isZero() && !items.containsKey(id)) {
      new CountDownLatch(1).await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    return Optional.ofNullable(items.get(id))
        .map(
            body ->
                Json.answer()
                    .with("id", id)
                    .with("body", Base64.getEncoder().encodeToString(body))
                    .object());
  }

  @Override
  public List<String> items(String topic) {
    return items.keySet().stream().sorted().toList();
  }

  @Override
  public Watch watch(String topic, boolean fromStart) {
    return new Watch() {
      @Override
      public JsonObject next() throws InterruptedException {
        return watched.take();
      }

      @Override
      public void close() {
        watchEnded.countDown();
      }
    };
  }
}
