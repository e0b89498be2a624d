/// The backend on private networks of real tors: the whole suite, strangers as peers, and what the
/// backend costs compared with a raw stream.
///
/// Not here: what only a scripted tor can do, see [sotto.backend.tor.fake].
package sotto.backend.tor.real;
