package sotto.protocol.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Signature;
import sotto.protocol.wire.Malformed.Reason;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Goodbye;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Hello;
import sotto.protocol.wire.Message.Ping;
import sotto.protocol.wire.Message.Pong;
import sotto.protocol.wire.Message.Unknown;
import sotto.protocol.wire.Message.Want;
import sotto.protocol.wire.proto.Envelope;
import sotto.protocol.wire.proto.Parting;
import sotto.protocol.wire.proto.SignedItem;

/// Messages into bytes and back.
///
/// Reading allocates at most four times the length of what is read and 64 KiB, whatever it says.
///
/// Safe for use by any number of threads.
public final class Codec {

  private Codec() {}

  /// Writes a message.
  ///
  /// @param message any but [Unknown], which nobody can say
  /// @return at most [Limits#MESSAGE_MAX] bytes
  /// @throws IllegalArgumentException if the message is unknown
  public static Bytes encode(Message message) {
    var envelope = Envelope.newBuilder();
    switch (message) {
      case Hello(var version, var abilities) ->
          envelope.getHelloBuilder().setVersion(version).setAbilities(abilities);
      case Ping(var nonce) -> envelope.getPingBuilder().setNonce(nonce);
      case Pong(var nonce) -> envelope.getPongBuilder().setNonce(nonce);
      case Data(var item) ->
          envelope
              .getDataBuilder()
              .setPayload(wrap(item.payload()))
              .setSignature(wrap(item.signature().bytes()));
      case Have(var page, var ids) -> envelope.getHaveBuilder().setPage(page).setIds(pack(ids));
      case Want(var page, var ids) -> envelope.getWantBuilder().setPage(page).setIds(pack(ids));
      case Goodbye(var why) -> envelope.getGoodbyeBuilder().setParting(parting(why));
      case Unknown() -> throw new IllegalArgumentException("an unknown message cannot be written");
    }
    return Bytes.owned(envelope.build().toByteArray());
  }

  /// Reads a message.
  ///
  /// @param bytes exactly one message
  /// @return the message; [Unknown] if it is of a kind that this version does not know
  /// @throws Malformed if it breaks a rule of the wire
  public static Message decode(Bytes bytes) throws Malformed {
    if (bytes.size() > Limits.MESSAGE_MAX) {
      throw new Malformed(Reason.TOO_LONG);
    }
    var envelope = Parse.strictly(bytes.toArray(), Envelope.parser(), Envelope.getDescriptor());
    return switch (envelope.getMessageCase()) {
      case HELLO -> hello(envelope.getHello());
      case PING -> new Ping(envelope.getPing().getNonce());
      case PONG -> new Pong(envelope.getPong().getNonce());
      case DATA -> data(envelope.getData()).<Message>map(Data::new).orElseGet(Unknown::new);
      case HAVE -> have(envelope.getHave());
      case WANT -> want(envelope.getWant());
      case GOODBYE -> new Goodbye(why(envelope.getGoodbye().getParting()));
      case MESSAGE_NOT_SET -> new Unknown();
    };
  }

  private static Hello hello(sotto.protocol.wire.proto.Hello hello) throws Malformed {
    if (hello.getVersion() < 1 || hello.getVersion() > Hello.VERSION_MAX) {
      throw new Malformed(Reason.BAD_NUMBER);
    }
    return new Hello(hello.getVersion(), hello.getAbilities());
  }

  private static Optional<Item> data(SignedItem item) throws Malformed {
    if (item.getPayload().size() > Limits.PAYLOAD_MAX) {
      throw new Malformed(Reason.ITEM_TOO_LONG);
    }
    if (item.getSignature().size() != Signature.SIZE) {
      throw new Malformed(Reason.BAD_SIGNATURE_LENGTH);
    }
    return Item.parse(copy(item.getPayload()), new Signature(copy(item.getSignature())));
  }

  private static Have have(sotto.protocol.wire.proto.Have have) throws Malformed {
    if (have.getPage() < 1) {
      throw new Malformed(Reason.BAD_NUMBER);
    }
    if (have.getIds().isEmpty()) {
      throw new Malformed(Reason.BAD_IDS);
    }
    return new Have(have.getPage(), unpack(have.getIds()));
  }

  private static Want want(sotto.protocol.wire.proto.Want want) throws Malformed {
    if (want.getPage() < Want.NO_PAGE) {
      throw new Malformed(Reason.BAD_NUMBER);
    }
    return new Want(want.getPage(), unpack(want.getIds()));
  }

  private static ByteString pack(List<ItemId> ids) {
    var packed = new byte[ids.size() * ItemId.SIZE];
    for (var i = 0; i < ids.size(); i++) {
      ids.get(i).bytes().copyTo(packed, i * ItemId.SIZE);
    }
    return UnsafeByteOperations.unsafeWrap(packed);
  }

  private static List<ItemId> unpack(ByteString packed) throws Malformed {
    if (packed.size() % ItemId.SIZE != 0 || packed.size() > Limits.IDS_MAX * ItemId.SIZE) {
      throw new Malformed(Reason.BAD_IDS);
    }
    var ids = new ArrayList<ItemId>(packed.size() / ItemId.SIZE);
    var remaining = packed.asReadOnlyByteBuffer();
    while (remaining.hasRemaining()) {
      var id = new byte[ItemId.SIZE];
      remaining.get(id);
      ids.add(new ItemId(Bytes.owned(id)));
    }
    return ids;
  }

  private static Parting parting(Goodbye.Why why) {
    return switch (why) {
      case UNSAID -> Parting.PARTING_UNSPECIFIED;
      case STOPPING -> Parting.PARTING_STOPPING;
      case DUPLICATE -> Parting.PARTING_DUPLICATE;
      case FULL -> Parting.PARTING_FULL;
      case OFFENCE -> Parting.PARTING_OFFENCE;
    };
  }

  private static Goodbye.Why why(Parting parting) {
    return switch (parting) {
      case PARTING_UNSPECIFIED, UNRECOGNIZED -> Goodbye.Why.UNSAID;
      case PARTING_STOPPING -> Goodbye.Why.STOPPING;
      case PARTING_DUPLICATE -> Goodbye.Why.DUPLICATE;
      case PARTING_FULL -> Goodbye.Why.FULL;
      case PARTING_OFFENCE -> Goodbye.Why.OFFENCE;
    };
  }

  private static ByteString wrap(Bytes bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes.buffer());
  }

  private static Bytes copy(ByteString bytes) {
    return Bytes.owned(bytes.toByteArray());
  }
}
