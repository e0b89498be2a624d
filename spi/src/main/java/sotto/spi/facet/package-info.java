/// What some networks can do and others cannot, each a small interface that
/// [sotto.spi.Network#facet] may answer.
///
/// Not here: anything that a program needs in order to run. A facet that is absent costs comfort or
/// privacy, never function.
package sotto.spi.facet;
