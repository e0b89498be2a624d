/// Effects into something that survives.
///
/// ```text
///   Keep, Forget ──▶ Store.commit ──▶ disk ──▶ Store.index, Store.item
/// ```
///
/// [sotto.protocol.store.Store] is the promise, [sotto.protocol.store.SqliteStore] keeps it in one
/// SQLite database that people can look into with `sqlite3`.
///
/// Not here: what is worth keeping and for how long, which machines decide.
package sotto.protocol.store;
