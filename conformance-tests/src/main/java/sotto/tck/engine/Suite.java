package sotto.tck.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import sotto.tck.Case;
import sotto.tck.cases.AddressCases;
import sotto.tck.cases.CancelCases;
import sotto.tck.cases.DaemonCases;
import sotto.tck.cases.DeadlineCases;
import sotto.tck.cases.DialCases;
import sotto.tck.cases.EndToEndCases;
import sotto.tck.cases.HoldingCases;
import sotto.tck.cases.IsolationCases;
import sotto.tck.cases.KeyCases;
import sotto.tck.cases.LeakCases;
import sotto.tck.cases.LinkCases;
import sotto.tck.cases.LinkEndCases;
import sotto.tck.cases.ListenCases;
import sotto.tck.cases.ProofCases;
import sotto.tck.cases.ProviderCases;
import sotto.tck.cases.RecoveryCases;
import sotto.tck.cases.ResourceCases;
import sotto.tck.cases.SourceCases;
import sotto.tck.cases.StatusCases;
import sotto.tck.cases.TellingCases;
import sotto.tck.cases.TraitCases;

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
