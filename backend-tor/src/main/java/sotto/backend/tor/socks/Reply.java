package sotto.backend.tor.socks;

import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;

/// What tor answered to a request to connect, and whose fault that is.
///
/// Codes below `F0` are RFC 1928's; tor gives them for the reasons in its `tor-spec`, section
/// "Closing streams". Those from `F0` are tor's extended errors (`socks-extensions`, section
/// "Extended error codes").
enum Reply {
  CONNECTED(0x00),
  GENERAL(0x01),
  NOT_ALLOWED(0x02),
  NET_UNREACHABLE(0x03),
  HOST_UNREACHABLE(0x04),
  REFUSED(0x05),
  EXPIRED(0x06),
  DESCRIPTOR_NOT_FOUND(0xf0),
  DESCRIPTOR_INVALID(0xf1),
  INTRODUCTION_FAILED(0xf2),
  RENDEZVOUS_FAILED(0xf3),
  AUTHORIZATION_MISSING(0xf4),
  AUTHORIZATION_WRONG(0xf5),
  BAD_ADDRESS(0xf6),
  INTRODUCTION_TIMED_OUT(0xf7),
  /// Anything else.
  UNKNOWN(0xff);

  private final int code;

  Reply(int code) {
    this.code = code;
  }

  static Reply of(int code) {
    for (var reply : values()) {
      if (reply.code == code) {
        return reply;
      }
    }
    return UNKNOWN;
  }

  /// Returns what a failed dial throws.
  NetworkException failure() {
    return switch (this) {
      case DESCRIPTOR_NOT_FOUND ->
          new PeerUnreachable(
              Reason.NOT_FOUND,
              "No descriptor of this onion service is published. What to do: check the address, or"
                  + " try later; a service that has just started needs some seconds.");
      case DESCRIPTOR_INVALID ->
          new PeerUnreachable(
              Reason.AWAY, "The onion service's descriptor cannot be used. What to do: try later.");
      // The general ones too: measured, tor gives them when the service's end broke off. When it
      // has
      // no circuits of its own it does not answer at all.
      case INTRODUCTION_FAILED,
          RENDEZVOUS_FAILED,
          INTRODUCTION_TIMED_OUT,
          EXPIRED,
          GENERAL,
          HOST_UNREACHABLE ->
          new PeerUnreachable(
              Reason.AWAY,
              "The onion service is published and does not answer. What to do: try later.");
      case AUTHORIZATION_MISSING ->
          new PeerUnreachable(
              Reason.REQUIRES_AUTH,
              "The onion service admits only callers with a key. What to do: ask its owner for"
                  + " one.");
      case AUTHORIZATION_WRONG ->
          new PeerUnreachable(
              Reason.REQUIRES_AUTH,
              "The onion service does not admit our key. What to do: ask its owner for another.");
      case REFUSED ->
          new PeerUnreachable(
              Reason.REFUSED,
              "Nothing listens at this port of the onion service. What to do: check the port.");
      case BAD_ADDRESS ->
          new AddressRejected(
              Reason.MALFORMED, "Tor refuses this address. What to do: ask for it again.");
      case NOT_ALLOWED ->
          new LimitReached("Tor does not open more streams. What to do: close links.");
      case NET_UNREACHABLE, UNKNOWN ->
          new NetworkDown(
              Reason.NO_ROUTE, "Tor finds no way to the onion service. What to do: try again.");
      case CONNECTED ->
          new DialTimeout("Tor connected, and yet it did not. What to do: try again.");
    };
  }
}
