package sotto.tck.cases;

import sotto.tck.engine.Group;

/// What an address looks like, offline.
@Group(number = 2, title = "Addresses")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class AddressCases {}
