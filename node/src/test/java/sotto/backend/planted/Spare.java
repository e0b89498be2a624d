package sotto.backend.planted;

/// Stands for a backend's class, so that a planted violation can name one.
public record Spare() {}
