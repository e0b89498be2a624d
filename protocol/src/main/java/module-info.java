import org.jspecify.annotations.NullMarked;

/// Sessions, flooding and what grows on them, the same on every network.
///
/// One package is exported: the small public API. Inside, bytes come in at the rim (`session`,
/// `node`, `store`), meaning lives in the middle (`flood`, `peers`), and nothing in the middle
/// knows the time.
@NullMarked
module sotto.protocol {
  requires static org.jspecify;
  requires transitive sotto.spi;
  requires com.google.protobuf;
  requires java.sql;
  requires org.bouncycastle.provider;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;

  // A node: be a peer, publish items, read what others publish.
  exports sotto.protocol;
}
