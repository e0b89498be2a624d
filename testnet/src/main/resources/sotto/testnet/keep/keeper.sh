# Keeps a private network: makes its namespace ready and its directory, says where that is, waits
# until whoever started it is gone, and then ends all that runs in the namespace and removes the
# directory.
#
# $1 where to make the network's directory
# $2 the namespace that this must not be in, such as net:[4026531840]; empty to use no namespace

outside=$2
own=/proc/$$/ns/net

# Interfaces are down in a new namespace. Perl is on systems that lack iproute2. The second address
# leads nowhere either: a Java router that sees none but 127.0.0.1 takes itself for disconnected.
loopback_up() {
  if command -v ip >/dev/null; then
    ip link set lo up && ip address add 10.99.99.99/32 dev lo || return 1
    # Without quick acknowledgements a stream through several local processes waits for timers.
    for part in 127.0.0.0/8 127.0.0.1; do
      ip route replace local $part dev lo table local proto kernel scope host src 127.0.0.1 \
        quickack 1 2>/dev/null || :
    done
  else
    # SIOCSIFFLAGS with IFF_UP and IFF_RUNNING, and SIOCSIFADDR for an alias (netdevice(7)).
    perl -e '$r = pack("a16 s x22", "lo", 0x41);
      $a = pack("a16 S n C4 x16", "lo:0", 2, 0, 10, 99, 99, 99);
      socket(S, 2, 2, 0) && ioctl(S, 0x8914, $r) && ioctl(S, 0x8916, $a) || exit 1'
  fi
}

end_namespace() {
  # A second look, for what was being started during the first.
  for _ in 1 2; do
    for process in /proc/[0-9]*; do
      if [ "$process" != "/proc/$$" ] && [ "$process/ns/net" -ef "$own" ]; then
        kill -9 "${process#/proc/}"
      fi
    done
  done
}

end_listed() {
  while read -r process; do
    case $(ps -o args= -p "$process" || tr '\0' ' ' <"/proc/$process/cmdline") in
      *"$directory"*) kill -9 "$process" ;;
    esac
  done <"$directory/pids"
}

# Ctrl-C on a terminal is meant for whoever started this.
trap '' INT HUP TERM

if [ -n "$outside" ]; then
  inside=$(readlink "$own") || exit 1
  [ -n "$inside" ] && [ "$inside" != "$outside" ] || exit 1
  loopback_up || exit 1
fi
directory=$(mktemp -d "$1/sotto-net-XXXXXXXX") && directory=$(cd "$directory" && pwd -P) &&
  : >"$directory/pids" || exit 1
echo "$directory"
exec >/dev/null 2>&1

cat >/dev/null

if [ -n "$outside" ]; then
  end_namespace
else
  end_listed
fi
rm -rf "$directory"
