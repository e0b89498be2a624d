package sotto.tck.cases;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.Trait;
import sotto.tck.Case;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;

/// Whom an accepted link comes from: proved by the network, or unknown.
@Group(number = 9, title = "Source address and proofs")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class SourceCases {

  private static final String LABEL = "a label";

  @Case(number = 92, core = true)
  @Rule("L11")
  void source_inboundRemoteIsAuthenticOrEmpty(Bench bench) throws Exception {
    var sources = Sources.on(bench);
    var victimNode = bench.network();
    var victim = bench.listen(victimNode);
    for (var isolation :
        List.of(Isolation.shared(), Isolation.labelled(LABEL), Isolation.fresh())) {
      var source = sources.sourceOf(isolation);
      if (source.isPresent()) {
        bench.addresses().check(source.get());
        Check.that(
            !source.equals(Optional.of(sources.listener().address()))
                && !source.equals(Optional.of(victim.address())),
            "a caller is shown as somebody else (L11)");
      }
    }
    claims(sources, victim.address().text().getBytes(US_ASCII), victim);
    claims(sources, victim.address().encode(), victim);
    impersonates(sources, new Pretender(victim.address()), victim);
    impersonates(sources, victim, victim);
  }

  /// A caller may say what it likes on the link; that is not the network's word.
  private static void claims(Sources sources, byte[] claim, Listener victim) throws Exception {
    var bench = sources.bench();
    var dialled = bench.dial(sources.near(), sources.listener().address());
    Streams.write(dialled, claim);
    try (dialled;
        var accepted = bench.accept(sources.listener())) {
      Check.equal(
          claim,
          Streams.read(accepted, claim.length, bench.patience().soon()),
          "the first bytes of a caller who claims an address in them");
      notShown(accepted, victim);
    }
  }

  /// A caller who wants to be shown as a listener that is not its own.
  private static void impersonates(Sources sources, Listener pretender, Listener victim)
      throws Exception {
    try (var dialled =
        sources
            .near()
            .dial(
                sources.listener().address(),
                Isolation.as(pretender),
                sources.bench().patience().dial())) {
      try (var accepted = sources.bench().accept(sources.listener())) {
        Streams.alive(dialled, accepted, sources.bench().patience().soon());
        notShown(accepted, victim);
      }
    } catch (NetworkException | IllegalArgumentException _) {
      // Refusing is right: the listener is none of this network's.
    }
  }

  private static void notShown(Link accepted, Listener victim) {
    Check.that(
        !accepted.remote().equals(Optional.of(victim.address())),
        "a caller is shown under an address that it merely claims (L11)");
  }

  /// A listener that says it has an address.
  ///
  /// @param address somebody else's
  private record Pretender(Address address) implements Listener {

    @Override
    public ListenerStatus status() {
      return new ListenerStatus(0, ListenerStatus.State.REACHABLE, 0, 0, "");
    }

    @Override
    public ListenerStatus awaitStatus(long after, Duration timeout) {
      return status();
    }

    @Override
    public Link accept() throws NetworkClosed {
      throw new NetworkClosed("Nothing arrives here.");
    }

    @Override
    public Optional<Link> accept(Duration timeout) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  @Case(number = 93, core = true)
  @Rule({"L11", "T1"})
  void source_presentIffTraitDeclared(Bench bench) throws Exception {
    var sources = Sources.on(bench);
    for (var isolation :
        List.of(Isolation.shared(), Isolation.labelled(LABEL), Isolation.fresh())) {
      try (var call = sources.call(isolation)) {
        Check.equal(
            Optional.of(sources.listener().address()),
            call.dialled().remote(),
            "the remote of a link that was dialled (L11)");
        Check.equal(
            sources.visible(),
            call.source().isPresent(),
            "whether a caller is shown, as SOURCE_VISIBLE says");
      }
    }
  }

  @Case(
      number = 94,
      gate = {Trait.DIAL_FROM_LISTENER, Trait.SOURCE_VISIBLE})
  @Rule({"I3", "L11"})
  void source_dialFromListenerShowsThatAddress(Bench bench) throws Exception {
    var sources = Sources.on(bench);
    var ours = bench.listen(sources.near());
    for (var i = 0; i < 2; i++) {
      Check.equal(
          Optional.of(ours.address()),
          sources.sourceOf(Isolation.as(ours)),
          "whom a dial from a listener shows");
    }
    ours.close();
    Check.fails(
        Exception.class,
        "dialling as a listener that was closed",
        () ->
            sources
                .near()
                .dial(sources.listener().address(), Isolation.as(ours), bench.patience().dial()));
    var back = sources.sourceOf(Isolation.shared());
    Check.that(!back.equals(Optional.of(ours.address())), "a dial shows a listener of ours (I3)");
  }

  @Case(number = 95)
  @Rule("I3")
  void source_defaultDialDoesNotShowListeningAddress(Bench bench) throws Exception {
    var sources = Sources.on(bench);
    var ours = new ArrayList<Address>();
    ours.add(bench.listen(sources.near()).address());
    if (bench.has(Trait.MULTI_LISTENER)) {
      ours.add(bench.listen(sources.near()).address());
    }
    var seen = sources.sourcesOf(Isolation.shared(), Isolation.labelled(LABEL), Isolation.fresh());
    for (var each : seen) {
      for (var own : ours) {
        Check.that(
            !each.withPort(Address.NO_PORT).equals(own.withPort(Address.NO_PORT)),
            "a dial that did not ask for it shows the address of a listener of ours (I3)");
      }
    }
  }
}
