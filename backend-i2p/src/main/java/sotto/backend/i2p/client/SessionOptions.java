package sotto.backend.i2p.client;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import net.i2p.data.Base64;
import sotto.backend.i2p.destination.I2pKey;

/// What a router and the library are to know about a session.
///
/// @param tuning its tunnels
/// @param listens whether peers look it up; a lease set that nobody looks up is not published
public record SessionOptions(Tuning tuning, boolean listens) {

  /// How long a stream may be silent before the library asks the peer whether it is still there.
  private static final int SILENCE_MAX_MILLIS = 60_000;

  /// How often a packet is sent again before the stream is given up: about two minutes.
  private static final int RESENDS_MAX = 6;

  /// How long the first packet waits for an answer before it is sent again; afterwards what was
  /// measured counts. The library's 9 seconds make one lost packet the whole of a dial's time.
  private static final int FIRST_WAIT_MILLIS = 3_000;

  /// Returns them in the words of I2CP and of the streaming library.
  ///
  /// @param key the destination's
  Map<String, String> properties(I2pKey key) {
    var all = new TreeMap<String, String>();
    for (var way : new String[] {"inbound", "outbound"}) {
      all.put(way + ".length", Integer.toString(tuning.length()));
      all.put(way + ".lengthVariance", "0");
      all.put(way + ".quantity", Integer.toString(tuning.quantity()));
      all.put(way + ".nickname", "sotto");
      if (tuning.length() == 0) {
        all.put(way + ".allowZeroHop", "true");
      }
    }
    all.put("i2cp.leaseSetType", "3");
    all.put("i2cp.leaseSetEncType", "4");
    all.put("i2cp.leaseSetPrivateKey", encryption(key));
    all.put("i2cp.dontPublishLeaseSet", Boolean.toString(!listens));
    all.put("i2cp.messageReliability", "none");
    all.put("i2cp.fastReceive", "true");
    // What is sent is encrypted above, and does not get shorter.
    all.put("i2cp.gzip", "false");
    all.put("i2p.streaming.answerPings", "false");
    all.put("i2p.streaming.inactivityTimeout", Integer.toString(SILENCE_MAX_MILLIS));
    all.put("i2p.streaming.initialRTO", Integer.toString(FIRST_WAIT_MILLIS));
    all.put("i2p.streaming.maxResends", Integer.toString(RESENDS_MAX));
    return all;
  }

  private static String encryption(I2pKey key) {
    var bytes = key.encryption();
    try {
      return "ECIES_X25519:" + Base64.encode(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
