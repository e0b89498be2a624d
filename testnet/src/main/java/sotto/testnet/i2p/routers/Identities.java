package sotto.testnet.i2p.routers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.i2p.data.DataFormatException;
import net.i2p.data.router.RouterInfo;

/// What routers say of themselves, in files, as every router stores it (I2P's specification of
/// common structures, RouterInfo).
final class Identities {

  private Identities() {}

  static RouterInfo read(Path file) throws IOException {
    var router = new RouterInfo();
    try {
      router.readBytes(new ByteArrayInputStream(Files.readAllBytes(file)), true);
    } catch (DataFormatException e) {
      throw new IOException("This file holds no router information.", e);
    }
    return router;
  }

  /// Writes a router's information into a directory, with the name that every router expects.
  static void write(RouterInfo router, Path directory) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      router.writeBytes(bytes);
    } catch (DataFormatException e) {
      throw new IOException("The router's own information cannot be written.", e);
    }
    var name = "routerInfo-" + router.getIdentity().getHash().toBase64() + ".dat";
    Files.write(directory.resolve(name), bytes.toByteArray());
  }
}
