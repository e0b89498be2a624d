package sotto.tck.cases;

import sotto.tck.engine.Group;

/// Who is at the far end, and how that is proved.
@Group(number = 9, title = "Source address and proofs")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class SourceCases {}
