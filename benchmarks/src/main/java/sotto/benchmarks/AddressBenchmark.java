package sotto.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import sotto.spi.Address;
import sotto.spi.NetworkException.AddressRejected;

/// What does an address cost that a peer sent us?
///
/// A list of 1,000 peer records holds up to 3,000 addresses and comes in over a link of about 1
/// MB/s, that is in 260 ms; parsing must not show beside it. Ten microseconds each would be 30 ms.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AddressBenchmark {

  private final Address address = address();
  private final String text = address.text();
  private final byte[] binary = address.encode();

  /// From text, as a person pastes it.
  @Benchmark
  public Address parse() throws AddressRejected {
    return Address.parse(text);
  }

  /// To text.
  @Benchmark
  public String text() {
    return address.text();
  }

  /// From binary, as a peer sends it.
  @Benchmark
  public Address decode() throws AddressRejected {
    return Address.decode(binary);
  }

  /// To binary.
  @Benchmark
  public byte[] encode() {
    return address.encode();
  }

  /// As a log shows it: a keyed hash.
  @Benchmark
  public String tag() {
    return address.toString();
  }

  private static Address address() {
    var id = new byte[35];
    new Random(1).nextBytes(id);
    return Address.of("tor", id).withPort(80);
  }
}
