package sotto.backend.i2p.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import net.i2p.client.I2PSession;
import net.i2p.client.I2PSessionException;
import net.i2p.client.I2PSessionMuxedListener;
import net.i2p.data.Destination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sotto.tck.Rule;

class ShieldTest {

  private final List<Boolean> interruptedWhileSending = new ArrayList<>();
  private final List<I2PSessionMuxedListener> listeners = new ArrayList<>();
  private boolean fails;

  private final I2PSession session = Shield.of(library());

  @AfterEach
  void forget() {
    Thread.interrupted();
  }

  @Test
  @Rule("L5")
  void anInterruptedThreadSendsAndIsStillInterrupted() throws Exception {
    Thread.currentThread().interrupt();

    session.sendMessage(new Destination(), new byte[1]);

    assertThat(interruptedWhileSending).containsExactly(false);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aThreadThatIsNotInterruptedStaysSo() throws Exception {
    session.sendMessage(new Destination(), new byte[1]);

    assertThat(interruptedWhileSending).containsExactly(false);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whatTheLibraryThrowsIsThrown() {
    fails = true;

    assertThatThrownBy(() -> session.sendMessage(new Destination(), new byte[1]))
        .isInstanceOf(I2PSessionException.class);
  }

  @Test
  void whatArrivesArrivesAtTheSessionThatSendsTheAnswer() {
    var heard = new ArrayList<Object>();
    session.addMuxedSessionListener(
        fake(I2PSessionMuxedListener.class, (_, _, arguments) -> heard.add(arguments[0])),
        I2PSession.PROTO_ANY,
        I2PSession.PORT_ANY);

    listeners.getFirst().messageAvailable(library(), 1, 1, 1, 1, 1);
    listeners.getFirst().disconnected(library());

    assertThat(heard).hasSize(2).allSatisfy(one -> assertThat(one).isSameAs(session));
  }

  private I2PSession library() {
    return fake(
        I2PSession.class,
        (_, method, arguments) ->
            method.getName().equals("sendMessage")
                ? send()
                : listeners.add((I2PSessionMuxedListener) arguments[0]));
  }

  private boolean send() throws I2PSessionException {
    interruptedWhileSending.add(Thread.currentThread().isInterrupted());
    if (fails) {
      throw new I2PSessionException("as expected");
    }
    return true;
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
