/// How fast the hot paths are, each benchmark with the question that it answers.
///
/// On the class path and without a module of its own, because benchmarks reach into packages that
/// `sotto.protocol` keeps to itself, and JMH starts forks of one jar.
///
/// Not here: tests. A benchmark that nobody decides by is deleted.
@NullMarked
package sotto.benchmarks;

import org.jspecify.annotations.NullMarked;
