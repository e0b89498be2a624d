package sotto.backend.i2p.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import net.i2p.client.I2PSession;
import net.i2p.client.I2PSessionMuxedListener;

/// A session for the streaming library, whose sending an interrupt does not spoil.
///
/// A thread that is interrupted while it sends cannot put its packet into the queue for the router;
/// the library takes that for a session that is dead, ends the stream, and forgets the interrupt.
/// Here the packet is sent first, and the thread finds its interrupt at its next wait (L5).
final class Shield implements InvocationHandler {

  private static final String SEND = "sendMessage";
  private static final String LISTEN = "addMuxedSessionListener";

  private final I2PSession session;

  private Shield(I2PSession session) {
    this.session = session;
  }

  /// Returns a session that passes everything on.
  static I2PSession of(I2PSession session) {
    return (I2PSession)
        Proxy.newProxyInstance(
            Shield.class.getClassLoader(), new Class<?>[] {I2PSession.class}, new Shield(session));
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case SEND -> sent(method, arguments);
      case LISTEN -> {
        // Streams that peers begin send through the session that their first packet names.
        arguments[0] = new Relay((I2PSession) self, (I2PSessionMuxedListener) arguments[0]);
        yield passed(method, arguments);
      }
      default -> passed(method, arguments);
    };
  }

  private Object sent(Method method, Object[] arguments) throws Throwable {
    var interrupted = Thread.interrupted();
    try {
      return passed(method, arguments);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Object passed(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(session, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /// Tells a listener of another session than the one that tells it.
  ///
  /// @param session which
  /// @param listener whom
  private record Relay(I2PSession session, I2PSessionMuxedListener listener)
      implements I2PSessionMuxedListener {

    @Override
    public void messageAvailable(I2PSession from, int id, long size) {
      listener.messageAvailable(session, id, size);
    }

    @Override
    public void messageAvailable(
        I2PSession from, int id, long size, int protocol, int fromPort, int toPort) {
      listener.messageAvailable(session, id, size, protocol, fromPort, toPort);
    }

    @Override
    public void reportAbuse(I2PSession from, int severity) {
      listener.reportAbuse(session, severity);
    }

    @Override
    public void disconnected(I2PSession from) {
      listener.disconnected(session);
    }

    @Override
    public void errorOccurred(I2PSession from, String message, Throwable error) {
      listener.errorOccurred(session, message, error);
    }
  }
}
