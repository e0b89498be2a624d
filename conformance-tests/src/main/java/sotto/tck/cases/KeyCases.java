package sotto.tck.cases;

import sotto.tck.engine.Group;

/// Keys, which belong to the application.
@Group(number = 3, title = "Identity and keys")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class KeyCases {}
