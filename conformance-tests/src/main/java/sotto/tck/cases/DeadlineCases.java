package sotto.tck.cases;

import sotto.tck.engine.Group;

/// Calls that must end: at their deadline, by an interrupt, or because something is closed.
@Group(number = 7, title = "Deadlines and cancellation")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class DeadlineCases {}
