package sotto.testnet.i2p.routers;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reaches what the routers' library keeps to itself, by reflection. What moved in another version
/// of the library fails loudly.
///
/// Safe for use by any number of threads.
final class Innards {

  private static final String OTHER_LIBRARY =
      "The router's library is another one than this network was written for.";

  private final Map<String, Field> fields = new ConcurrentHashMap<>();
  private final Map<String, Method> methods = new ConcurrentHashMap<>();

  Object read(Object of, String name) {
    try {
      var value = field(of, name).get(of);
      if (value == null) {
        throw new IllegalStateException("The router has not got so far: " + name);
      }
      return value;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(OTHER_LIBRARY, e);
    }
  }

  void set(Object of, String name, Object value) {
    try {
      field(of, name).set(of, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(OTHER_LIBRARY, e);
    }
  }

  /// Calls a method that is the only one of its name and number of arguments.
  void call(Object of, String name, Object... arguments) {
    try {
      method(of, name, arguments.length).invoke(of, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(OTHER_LIBRARY, e);
    }
  }

  private Field field(Object of, String name) {
    return fields.computeIfAbsent(of.getClass().getName() + name, _ -> found(of, name));
  }

  private static Field found(Object of, String name) {
    for (Class<?> type = of.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new IllegalStateException(OTHER_LIBRARY);
  }

  private Method method(Object of, String name, int arguments) {
    return methods.computeIfAbsent(
        of.getClass().getName() + name + arguments, _ -> found(of, name, arguments));
  }

  private static Method found(Object of, String name, int arguments) {
    for (Class<?> type = of.getClass(); type != Object.class; type = type.getSuperclass()) {
      var method =
          Arrays.stream(type.getDeclaredMethods())
              .filter(each -> each.getName().equals(name))
              .filter(each -> each.getParameterCount() == arguments)
              .findFirst();
      if (method.isPresent()) {
        method.get().setAccessible(true);
        return method.get();
      }
    }
    throw new IllegalStateException(OTHER_LIBRARY);
  }
}
