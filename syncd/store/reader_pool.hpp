#pragma once

// Connections for readers: a few are kept open, more are opened as they are asked for, up to
// limits::kStoreReadersMax. Callable from any thread.

#include <mutex>

#include "shared/sqlite/connection.hpp"

namespace fieldbook::syncd {

class ReaderPool {
 public:
  ReaderPool(std::string path, sqlite::OpenOptions options)
      : path_(std::move(path)), options_(std::move(options)) {}
  ~ReaderPool();

  /// A connection of one's own; goes back to the pool at the end of the scope.
  class Lease {
   public:
    Lease(Lease&& other) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    [[nodiscard]] sqlite::Connection& connection() const { return *connection_; }

   private:
    friend class ReaderPool;
    Lease(ReaderPool& pool, std::unique_ptr<sqlite::Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    ReaderPool* pool_;
    std::unique_ptr<sqlite::Connection> connection_;
  };
  /// Returns Errc::unavailable when too many are out, Errc::storage when none can be opened.
  [[nodiscard]] Result<Lease> take();

 private:
  void give_back(std::unique_ptr<sqlite::Connection> connection);

  std::string path_;
  sqlite::OpenOptions options_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<sqlite::Connection>> idle_;
  std::size_t out_ = 0;
};

}  // namespace fieldbook::syncd
