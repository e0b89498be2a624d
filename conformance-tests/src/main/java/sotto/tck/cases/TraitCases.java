package sotto.tck.cases;

import sotto.tck.engine.Group;

/// What is declared is kept, and what is kept is declared.
@Group(number = 14, title = "Traits, facets, hints")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class TraitCases {}
