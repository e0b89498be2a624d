package sotto.backend.i2p.client;

/// Looks inside the library's objects, where it offers no other way. The library is part of our
/// jar, so that what is found there does not change unnoticed.
final class Inside {

  private Inside() {}

  /// Returns what a field holds.
  static Object field(Object object, String name) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          try {
            field.setAccessible(true);
            return field.get(object);
          } catch (IllegalAccessException e) {
            throw new LinkageError("it was made accessible", e);
          }
        }
      }
    }
    throw new LinkageError("the library that is part of this jar has no field " + name);
  }
}
