package sotto.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import sotto.spi.Trait;

/// Marks a method as a case of the suite. Its name is the case's name, its one parameter the bench.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Case {

  /// Returns the number, which never changes once it is published.
  ///
  /// @return 1 to 152
  int number();

  /// Returns how much a failure weighs.
  ///
  /// @return the level
  Level level() default Level.MUST;

  /// Returns the traits without which the case does not apply.
  ///
  /// @return the traits
  Trait[] gate() default {};

  /// Returns the faults that the backend under test must be able to inject.
  ///
  /// @return the faults
  Fault[] needs() default {};

  /// Tells whether the case belongs to level 1, which a new backend passes first.
  ///
  /// @return whether it does
  boolean core() default false;

  /// Tells whether the case makes calls that may block; such a case runs on a platform thread and
  /// again on a virtual one.
  ///
  /// @return whether it does
  boolean blocking() default true;

  /// Tells whether chance plays a part, so that a pass is evidence and not proof.
  ///
  /// @return whether it does
  boolean stochastic() default false;

  /// Tells whether a quick run leaves the case out.
  ///
  /// @return whether it does
  boolean slow() default false;
}
