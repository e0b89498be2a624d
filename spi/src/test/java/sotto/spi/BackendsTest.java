package sotto.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.NetworkException.NoBackend;

/// P1 and P3 of [NetworkProvider]: what is found, and what is said when it does not fit.
class BackendsTest {

  /// Stands for a directory of backends' jars; each test writes into it who is there.
  @TempDir Path jars;

  @AutoClose private URLClassLoader loader = new URLClassLoader(new URL[0]);

  @BeforeEach
  void see() throws Exception {
    Files.createDirectories(jars.resolve("META-INF/services"));
    loader = new URLClassLoader(new URL[] {jars.toUri().toURL()}, getClass().getClassLoader());
  }

  @Test
  void noBackendSaysThatNoneWasFoundAndHowToAddOne() throws Exception {
    assertThat(NetworkProvider.found(loader)).isEmpty();
    assertThatExceptionOfType(NoBackend.class)
        .isThrownBy(() -> Backends.only(NetworkProvider.found(loader)))
        .withMessage(
            "No backend. None was found on the class path. What to do: put the backend's jar, such"
                + " as sotto-backend-tor.jar, on the class path or into the node's backends/"
                + " directory.");
  }

  @Test
  void theClassPathOfThisTestHasNoBackend() throws Exception {
    assertThat(NetworkProvider.found()).isEmpty();
    assertThatExceptionOfType(NoBackend.class).isThrownBy(NetworkProvider::only);
    assertThatExceptionOfType(NoBackend.class).isThrownBy(() -> NetworkProvider.of("tor"));
  }

  @Test
  void theOnlyBackendNeedNotBeNamed() throws Exception {
    present(Present.One.class);

    assertThat(Backends.only(NetworkProvider.found(loader)).scheme()).isEqualTo("one");
  }

  @Test
  void twoBackendsAreOrderedByScheme() throws Exception {
    present(Present.Two.class, Present.One.class);

    assertThat(NetworkProvider.found(loader))
        .extracting(NetworkProvider::scheme)
        .containsExactly("one", "two");
  }

  @Test
  void ofTwoBackendsOneMustBeNamed() throws Exception {
    present(Present.Two.class, Present.One.class);
    var found = NetworkProvider.found(loader);

    assertThat(Backends.of("two", found).scheme()).isEqualTo("two");
    assertThatExceptionOfType(NoBackend.class)
        .isThrownBy(() -> Backends.only(found))
        .withMessage(
            "More than one backend, and none was chosen. Found: one, two. What to do: name one.");
  }

  @Test
  void aBackendThatIsNotThereIsNamedBesideThoseThatAre() throws Exception {
    present(Present.Two.class, Present.One.class);
    var found = NetworkProvider.found(loader);

    assertThatExceptionOfType(NoBackend.class)
        .isThrownBy(() -> Backends.of("i2p", found))
        .withMessage(
            "No backend for 'i2p'. Found: one, two. What to do: put the backend's jar, such as"
                + " sotto-backend-i2p.jar, on the class path or into the node's backends/"
                + " directory.")
        .satisfies(e -> assertThat(e.retry()).isEqualTo(NetworkException.Retry.AFTER_CHANGE));
  }

  @Test
  void twinsAreBothNamed() throws Exception {
    present(Present.One.class, Present.Twin.class);

    assertThatExceptionOfType(NoBackend.class)
        .isThrownBy(() -> NetworkProvider.found(loader))
        .withMessageStartingWith("Two backends claim the scheme 'one': ")
        .withMessageContaining(Present.One.class.getName())
        .withMessageContaining(Present.Twin.class.getName())
        .withMessageEndingWith("What to do: remove one of the jars.");
  }

  @Test
  void aProviderThatThrowsCannotBeLoaded() throws Exception {
    present(Present.One.class, Present.Broken.class);

    assertThatNothingLoads(Present.Broken.class.getName());
  }

  @Test
  void aProviderThatIsMissingFromItsJarCannotBeLoaded() throws Exception {
    present("sotto.gone.Provider");

    assertThatNothingLoads("sotto.gone.Provider");
  }

  @Test
  void aProviderOfAnotherTypeCannotBeLoaded() throws Exception {
    present(AddressTest.class);

    assertThatNothingLoads(AddressTest.class.getName());
  }

  /// As of a jar that was built for a newer Java, or is damaged.
  @Test
  void aProviderThatTheVirtualMachineRefusesCannotBeLoaded() throws Exception {
    Files.createDirectories(jars.resolve("damaged"));
    Files.write(jars.resolve("damaged/Provider.class"), new byte[100]);
    present("damaged.Provider");

    assertThatNothingLoads("damaged/Provider");
  }

  /// As of a jar that was built for an older SPI, whose methods had other names.
  @Test
  void aProviderWithoutTheMethodsOfThisVersionCannotBeLoaded() throws Exception {
    present(Present.Old.class);

    assertThatNothingLoads("scheme");
  }

  private void assertThatNothingLoads(String named) {
    assertThatExceptionOfType(NoBackend.class)
        .isThrownBy(() -> NetworkProvider.found(loader))
        .withMessageStartingWith("A backend's jar is on the class path but cannot be loaded: ")
        .withMessageContaining(named)
        .withMessageEndingWith(
            "What to do: remove the jar, or use one built for this version of Sotto.")
        .satisfies(e -> assertThat(e.getCause()).isNotNull());
  }

  private void present(Class<?>... providers) throws Exception {
    present(List.of(providers).stream().map(Class::getName).toArray(String[]::new));
  }

  private void present(String... providers) throws Exception {
    Files.write(
        jars.resolve("META-INF/services/" + NetworkProvider.class.getName()), List.of(providers));
  }
}
