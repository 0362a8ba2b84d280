#pragma once

// Pages that several devices of one scope fetch: read and compressed once, sent to each. A page is
// found by a key that covers everything that decides its bytes (pull.cpp, page_key): history and
// commit, audience, every granted bucket, and where the response stands in each. A right that was
// lost changes the key, so that nothing kept here can reach someone who may not see it.

#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/base/bytes.hpp"
#include "syncd/store/types.hpp"

namespace fieldbook::syncd {

using PageKey = FixedBytes<32>;

/// The rows of one page, and where each bucket stands behind it.
struct SharedPage {
  struct Passed {
    std::string bucket;
    bool filling = false;
    EntryPosition position;
    std::uint64_t rows = 0;
    bool operator==(const Passed&) const = default;
  };
  Bytes frames;
  Bytes compressed;  ///< the same as one zstd frame of its own
  std::vector<Passed> passed;
  bool complete = false;  ///< no rows are left behind it
};

class PageCache {
 public:
  virtual ~PageCache() = default;
  struct Found {
    std::shared_ptr<const SharedPage> page;  ///< null: read it
    bool wanted = false;                     ///< somebody asked before: keep() what was read
  };
  [[nodiscard]] virtual Found find(const PageKey& key) = 0;
  virtual void keep(const PageKey& key, std::shared_ptr<const SharedPage> page) = 0;
};

/// Keeps the pages that were used last, at most `bytes_max` of them. A page is wanted from the
/// second time on that it is asked for, so that devices with scopes of their own cost no memory.
/// For one thread.
class RecentPages final : public PageCache {
 public:
  /// Twenty pages: what devices that start together are apart.
  static constexpr std::size_t kBytesMax = 8 * 1024 * 1024;
  /// Pages that are kept or were asked for once.
  static constexpr std::size_t kPagesMax = 256;

  explicit RecentPages(std::size_t bytes_max = kBytesMax) : bytes_max_(bytes_max) {}

  [[nodiscard]] Found find(const PageKey& key) override;
  void keep(const PageKey& key, std::shared_ptr<const SharedPage> page) override;
  /// Bytes of the pages that are kept.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  struct Slot {
    PageKey key{};
    std::shared_ptr<const SharedPage> page;  // null: only asked for
  };
  using Slots = std::list<Slot>;
  void drop_oldest();

  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  Slots slots_;  // last used first
  std::map<PageKey, Slots::iterator> places_;
};

}  // namespace fieldbook::syncd
