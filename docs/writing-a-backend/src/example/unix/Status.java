package example.unix;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The newest status, and a place to wait for a newer one.
final class Status<T> {

  private T value;

  Status(T first) {
    value = first;
  }

  synchronized T now() {
    return value;
  }

  synchronized void set(UnaryOperator<T> change) {
    value = change.apply(value);
    notifyAll();
  }

  synchronized T await(Predicate<T> wanted, Wait wait) throws InterruptedException {
    while (!wanted.test(value) && !wait.isOver()) {
      wait(wait.millisLeft());
    }
    return value;
  }
}
