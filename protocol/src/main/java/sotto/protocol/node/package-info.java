/// A node, composed: links become sessions, messages become events, effects become messages and
/// durable items.
///
/// ```text
///   Carrier ──▶ link ──▶ Sessions ──▶ reader ──▶ NodeEvent ──▶ NodeMachine
///      ▲                    ▲                                     │ NodeEffect
///      └──── dial ──────────┴──── outbox ◀──── Performer ◀────────┘
///                                                  └──▶ Store
/// ```
///
/// `NodeMachine` introduces the services to one another and is as pure as they are; everything else
/// here is rim, with threads, clocks and files.
///
/// Not here: what a service does, what a frame looks like, and anything about one network.
package sotto.protocol.node;
