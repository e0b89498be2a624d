package sotto.tck.cases;

import sotto.tck.engine.Group;

/// The daemon dies, hangs or lies, and comes back.
@Group(number = 11, title = "Daemon failure and recovery")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class RecoveryCases {}
