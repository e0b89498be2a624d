/// A private Tor network on loopback, made of real tor processes: an authority, relays and clients.
///
/// ```text
/// TorTestnet.start ─→ Keeper      a namespace with only lo; ends everything when this process ends
///                  ─→ Authority   fresh keys, and the line that binds every tor to this network
///                  ─→ Bootstrap   authority and relays ─ descriptors ─ consensus ─ clients at 100 %
///                        │
///        TorNetwork ←────┴────→ TorUnderTest → the suite
///   (JUnit extension)                │
///                                    └→ TorFaults: kill, stop, unplug
/// ```
///
/// Not here: a backend, and any tor that could reach the public network: see [Torrc].
package sotto.testnet.tor;
