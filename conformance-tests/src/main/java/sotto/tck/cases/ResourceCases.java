package sotto.tck.cases;

import sotto.tck.engine.Group;

/// Many at once, and many one after the other.
@Group(number = 13, title = "Concurrency and resources")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class ResourceCases {}
