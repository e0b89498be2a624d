package sotto.backend.tor.fake;

import java.util.Arrays;

/// What tor answers to a request to connect (RFC 1928; the higher ones from tor's proposal 304).
enum SocksReply {
  OPEN(0x00),
  FAILED(0x01),
  REFUSED(0x05),
  TIMED_OUT(0x06),
  UNKNOWN_COMMAND(0x07),
  NOT_FOUND(0xf0),
  INTRODUCTION_FAILED(0xf2),
  MISSING_AUTH(0xf4),
  WRONG_AUTH(0xf5),
  BAD_ADDRESS(0xf6);

  private static final int LONG = 22;
  private static final int SHORT = 10;

  private final int code;

  SocksReply(int code) {
    this.code = code;
  }

  /// The reply to a request that was understood: a version 6 address without value.
  byte[] bytes() {
    return bytes(code);
  }

  /// The same with a code of its own.
  static byte[] bytes(int code) {
    return Arrays.copyOf(new byte[] {5, (byte) code, 0, 4}, LONG);
  }

  /// The reply to one that was not: a version 4 address without value.
  byte[] brief() {
    return Arrays.copyOf(new byte[] {5, (byte) code, 0, 1}, SHORT);
  }
}
