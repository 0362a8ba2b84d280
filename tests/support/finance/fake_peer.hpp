#pragma once

// Finance and Operations in memory, as far as the integration sees it: the entity sets of all
// templates, parameters, the integration journal with import and posting, and everything that can
// go wrong, on demand. It keeps what was written, so that a test can compare end states row for
// row, and it counts, so that a test can see that nothing was posted twice.

#include <deque>
#include <functional>
#include <map>

#include "syncd/integrations/finance/template.hpp"

namespace fieldbook::tests {

using syncd::finance::ActionCall;
using syncd::finance::Json;
using syncd::finance::PeerEntity;
using syncd::finance::PeerError;
using syncd::finance::PeerKey;
using syncd::finance::PeerQuery;
using syncd::finance::PeerResult;
using syncd::finance::RowAnswer;
using syncd::finance::RowWrite;

class FakePeer final : public syncd::finance::Target {
 public:
  struct Set {
    std::vector<std::string> key;
    std::map<std::string, Json> rows;  ///< by key text, company first
    PeerEntity described;
    std::size_t writes = 0;
  };
  /// What is to happen to one of the next calls.
  struct Fault {
    PeerError error;
    bool applied = false;       ///< the call took effect although the answer did not come
    std::size_t rows_done = 0;  ///< of a write: so many rows get their answers first
  };

  /// Sets up the entity sets of `templates` and a company "usmf" that is ready for everything.
  explicit FakePeer(const syncd::finance::Templates& templates);

  [[nodiscard]] PeerResult<void> read(const PeerQuery& query, const PageVisitor& visit) override;
  [[nodiscard]] PeerResult<std::vector<PeerResult<Json>>> fetch(
      const std::string& entity_set, const std::string& legal_entity, std::span<const PeerKey> keys,
      const std::vector<std::string>& select) override;
  [[nodiscard]] PeerResult<std::vector<RowAnswer>> write(const std::string& entity_set,
                                                         const std::string& legal_entity,
                                                         std::span<const RowWrite> rows) override;
  [[nodiscard]] PeerResult<Json> call(const ActionCall& action) override;
  [[nodiscard]] PeerResult<std::optional<PeerEntity>> describe(
      const std::string& entity_set) override;
  [[nodiscard]] syncd::finance::PeerUse use() const override { return use_; }
  void interrupt() override {}

  [[nodiscard]] Set& set(const std::string& name) { return sets_.at(name); }
  [[nodiscard]] bool has(const std::string& name) const { return sets_.contains(name); }
  void remove_set(const std::string& name) { sets_.erase(name); }
  void put(const std::string& set, Json row);
  /// The one row of a set whose `column` has `value`; null if there is none.
  [[nodiscard]] Json row(const std::string& set, const std::string& column,
                         const Json& value) const;
  /// Every row of every set, for comparing end states; without moments.
  [[nodiscard]] Json state() const;

  std::deque<Fault> write_faults, read_faults, call_faults;
  /// Looks at a row before it is written: an error refuses it.
  std::function<std::optional<PeerError>(const std::string& set, const Json& row)> refuse;
  /// Before and after each call takes effect: where a test ends the process.
  std::function<void()> moment;
  /// Share of a posted sales line that comes back as a tax actual; 0: none.
  double tax_rate = 0;
  /// A line of such a text does not post.
  std::string unpostable;
  std::size_t page_rows = 50;
  std::size_t posted_lines = 0;  ///< voucher numbers given
  std::size_t largest_write = 0;

 private:
  void define(const std::string& name, std::vector<std::string> key);
  [[nodiscard]] std::string key_text(const Set& set, const Json& row) const;
  [[nodiscard]] RowAnswer write_row(Set& set, const std::string& name, const std::string& company,
                                    const RowWrite& write);
  [[nodiscard]] Json import_actuals();
  [[nodiscard]] Json post(const std::string& journal);
  void post_line(Json& line);
  void stamp(Json& row);
  void pass() {
    ++use_.requests;
    if (moment) moment();
  }

  std::map<std::string, Set> sets_;
  syncd::finance::PeerUse use_;
  std::int64_t modified_ = 0;
  std::size_t journals_ = 0;
};

}  // namespace fieldbook::tests
