#include "syncd/store/reader_pool.hpp"

#include <fmt/format.h>

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {

ReaderPool::~ReaderPool() { ASSERT(out_ == 0); }

ReaderPool::Lease::~Lease() {
  if (connection_) pool_->give_back(std::move(connection_));
}

Result<ReaderPool::Lease> ReaderPool::take() {
  {
    const std::scoped_lock lock(mutex_);
    if (out_ >= limits::kStoreReadersMax)
      return fail(Errc::unavailable, fmt::format("{} readers are open", out_));
    ++out_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection));
    }
  }
  // Opened outside the lock: it reads the file.
  auto connection = sqlite::Connection::open(path_, options_);
  if (connection) return Lease(*this, *std::move(connection));
  const std::scoped_lock lock(mutex_);
  --out_;
  return std::unexpected(std::move(connection).error());
}

void ReaderPool::give_back(std::unique_ptr<sqlite::Connection> connection) {
  const std::scoped_lock lock(mutex_);
  --out_;
  if (idle_.size() < limits::kStoreReadersIdle) idle_.push_back(std::move(connection));
}

}  // namespace fieldbook::syncd
