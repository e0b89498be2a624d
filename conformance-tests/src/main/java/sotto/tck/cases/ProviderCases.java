package sotto.tck.cases;

import sotto.tck.engine.Group;

/// Backends as they are found, before anything is opened.
@Group(number = 1, title = "Provider and discovery")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class ProviderCases {}
