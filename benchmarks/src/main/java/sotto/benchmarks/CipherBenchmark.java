package sotto.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// How fast is the cipher alone? The measure for [SessionBenchmark].
///
/// One operation seals and opens 64 KiB in pieces with the JDK's ChaCha20-Poly1305, reusing
/// everything that can be reused.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(jvmArgsAppend = "-XX:+UseSerialGC")
public class CipherBenchmark {

  private static final int MOVED = 64 * 1024;
  private static final int TAG = 16;

  /// How long each piece is, in bytes.
  @Param({"1024", "16384", "65536"})
  public int piece;

  private final SecretKeySpec key = new SecretKeySpec(new byte[32], "ChaCha20");
  private final Cipher sealer = cipher();
  private final Cipher opener = cipher();
  private final byte[] plain = new byte[MOVED];
  private final byte[] sealed = new byte[MOVED + TAG];
  private long nonce;

  /// Makes one for another benchmark to compare itself with.
  static CipherBenchmark ofPieces(int size) {
    var benchmark = new CipherBenchmark();
    benchmark.piece = size;
    return benchmark;
  }

  /// Seals and opens 64 KiB.
  @Benchmark
  public byte[] sealAndOpen64KiB() throws GeneralSecurityException {
    for (var at = 0; at < MOVED; at += piece) {
      var iv = new IvParameterSpec(ByteBuffer.allocate(12).putInt(0).putLong(nonce++).array());
      sealer.init(Cipher.ENCRYPT_MODE, key, iv);
      var length = sealer.doFinal(plain, at, piece, sealed, 0);
      opener.init(Cipher.DECRYPT_MODE, key, iv);
      opener.doFinal(sealed, 0, length, plain, at);
    }
    return plain;
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance("ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 has it", e);
    }
  }
}
