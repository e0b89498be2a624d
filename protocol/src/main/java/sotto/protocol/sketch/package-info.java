/// Set reconciliation: two nodes learn what one has and the other has not, for a price that depends
/// on the difference and not on the sets.
///
/// ```text
///   ids ──▶ ShortIds ──▶ Sketch ──▶ SymbolStream ──▶ pages of symbols ═══▶ Decoder ──▶ Difference
///                           └──────────────────────────(the other's own sketch)──▶┘
/// ```
///
/// Start with [sotto.protocol.sketch.Sketch]. It is the Rateless IBLT of Yang, Gilad and Alizadeh
/// (Practical Rateless Set Reconciliation, SIGCOMM 2024, arXiv 2402.02668): one endless row of
/// symbols, of which the other side takes as many as it turns out to need, about 1.4 for each
/// difference and never an estimate beforehand. A symbol takes some 17.3 bytes.
///
/// Not here: items, who asks whom and when, and what happens when the difference is too large for
/// the budget.
package sotto.protocol.sketch;
