package sotto.tck.cases;

import sotto.tck.engine.Group;

/// What must never leave the process.
@Group(number = 12, title = "Security and leaks")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class LeakCases {}
