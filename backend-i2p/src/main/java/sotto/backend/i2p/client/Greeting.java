package sotto.backend.i2p.client;

import java.time.Duration;

/// What a router says when it is greeted.
///
/// @param version the version of I2CP that it speaks, such as `0.9.64`
/// @param ahead how far our clock is ahead of the router's; negative if it is behind
public record Greeting(String version, Duration ahead) {}
