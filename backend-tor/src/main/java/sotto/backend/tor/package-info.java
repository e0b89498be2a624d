/// The Tor backend as a whole: what it promises, and how it is opened.
///
/// Not here: how to talk to a tor.
package sotto.backend.tor;
