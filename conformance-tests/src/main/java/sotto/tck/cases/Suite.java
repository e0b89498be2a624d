package sotto.tck.cases;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import sotto.tck.Case;
import sotto.tck.engine.CaseSpec;
import sotto.tck.engine.Group;

/// All cases there are, in the order of their numbers.
public final class Suite {

  /// The groups. A new group is one line here.
  private static final List<Class<?>> GROUPS =
      List.of(
          ProviderCases.class,
          AddressCases.class,
          KeyCases.class,
          StatusCases.class,
          ListenCases.class,
          DialCases.class,
          DeadlineCases.class,
          CancelCases.class,
          LinkCases.class,
          LinkEndCases.class,
          SourceCases.class,
          ProofCases.class,
          IsolationCases.class,
          RecoveryCases.class,
          DaemonCases.class,
          LeakCases.class,
          TellingCases.class,
          ResourceCases.class,
          HoldingCases.class,
          TraitCases.class,
          EndToEndCases.class);

  private Suite() {}

  /// Returns all cases.
  public static List<CaseSpec> cases() {
    return GROUPS.stream()
        .flatMap(Suite::casesOf)
        .sorted(Comparator.comparingInt(CaseSpec::number))
        .toList();
  }

  private static Stream<CaseSpec> casesOf(Class<?> type) {
    var group = type.getAnnotation(Group.class);
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Case.class))
        .map(method -> CaseSpec.of(group, method));
  }
}
