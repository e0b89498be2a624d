/// A network inside one process that keeps every rule, and can be told to break one.
///
/// The suite tests itself with it: with no bug every case passes, and each bug is caught by the
/// cases named for it.
///
/// Not here: a backend for anybody's use. Nothing leaves the process, and nothing is anonymous.
package sotto.tck.memory;
