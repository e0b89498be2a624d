/// TEST ONLY, no anonymity: the backend for this machine's own loopback.
///
/// ```text
///   LoopbackProvider ──▶ tcp      real TCP on 127.0.0.1, between processes
///   Fabric.provider ───▶ fabric   in this process: personalities, virtual time, faults
///                          both ──▶ core: keys, status, backlogs, pipes
/// ```
///
/// Not here: anything to hide behind. Whoever can look at this machine sees who talks to whom.
package sotto.backend.loopback;
