package sotto.protocol.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.store.Store;
import sotto.protocol.store.StoreException;
import sotto.spi.Address;

/// The addresses that the node keeps sessions with: those that the user named are kept in the
/// store, those of the configuration only in memory.
///
/// Safe for use by any number of threads.
public final class AddressBook {

  /// How many addresses there can be, of both kinds together.
  public static final int ADDRESSES_MAX = Store.ADDRESSES_MAX;

  private final Store store;
  private final Board board;
  private final Map<Address, Page> pages = new LinkedHashMap<>();

  /// Opens the book.
  ///
  /// @param store where it is kept
  /// @param configured addresses that are not kept
  /// @param board told of every change
  /// @throws StoreException if what is kept cannot be read
  public AddressBook(Store store, List<Address> configured, Board board) throws StoreException {
    this.store = store;
    this.board = board;
    store.addresses().forEach(address -> pages.put(address, Page.fresh(true)));
    configured.stream()
        .limit(ADDRESSES_MAX)
        .forEach(address -> pages.putIfAbsent(address, Page.fresh(false)));
  }

  /// Adds an address that the user named, and keeps it.
  ///
  /// @param address where a peer is
  /// @return whether it could be added; if not, there are too many
  /// @throws StoreException if it could not be kept; it was not added
  public synchronized boolean add(Address address) throws StoreException {
    var before = pages.get(address);
    if (before == null && pages.size() >= ADDRESSES_MAX) {
      return false;
    }
    if (before == null || !before.kept) {
      var kept = kept();
      kept.add(address);
      store.remember(kept);
      pages.put(address, before == null ? Page.fresh(true) : before.asKept());
      board.changed();
    }
    return true;
  }

  /// Removes an address.
  ///
  /// @param address where a peer is
  /// @throws StoreException if that could not be kept; it was not removed
  public synchronized void remove(Address address) throws StoreException {
    var page = pages.get(address);
    if (page == null) {
      return;
    }
    if (page.kept) {
      var kept = kept();
      kept.remove(address);
      store.remember(kept);
    }
    pages.remove(address);
    board.changed();
  }

  /// Returns the addresses and what became of them.
  public synchronized Map<Address, Page> pages() {
    return new LinkedHashMap<>(pages);
  }

  synchronized List<Address> addresses() {
    return List.copyOf(pages.keySet());
  }

  void dialling(Address address) {
    change(address, page -> new Page(page.kept, true, page.failures, page.detail, page.peers));
  }

  void reached(Address address, PeerId peer) {
    change(address, page -> new Page(page.kept, false, 0, "", List.of(peer)));
  }

  void failed(Address address, String detail) {
    change(address, page -> new Page(page.kept, false, page.failures + 1, detail, page.peers));
  }

  private synchronized void change(Address address, UnaryOperator<Page> change) {
    Optional.ofNullable(pages.get(address))
        .ifPresent(page -> pages.put(address, change.apply(page)));
    board.changed();
  }

  private List<Address> kept() {
    var kept = new ArrayList<Address>();
    pages.forEach(
        (address, page) -> {
          if (page.kept) {
            kept.add(address);
          }
        });
    return kept;
  }

  /// What became of an address.
  ///
  /// @param kept whether it is in the store
  /// @param dialling whether it is being dialled
  /// @param failures how often in a row it could not be reached
  /// @param detail why not, when last tried; or empty
  /// @param peers who was there when last reached: one, or none if never
  public record Page(
      boolean kept, boolean dialling, int failures, String detail, List<PeerId> peers) {

    static Page fresh(boolean kept) {
      return new Page(kept, false, 0, "", List.of());
    }

    Page asKept() {
      return new Page(true, dialling, failures, detail, peers);
    }
  }
}
