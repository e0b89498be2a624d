package sotto.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the numbered rules of the SPI that a case tests, such as `N1` or `D3`.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rule {

  /// Returns the rules' numbers, as the SPI's documentation prints them.
  ///
  /// @return the numbers
  String[] value();
}
