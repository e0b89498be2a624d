package sotto.backend.tor.fake;

/// A command has arguments that tor does not take; the message is the reply.
final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  Refused(String reply) {
    super(reply);
  }

  Reply reply() {
    return Reply.of(String.valueOf(getMessage()));
  }
}
