package sotto.tck.engine;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import sotto.spi.Trait;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Level;
import sotto.tck.Rule;

/// One case as its annotations describe it.
///
/// @param number 1 to 152
/// @param group the number of its group
/// @param groupTitle what the group is about
/// @param name the case's name
/// @param level how much a failure weighs
/// @param core whether it belongs to level 1
/// @param blocking whether it runs on both kinds of thread
/// @param stochastic whether chance plays a part
/// @param slow whether a quick run leaves it out
/// @param gate the traits without which it does not apply
/// @param needs the faults without which it is not run
/// @param rules the rules that it tests
/// @param method what runs it
public record CaseSpec(
    int number,
    int group,
    String groupTitle,
    String name,
    Level level,
    boolean core,
    boolean blocking,
    boolean stochastic,
    boolean slow,
    Set<Trait> gate,
    Set<Fault> needs,
    List<String> rules,
    Method method) {

  public static CaseSpec of(Group group, Method method) {
    var marks = method.getAnnotation(Case.class);
    var rule = method.getAnnotation(Rule.class);
    return new CaseSpec(
        marks.number(),
        group.number(),
        group.title(),
        method.getName(),
        marks.level(),
        marks.core(),
        marks.blocking(),
        marks.stochastic(),
        marks.slow(),
        Set.of(marks.gate()),
        Set.of(marks.needs()),
        rule == null ? List.of() : List.of(rule.value()),
        method);
  }

  /// Returns the kinds of thread that the case runs on.
  public List<Kind> kinds() {
    return blocking ? List.of(Kind.PLATFORM, Kind.VIRTUAL) : List.of(Kind.PLATFORM);
  }

  /// Tells whether a selection such as `54`, `G6` or `L3` means this case.
  public boolean matches(String selection) {
    return selection.equals(String.valueOf(number))
        || selection.equalsIgnoreCase("G" + group)
        || selection.equals(name)
        || rules.stream().anyMatch(selection::equalsIgnoreCase);
  }

  void run(Bench bench) throws ReflectiveOperationException {
    var constructor = method.getDeclaringClass().getDeclaredConstructor();
    constructor.setAccessible(true);
    method.setAccessible(true);
    method.invoke(constructor.newInstance(), bench);
  }
}
