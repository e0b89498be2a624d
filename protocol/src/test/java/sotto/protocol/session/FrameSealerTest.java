package sotto.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static sotto.protocol.session.Pair.message;
import static sotto.protocol.session.Pair.random;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;

/// How long a batch is on the wire.
final class FrameSealerTest {

  private final FrameSealer sealer = new FrameSealer(Hash.sha256(Bytes.EMPTY));

  @ParameterizedTest
  @CsvSource({
    "1, 488",
    "465, 488",
    "466, 976",
    "953, 976",
    "954, 1464",
    "1421, 1464",
    "1422, 1952",
    "1929, 1952",
    "1930, 2440",
    "2200, 2440",
    "7785, 7808",
    "7786, 8296",
    "30000, 31232",
    "62441, 62464",
    "62442, 62952",
    "69632, 70272"
  })
  void aBatchTakesFewAndFittingFrames(int size, int onWire) throws Exception {
    assertThat(onWire(message(random(1), size))).isEqualTo(onWire);
  }

  @Test
  void aBatchIsNeverPaddedByMuchMoreThanAThirdBeyondFourCells() throws Exception {
    var lengths = new ArrayList<Integer>();
    for (var size = 1; size <= Session.MESSAGE_MAX; size += 13) {
      var wire = onWire(message(random(1), size));
      lengths.add(wire);
      if (size > 4 * 488) {
        assertThat((double) wire / size).isLessThan(1.36);
      }
    }
    assertThat(lengths.stream().distinct().count()).isLessThanOrEqualTo(40);
  }

  private int onWire(Bytes message) throws SessionException {
    sealer.start(List.of(message));
    return sealer.next(new byte[Scratch.SIZE]);
  }
}
