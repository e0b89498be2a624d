package sotto.tck.engine;

/// The two kinds of thread that every blocking case runs on.
public enum Kind {
  /// One of the operating system's.
  PLATFORM,
  /// One of the JVM's.
  VIRTUAL;

  /// Returns a thread of this kind that has not been started.
  Thread unstarted(String name, Runnable body) {
    return switch (this) {
      case PLATFORM -> Thread.ofPlatform().daemon().name(name).unstarted(body);
      case VIRTUAL -> Thread.ofVirtual().name(name).unstarted(body);
    };
  }
}
