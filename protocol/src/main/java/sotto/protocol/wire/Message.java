package sotto.protocol.wire;

import java.util.List;

/// What one message of a session says.
public sealed interface Message {

  /// The first message of each side: which version and which optional abilities it has.
  ///
  /// @param version the newest version of the protocol that the sender speaks, 1 to 65,535
  /// @param abilities a bit for each ability; unknown bits mean nothing
  record Hello(int version, long abilities) implements Message {

    /// The version that this code speaks.
    public static final int VERSION = 1;

    /// The highest version that can be said.
    public static final int VERSION_MAX = 65_535;

    /// Checks the range.
    ///
    /// @throws IllegalArgumentException if the version is out of range
    public Hello {
      if (version < 1 || version > VERSION_MAX) {
        throw new IllegalArgumentException("a version is 1 to " + VERSION_MAX);
      }
    }
  }

  /// Asks whether the peer is still there.
  ///
  /// @param nonce 64 bits that come back
  record Ping(long nonce) implements Message {}

  /// Answers a [Ping].
  ///
  /// @param nonce the ping's
  record Pong(long nonce) implements Message {}

  /// Brings an item.
  ///
  /// @param item the item, whose signature nobody has checked yet
  record Data(Item item) implements Message {}

  /// Names items that the sender keeps. A page is sent only after the page before it was answered.
  ///
  /// @param page which page of this session it is, from 1, without gaps
  /// @param ids 1 to [Limits#IDS_MAX]
  record Have(int page, List<ItemId> ids) implements Message {

    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if the page is not positive, or there are no ids or too
    ///   many
    public Have {
      if (page < 1 || ids.isEmpty() || ids.size() > Limits.IDS_MAX) {
        throw new IllegalArgumentException("a page counts from 1 and has 1 to 512 ids");
      }
      ids = List.copyOf(ids);
    }
  }

  /// Asks for items, which are sent in the order of asking; what the other side has not is left
  /// out.
  ///
  /// @param page which page this answers, or [#NO_PAGE]
  /// @param ids 0 to [Limits#IDS_MAX]
  record Want(int page, List<ItemId> ids) implements Message {

    /// What the page is of a request that answers none.
    public static final int NO_PAGE = 0;

    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if the page is negative, or there are too many ids
    public Want {
      if (page < NO_PAGE || ids.size() > Limits.IDS_MAX) {
        throw new IllegalArgumentException("a request has a page from 0 and at most 512 ids");
      }
      ids = List.copyOf(ids);
    }
  }

  /// The last message of a side that closes on purpose.
  ///
  /// @param why why it closes
  record Goodbye(Why why) implements Message {

    /// Why a session ends.
    public enum Why {
      /// The sender did not say, or said something that this version does not know.
      UNSAID,
      /// The sender is shutting down.
      STOPPING,
      /// The sender has another session with this peer.
      DUPLICATE,
      /// The sender has too many peers.
      FULL,
      /// The receiver broke a rule of the protocol.
      OFFENCE
    }
  }

  /// A message of the future: not understood, no fault of anybody's, to be ignored.
  record Unknown() implements Message {}
}
