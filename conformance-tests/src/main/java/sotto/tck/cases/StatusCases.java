package sotto.tck.cases;

import sotto.tck.engine.Group;

/// Opening, closing, and what a network says of itself meanwhile.
@Group(number = 4, title = "Lifecycle and status")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class StatusCases {}
