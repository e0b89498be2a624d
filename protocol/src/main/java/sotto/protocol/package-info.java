/// A node: be a peer, publish items, read what others publish, without knowing which network
/// carries it.
///
/// ```text
///   NodeConfig ──▶ Node.start ──▶ Node ──▶ publish ──▶ ItemId
///                                  ├────▶ feed ─────▶ Feed ──▶ Delivery
///                                  └────▶ status ───▶ NodeStatus
/// ```
///
/// Start with [Node]. Every value here is immutable; every object is safe for use by any number of
/// threads; every call that waits ends at its deadline, when its thread is interrupted, or when the
/// node is closed.
///
/// Not here: how any of it is done. That is in the packages below, which are not exported.
package sotto.protocol;
