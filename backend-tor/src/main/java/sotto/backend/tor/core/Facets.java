package sotto.backend.tor.core;

import sotto.spi.facet.Beacon;
import sotto.spi.facet.ClientAuthorization;
import sotto.spi.facet.PresenceProbe;

/// What tor can do beyond the rules.
///
/// @param authorization lets a listener admit only callers with a key
/// @param presence looks addresses up
/// @param beacon the shared random value
record Facets(ClientAuthorization authorization, PresenceProbe presence, Beacon beacon) {}
