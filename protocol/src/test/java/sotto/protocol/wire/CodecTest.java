package sotto.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Domain;
import sotto.protocol.crypto.Hash;
import sotto.protocol.crypto.Identity;
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
import sotto.protocol.wire.proto.Op;
import sotto.protocol.wire.proto.Payload;
import sotto.protocol.wire.proto.SignedItem;

class CodecTest {

  private static final Identity OWNER = Identity.create(new SplittableRandom(1));
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Item ITEM =
      Item.create(OWNER, new Topic(7), 3, NOW, Duration.ofHours(1), Bytes.of((byte) 1, (byte) 2));

  static Stream<Message> messages() {
    return Stream.of(
        new Hello(1, 0),
        new Hello(Hello.VERSION_MAX, -1),
        new Ping(0),
        new Ping(Long.MIN_VALUE),
        new Pong(-1),
        new Data(ITEM),
        new Data(largest()),
        new Have(1, ids(1)),
        new Have(Integer.MAX_VALUE, ids(Limits.IDS_MAX)),
        new Want(0, ids(1)),
        new Want(1, ids(0)),
        new Want(Integer.MAX_VALUE, ids(Limits.IDS_MAX)),
        new Goodbye(Goodbye.Why.STOPPING));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsWrittenIsRead(Message message) throws Exception {
    var bytes = Codec.encode(message);

    assertThat(bytes.size()).isLessThanOrEqualTo(Limits.MESSAGE_MAX);
    assertThat(Codec.decode(bytes)).isEqualTo(message);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonForAGoodbyeIsRead(Goodbye.Why why) throws Exception {
    assertThat(Codec.decode(Codec.encode(new Goodbye(why)))).isEqualTo(new Goodbye(why));
  }

  @Test
  void anUnknownMessageCannotBeWritten() {
    assertThatThrownBy(() -> Codec.encode(new Unknown()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsTooLongIsRefusedUnread() {
    assertThat(reason(Bytes.owned(new byte[Limits.MESSAGE_MAX + 1]))).isEqualTo(Reason.TOO_LONG);
  }

  @Test
  void aMessageOfTheFutureIsUnknown() throws Exception {
    assertThat(Codec.decode(Bytes.EMPTY)).isEqualTo(new Unknown());
    assertThat(Codec.decode(written(out -> out.writeByteArray(99, new byte[100]))))
        .isEqualTo(new Unknown());
  }

  @Test
  void fieldsOfTheFutureAreSkipped() throws Exception {
    var ping =
        written(
            out -> {
              out.writeInt64(1_000, 5);
              out.writeByteArray(
                  2,
                  written(
                          nested -> {
                            nested.writeFixed64(1, 77);
                            nested.writeString(2, "new");
                          })
                      .toArray());
              out.writeString(1_000, "again");
            });

    assertThat(Codec.decode(ping)).isEqualTo(new Ping(77));
  }

  @Test
  void fieldsOfTheFutureInAPayloadAreSignedAndStay() throws Exception {
    var payload =
        Bytes.concat(ITEM.payload(), written(out -> out.writeString(100, "of the future")));
    var signature = OWNER.sign(Domain.ITEM, payload);
    var message = Codec.decode(Codec.encode(new Data(Item.of(payload, signature))));

    assertThat(message)
        .isInstanceOfSatisfying(
            Data.class,
            data -> {
              assertThat(data.item().verify()).isTrue();
              assertThat(data.item().payload()).isEqualTo(payload);
              assertThat(data.item().body()).isEqualTo(ITEM.body());
              assertThat(data.item().id()).isNotEqualTo(ITEM.id());
            });
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.class,
      names = {"OP_UNSPECIFIED", "OP_REFRESH", "OP_REMOVE"})
  void anItemThatAsksForSomethingElseIsUnknown(Op op) throws Exception {
    assertThat(Codec.decode(data(payload().setOp(op)))).isEqualTo(new Unknown());
    assertThat(Codec.decode(data(payload().setOpValue(55)))).isEqualTo(new Unknown());
  }

  @Test
  void aGoodbyeOfTheFutureSaysNothing() throws Exception {
    var bytes =
        Bytes.owned(
            Envelope.newBuilder()
                .setGoodbye(sotto.protocol.wire.proto.Goodbye.newBuilder().setPartingValue(1_234))
                .build()
                .toByteArray());

    assertThat(Codec.decode(bytes)).isEqualTo(new Goodbye(Goodbye.Why.UNSAID));
  }

  @Test
  void aFieldTwiceIsRefused() {
    var twice =
        written(
            out ->
                out.writeByteArray(
                    2,
                    written(
                            ping -> {
                              ping.writeFixed64(1, 1);
                              ping.writeFixed64(1, 2);
                            })
                        .toArray()));

    assertThat(reason(twice)).isEqualTo(Reason.REPEATED_FIELD);
  }

  @Test
  void twoMessagesInOneAreRefused() {
    var ping = Codec.encode(new Ping(1));

    assertThat(reason(Bytes.concat(ping, Codec.encode(new Pong(1)))))
        .isEqualTo(Reason.REPEATED_FIELD);
    assertThat(reason(Bytes.concat(ping, ping))).isEqualTo(Reason.REPEATED_FIELD);
  }

  @Test
  void aFieldTwiceInAPayloadIsRefused() {
    var payload = Bytes.concat(ITEM.payload(), written(out -> out.writeUInt32(4, 9)));

    assertThat(reason(data(payload.toArray()))).isEqualTo(Reason.REPEATED_FIELD);
  }

  @Test
  void everyTruncationIsRefusedOrUnknown() throws Exception {
    var whole = Codec.encode(new Data(ITEM));
    for (var size = 1; size < whole.size(); size++) {
      var part = whole.slice(0, size);
      assertThatThrownBy(() -> Codec.decode(part)).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void groupsWithinGroupsEndSoon() {
    var deep = new byte[10_000];
    Arrays.fill(deep, (byte) ((((200 << 3) | 3) & 0x7f) | 0x80));
    for (var i = 1; i < deep.length; i += 2) {
      deep[i] = (byte) (((200 << 3) | 3) >>> 7);
    }

    assertThat(reason(Bytes.owned(deep))).isEqualTo(Reason.NOT_PROTOBUF);
  }

  @Test
  void lengthsThatLieAreRefused() {
    for (var length : List.of(1L, 1L << 20, (1L << 31) - 1, 1L << 31, 1L << 62 | 5, -1L)) {
      var lie =
          written(
              out -> {
                out.writeTag(4, 2);
                out.writeUInt64NoTag(length);
              });

      assertThat(reason(lie)).isEqualTo(Reason.NOT_PROTOBUF);
    }
  }

  @Test
  void idsAreWholeAndNotTooMany() {
    assertThat(reason(have(1, 31))).isEqualTo(Reason.BAD_IDS);
    assertThat(reason(have(1, 33))).isEqualTo(Reason.BAD_IDS);
    assertThat(reason(have(1, 0))).isEqualTo(Reason.BAD_IDS);
    assertThat(reason(have(1, 32 * (Limits.IDS_MAX + 1)))).isEqualTo(Reason.BAD_IDS);
  }

  @Test
  void pagesHaveTheirRange() {
    assertThat(reason(have(0, 32))).isEqualTo(Reason.BAD_NUMBER);
    assertThat(reason(have(-1, 32))).isEqualTo(Reason.BAD_NUMBER);
  }

  @Test
  void aVersionHasItsRange() {
    for (var version : List.of(0, Hello.VERSION_MAX + 1, -1)) {
      var hello =
          Envelope.newBuilder()
              .setHello(sotto.protocol.wire.proto.Hello.newBuilder().setVersion(version))
              .build();

      assertThat(reason(Bytes.owned(hello.toByteArray()))).isEqualTo(Reason.BAD_NUMBER);
    }
  }

  @Test
  void everyFieldOfAnItemHasItsRange() {
    assertThat(reason(data(payload().setOwner(ByteString.copyFrom(new byte[31])))))
        .isEqualTo(Reason.BAD_OWNER);
    assertThat(reason(data(payload().setOwner(ByteString.copyFrom(new byte[32])))))
        .isEqualTo(Reason.BAD_OWNER);
    assertThat(reason(data(payload().clearOwner()))).isEqualTo(Reason.BAD_OWNER);
    assertThat(reason(data(payload().setTtl(0)))).isEqualTo(Reason.BAD_TIMES);
    assertThat(reason(data(payload().setTtl(30 * 86_400 + 1)))).isEqualTo(Reason.BAD_TIMES);
    assertThat(reason(data(payload().setTtl(-1)))).isEqualTo(Reason.BAD_TIMES);
    assertThat(reason(data(payload().setCreatedAt(-1)))).isEqualTo(Reason.BAD_TIMES);
    assertThat(reason(data(payload().setCreatedAt(Limits.CREATED_SECONDS_MAX + 1))))
        .isEqualTo(Reason.BAD_TIMES);
    assertThat(reason(data(payload().setBody(zeros(Limits.BODY_MAX + 1)))))
        .isEqualTo(Reason.ITEM_TOO_LONG);
    assertThat(reason(data(new byte[Limits.PAYLOAD_MAX + 1]))).isEqualTo(Reason.ITEM_TOO_LONG);
    assertThat(reason(Bytes.owned(envelope(new byte[0], new byte[63]))))
        .isEqualTo(Reason.BAD_SIGNATURE_LENGTH);
  }

  @Test
  void theReasonIsInTheMessageAndNothingElseIs() {
    assertThat(new Malformed(Reason.BAD_IDS)).hasMessage("a malformed message: BAD_IDS");
  }

  static Item largest() {
    return Item.create(
        OWNER,
        new Topic(-1),
        Limits.SEQUENCE_MAX,
        Instant.ofEpochSecond(Limits.CREATED_SECONDS_MAX),
        Limits.TTL_MAX,
        Bytes.owned(new byte[Limits.BODY_MAX]));
  }

  private static List<ItemId> ids(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ItemId(Hash.sha256(Bytes.of((byte) i, (byte) (i >> 8)))))
        .toList();
  }

  private static Payload.Builder payload() {
    return Payload.newBuilder()
        .setOp(Op.OP_ADD)
        .setOwner(ByteString.copyFrom(OWNER.id().key().toArray()))
        .setCreatedAt(1)
        .setTtl(1);
  }

  private static Bytes data(Payload.Builder payload) {
    return data(payload.build().toByteArray());
  }

  private static Bytes data(byte[] payload) {
    return Bytes.owned(envelope(payload, new byte[64]));
  }

  private static byte[] envelope(byte[] payload, byte[] signature) {
    return Envelope.newBuilder()
        .setData(
            SignedItem.newBuilder()
                .setPayload(ByteString.copyFrom(payload))
                .setSignature(ByteString.copyFrom(signature)))
        .build()
        .toByteArray();
  }

  private static Bytes have(int page, int bytes) {
    return Bytes.owned(
        Envelope.newBuilder()
            .setHave(sotto.protocol.wire.proto.Have.newBuilder().setPage(page).setIds(zeros(bytes)))
            .build()
            .toByteArray());
  }

  private static ByteString zeros(int size) {
    return ByteString.copyFrom(new byte[size]);
  }

  private static Reason reason(Bytes bytes) {
    try {
      throw new AssertionError("read as " + Codec.decode(bytes));
    } catch (Malformed e) {
      return e.reason();
    }
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static Bytes written(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    try {
      writing.to(out);
      out.flush();
    } catch (IOException e) {
      throw new AssertionError("an array can always be written", e);
    }
    return Bytes.owned(bytes.toByteArray());
  }
}
