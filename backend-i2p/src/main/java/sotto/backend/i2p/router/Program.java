package sotto.backend.i2p.router;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.i2p.data.DataFormatException;
import net.i2p.data.DataHelper;
import net.i2p.data.router.RouterInfo;
import net.i2p.router.NetworkDatabaseFacade;
import net.i2p.router.Router;
import net.i2p.router.util.RouterPasswordManager;

/// A router in a process of its own. Nobody but [OwnRouter] starts it.
///
/// It takes what it needs from a file in the directory that is its only argument, and ends when its
/// input ends, which happens when the process that started it does; unless it is to be kept.
public final class Program {

  static final String USER = "sotto.user";
  static final String PASSWORD = "sotto.password";
  static final String SEEDS = "sotto.seeds";
  static final String KEEP = "sotto.keep";

  /// How long to wait before looking again whether the router has got further.
  private static final long LOOK_MILLIS = 200;

  /// How often to look at the most: for five minutes.
  private static final int LOOKS_MAX = 1500;

  /// How many seeds are taken in at the most: enough to find the rest.
  private static final int SEEDS_MAX = 500;

  private Program() {}

  /// Runs the router.
  ///
  /// @param args the router's directory
  /// @throws Exception if it cannot be run; the process ends then
  public static void main(String[] args) throws Exception {
    var directory = Path.of(args[0]);
    var settings = new Properties();
    try (Reader in = Files.newBufferedReader(directory.resolve(Ground.START))) {
      settings.load(in);
    }
    var ours = taken(settings);
    if (!Boolean.parseBoolean(ours.getProperty(KEEP))) {
      // From the beginning: whoever started us may be gone before the router is up.
      Thread.ofPlatform().daemon().name("end").start(() -> endWith(System.in));
    }
    merge(settings, new File(settings.getProperty("router.configLocation")));
    var router = new Router(settings);
    router.setKillVMOnEnd(true);
    new RouterPasswordManager(router.getContext())
        .saveHash("i2cp.auth", ours.getProperty(USER), ours.getProperty(PASSWORD));
    // It starts its threads and returns; its database is there then.
    router.runRouter();
    if (ours.containsKey(SEEDS)) {
      seed(router, Path.of(ours.getProperty(SEEDS)));
    }
  }

  /// Takes out what is for this program and not for the router.
  private static Properties taken(Properties settings) {
    var ours = new Properties();
    for (var name : new String[] {USER, PASSWORD, SEEDS, KEEP}) {
      var value = settings.getProperty(name);
      if (value != null) {
        ours.setProperty(name, value);
        settings.remove(name);
      }
    }
    return ours;
  }

  /// Writes the settings over those that the router has written down itself.
  private static void merge(Properties settings, File file) throws IOException {
    var all = new Properties();
    if (file.exists()) {
      DataHelper.loadProps(all, file);
    }
    all.putAll(settings);
    DataHelper.storeProps(all, file);
  }

  /// Has the router know other routers, as soon as it can take them in.
  private static void seed(Router router, Path seeds) throws IOException, InterruptedException {
    var look = new CountDownLatch(1);
    for (var i = 0; i < LOOKS_MAX && !takesSeeds(router); i++) {
      if (look.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    try (var files = Files.list(seeds)) {
      for (var file : files.limit(SEEDS_MAX).toList()) {
        take(router, file);
      }
    }
  }

  private static boolean takesSeeds(Router router) {
    return Optional.ofNullable(router.getContext().netDb())
        .filter(NetworkDatabaseFacade::isInitialized)
        .isPresent();
  }

  private static void take(Router router, Path file) throws IOException {
    var other = new RouterInfo();
    try (InputStream in = Files.newInputStream(file)) {
      other.readBytes(in, true);
      var hash = other.getIdentity().calculateHash();
      router.getContext().netDb().store(hash, other);
      router.getContext().profileManager().heardAbout(hash);
    } catch (DataFormatException | IllegalArgumentException e) {
      // It is no router, or one of another network; the others may do.
    }
  }

  /// Ends the process with its input; a router that is up has a hook that ends it in good order.
  private static void endWith(InputStream in) {
    try {
      while (in.read() >= 0) {
        // Nobody says anything here.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    System.exit(0);
  }
}
