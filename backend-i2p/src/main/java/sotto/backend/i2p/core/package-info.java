/// Carries links over I2P: destinations that are kept up at a router, dials from them, and what is
/// known of how all that goes.
///
/// ```text
///   router ──▶ Keeper ──▶ network's status
///                │ is it there
///   listen ──▶ Home ───▶ Tenant ──session──▶ streams ──▶ MediumListener ──▶ its status
///   dial ────▶ Dialler ─▶ Caller: the shared Tenant, a Home, or a Transient
/// ```
///
/// Not here: what is said to a router, and how one is found or started.
package sotto.backend.i2p.core;
