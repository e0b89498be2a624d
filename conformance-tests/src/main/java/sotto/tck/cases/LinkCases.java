package sotto.tck.cases;

import sotto.tck.engine.Group;

/// Bytes on a link, and its end.
@Group(number = 8, title = "Link I/O")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class LinkCases {}
