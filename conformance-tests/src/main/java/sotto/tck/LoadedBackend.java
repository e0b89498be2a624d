package sotto.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import sotto.spi.NetworkException.NoBackend;
import sotto.spi.NetworkProvider;

/// A backend that was found in jars or on the class path, and the loader that holds it.
///
/// @param backend the backend under test
/// @param loader the loader of its jars
record LoadedBackend(BackendUnderTest backend, URLClassLoader loader) implements AutoCloseable {

  private static final String SERVICES = "META-INF/services/";

  /// Finds the backend that is named by a scheme, or by its jar and those that it needs.
  static LoadedBackend of(List<String> names) throws NoBackend, IOException {
    var first = Path.of(names.getFirst());
    if (names.size() == 1 && Files.notExists(first) && !names.getFirst().contains(".")) {
      var provider = NetworkProvider.of(names.getFirst());
      var around = BackendUnderTest.around(provider.scheme());
      return new LoadedBackend(
          around.orElseGet(() -> BackendUnderTest.of(provider)), new URLClassLoader(new URL[0]));
    }
    var jars = new ArrayList<URL>();
    for (var name : names) {
      var jar = Path.of(name);
      if (Files.notExists(jar)) {
        throw new NoBackend(
            "There is no file " + name + ". What to do: name the backend's jar.", null);
      }
      jars.add(jar.toUri().toURL());
    }
    var loader = new URLClassLoader(jars.toArray(URL[]::new), LoadedBackend.class.getClassLoader());
    try {
      return new LoadedBackend(inJars(loader), loader);
    } catch (ServiceConfigurationError | LinkageError e) {
      loader.close();
      throw new NoBackend(
          "The backend cannot be loaded: "
              + e.getMessage()
              + ". What to do: add the jars that it needs, with --backend again.",
          e);
    } catch (NoBackend e) {
      loader.close();
      throw e;
    }
  }

  private static BackendUnderTest inJars(URLClassLoader loader) throws NoBackend, IOException {
    var whole = named(loader, BackendUnderTest.class);
    for (var backend : ServiceLoader.load(BackendUnderTest.class, loader)) {
      if (whole.contains(backend.getClass().getName())) {
        return backend;
      }
    }
    var bare = named(loader, NetworkProvider.class);
    for (var provider : ServiceLoader.load(NetworkProvider.class, loader)) {
      if (bare.contains(provider.getClass().getName())) {
        return BackendUnderTest.of(provider);
      }
    }
    throw new NoBackend(
        "The jar provides no backend. What to do: name the class that implements"
            + " sotto.spi.NetworkProvider in META-INF/services/sotto.spi.NetworkProvider.",
        null);
  }

  /// Returns what the jars themselves provide, as opposed to what is on the class path anyway.
  private static Set<String> named(URLClassLoader loader, Class<?> service) throws IOException {
    var file = loader.findResource(SERVICES + service.getName());
    if (file == null) {
      return Set.of();
    }
    // A cache would keep the jar open, and an older jar of the same name.
    var connection = file.openConnection();
    connection.setUseCaches(false);
    try (var in = connection.getInputStream()) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .collect(Collectors.toSet());
    }
  }

  @Override
  public void close() throws IOException {
    try (loader) {
      backend.close();
    }
  }
}
