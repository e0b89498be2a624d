package sotto.gates;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Conditions on what a single class looks like.
final class Shape {

  /// Types that remember, even in a final field.
  private static final Pattern MUTABLE =
      Pattern.compile(
          "java\\.util\\.(Array|Linked|Hash|Tree|Priority|Weak|Identity)[A-Za-z]*(List|Map|Set|Queue"
              + "|Deque)|java\\.util\\.concurrent\\.(Concurrent|Copy|.*Queue|.*Deque|Semaphore"
              + "|CountDown|atomic|locks).*|java\\.lang\\.(ThreadLocal|StringBuilder)");

  /// Static state that cannot be avoided, with the reason why.
  private static final Map<String, String> EXCUSED =
      Map.of("sotto.tck.engine.DnsTrap", "the platform has one name resolver for the process");

  private Shape() {}

  static ArchCondition<JavaClass> haveNoStaticState() {
    return each(
        "have no static state",
        type ->
            type.getFields().stream()
                .filter(Shape::isStaticState)
                .filter(field -> !EXCUSED.containsKey(field.getOwner().getName()))
                .map(JavaField::getFullName));
  }

  static ArchCondition<JavaClass> beNamed(Pattern names) {
    return new ArchCondition<>("have a name like " + names) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var hit = names.matcher(type.getSimpleName()).matches();
        events.add(new SimpleConditionEvent(type, hit, type.getName()));
      }
    };
  }

  /// An accessor is named for what it gives: `name()`, not `getName()`.
  static ArchCondition<JavaClass> haveNoGetters() {
    return each(
        "have no getters",
        type ->
            type.getMethods().stream()
                .filter(method -> method.getName().matches("get[A-Z].*"))
                .filter(method -> method.getRawParameterTypes().isEmpty())
                .filter(Predicate.not(Shape::isInherited))
                .map(JavaMethod::getFullName));
  }

  /// Whoever writes to a log may not have an address, a key or a secret in the clear at hand.
  static ArchCondition<JavaClass> notLogWhereTheyReveal(Pattern reveals) {
    return each(
        "not log where they reveal",
        type ->
            type.getCodeUnits().stream()
                .filter(unit -> calls(unit, Pattern.compile("org\\.slf4j\\..*")))
                .filter(unit -> calls(unit, reveals))
                .map(JavaCodeUnit::getFullName));
  }

  private static boolean calls(JavaCodeUnit unit, Pattern members) {
    return Stream.concat(
            unit.getMethodCallsFromSelf().stream(), unit.getMethodReferencesFromSelf().stream())
        .anyMatch(
            call ->
                members
                    .matcher(call.getTargetOwner().getName() + "." + call.getTarget().getName())
                    .matches());
  }

  private static boolean isStaticState(JavaField field) {
    var modifiers = field.getModifiers();
    if (!modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.SYNTHETIC)) {
      return false;
    }
    return !modifiers.contains(JavaModifier.FINAL)
        || MUTABLE.matcher(field.getRawType().getName()).matches();
  }

  private static boolean isInherited(JavaMethod method) {
    return Stream.concat(
            method.getOwner().getAllRawSuperclasses().stream(),
            method.getOwner().getAllRawInterfaces().stream())
        .anyMatch(type -> type.tryGetMethod(method.getName()).isPresent());
  }

  private static ArchCondition<JavaClass> each(
      String description, java.util.function.Function<JavaClass, Stream<String>> problems) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        problems
            .apply(type)
            .forEach(problem -> events.add(SimpleConditionEvent.violated(type, problem)));
      }
    };
  }
}
