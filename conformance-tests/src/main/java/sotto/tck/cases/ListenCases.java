package sotto.tck.cases;

import sotto.tck.engine.Group;

/// Listening, and what may be claimed about it.
@Group(number = 5, title = "Listen, publish, reachability")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class ListenCases {}
