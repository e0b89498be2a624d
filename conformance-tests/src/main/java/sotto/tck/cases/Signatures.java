package sotto.tck.cases;

import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the public signatures of types speak of.
final class Signatures {

  private static final List<String> FORBIDDEN =
      List.of(
          "java.net.",
          "javax.net.",
          "java.nio.channels.SocketChannel",
          "java.nio.channels.ServerSocketChannel",
          "java.nio.channels.DatagramChannel",
          "java.nio.channels.AsynchronousSocketChannel",
          "java.nio.channels.NetworkChannel");

  private Signatures() {}

  /// Names the public members that speak of sockets or IP addresses, in a type and in all types of
  /// its own package family that its signatures lead to.
  static List<String> leaks(Class<?> first) {
    var leaks = new ArrayList<String>();
    var seen = new HashSet<Class<?>>();
    var todo = new ArrayList<Class<?>>(List.of(first));
    while (!todo.isEmpty()) {
      var type = todo.removeLast();
      if (seen.add(type) && isOfFamily(type, first)) {
        mentions(type).forEach(mention -> note(type, mention, leaks, todo));
      }
    }
    return leaks;
  }

  private static void note(
      Class<?> type, Class<?> mention, List<String> leaks, List<Class<?>> todo) {
    var element = mention;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (FORBIDDEN.stream().anyMatch(element.getName()::startsWith)) {
      leaks.add(type.getName() + " speaks of " + element.getName());
    } else {
      todo.add(element);
    }
  }

  private static boolean isOfFamily(Class<?> type, Class<?> first) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getPackageName().startsWith("sotto.spi")
            || type.getPackageName().startsWith(first.getPackageName()));
  }

  private static Set<Class<?>> mentions(Class<?> type) {
    var mentions = new HashSet<Class<?>>();
    mentions.addAll(Arrays.asList(type.getInterfaces()));
    mentions.addAll(Arrays.asList(type.getClasses()));
    if (type.getSuperclass() != null) {
      mentions.add(type.getSuperclass());
    }
    for (var field : type.getDeclaredFields()) {
      if (isVisible(field)) {
        mentions.add(field.getType());
      }
    }
    Stream.concat(
            Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
        .filter(Signatures::isVisible)
        .forEach(member -> add(member, mentions));
    for (var method : type.getDeclaredMethods()) {
      if (isVisible(method)) {
        mentions.add(method.getReturnType());
      }
    }
    return mentions;
  }

  private static void add(Executable member, Set<Class<?>> mentions) {
    mentions.addAll(Arrays.asList(member.getParameterTypes()));
    mentions.addAll(Arrays.asList(member.getExceptionTypes()));
  }

  private static boolean isVisible(Member member) {
    return Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
  }
}
