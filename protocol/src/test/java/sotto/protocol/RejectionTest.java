package sotto.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sotto.protocol.node.Cause;

class RejectionTest {

  @Test
  void everyCauseInsideHasItsNameOutside() {
    assertThat(Stream.of(Rejection.values()).map(Enum::name))
        .containsExactlyElementsOf(Stream.of(Cause.values()).map(Enum::name).toList());
  }
}
