package sotto.tck.cases;

import sotto.tck.engine.Group;

/// Whom we are for the network.
@Group(number = 10, title = "Isolation")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class IsolationCases {}
