package sotto.testnet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemCallsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7 connect(5, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"127.0.0.53\")},",
        "7 connect(5, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"192.0.2.1\")},",
        "7 bind(5, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr(\"0.0.0.0\")}, 16) ="
            + " 0",
        "7 bind(5, {sa_family=AF_INET6, sin6_port=htons(0), inet_pton(AF_INET6, \"::\", &x)}, 28) ="
            + " 0",
        "7 sendto(5, \"x\", 1, 0, {sa_family=AF_INET, sin_port=htons(9),"
            + " sin_addr=inet_addr(\"192.0.2.1\")}",
        "7 sendmmsg(5, [{msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=x}}}],"
            + " 2",
        "7 connect(5, {sa_family=AF_INET6, inet_pton(AF_INET6, \"2001:db8::1\", &sin6_addr)}, 28",
        "7 bind(5, {sa_family=AF_PACKET, sll_ifindex=2}, 20) = 0",
      })
  void aPlantedPacketIsSeen(String line) {
    assertThat(SystemCalls.leaves(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7 connect(5, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")},"
            + " 16",
        "7 bind(5, {sa_family=AF_INET6, inet_pton(AF_INET6, \"::ffff:127.0.0.1\", &x)}, 28) = 0",
        "7 connect(5, {sa_family=AF_UNIX, sun_path=\"control.sock\"}, 110) = 0",
        "7 bind(5, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 0",
        "7 sendto(5, \"x\", 1, 0, NULL, 0) = 1",
        "7 connect(5, {sa_family=AF_UNSPEC}, 16) = 0",
        "7 getsockname(5, {sa_family=AF_INET, sin_addr=inet_addr(\"0.0.0.0\")}, [16]) = 0",
      })
  void whatStaysIsNotSeenAsLeaving(String line) {
    assertThat(SystemCalls.leaves(line)).isFalse();
  }
}
