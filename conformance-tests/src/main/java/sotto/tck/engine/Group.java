package sotto.tck.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a class whose methods are the cases of one group.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Group {

  /// Returns the group's number, from 1.
  int number();

  /// Returns what its cases are about.
  String title();
}
