package sotto.node.control;

/// What came over the control socket is not what should.
public final class Malformed extends Exception {

  private static final long serialVersionUID = 1;

  /// Says what is wrong with it, as the rest of a sentence that begins with "it".
  public Malformed(String why) {
    super(why);
  }
}
