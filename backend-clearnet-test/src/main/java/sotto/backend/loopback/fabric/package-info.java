/// x
package sotto.backend.loopback.fabric;
