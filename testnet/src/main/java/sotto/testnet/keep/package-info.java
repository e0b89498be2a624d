/// What every private network needs, whichever it is: a place that nothing leaves and that ends
/// with us, programs to run there, and patience.
///
/// ```text
///   Keeper.start ─→ a namespace with only lo, a directory, an end       Tool      run a program
///                                                                       Deadline  wait for something
/// ```
///
/// Not here: anything about one network.
package sotto.testnet.keep;
