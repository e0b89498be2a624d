package sotto.tck.cases;

import sotto.tck.engine.Group;

/// Two implementations of one network, and the suite itself.
@Group(number = 15, title = "Cross-implementation and end to end")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class EndToEndCases {}
