#pragma once

// A daemon's store with a customer who may approve quotes, a partner with offers, and the decider;
// devices are just streams here.

#include <gtest/gtest.h>

#include "shared/actions/action_table.hpp"
#include "syncd/handlers/decider.hpp"
#include "syncd/store/sqlite_store.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/map_reader.hpp"
#include "tests/support/sim_disk.hpp"

namespace fieldbook::tests {

template <class T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message;
    std::abort();
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

class DeciderWorld {
 public:
  DeciderWorld();

  /// Closes and opens everything, as a process that was killed and started again does.
  void restart(PowerLoss loss = PowerLoss::keeps);
  void put(const std::vector<schema::Row>& rows);

  /// The approval of a quote as Ana's device makes it.
  [[nodiscard]] actions::Action approval(std::string_view id, std::string_view quote = "quote");
  [[nodiscard]] actions::Action rename(std::string_view id, std::string_view column,
                                       std::string_view text);
  [[nodiscard]] static actions::SignedAction signed_as(std::uint64_t number,
                                                       const actions::Action& action);
  /// Ana's request with these actions, numbered from `first`.
  [[nodiscard]] syncd::DecideBatch batch(const std::vector<actions::Action>& actions,
                                         std::uint64_t first = 1,
                                         std::string_view stream = "stream");
  /// Decides one batch that must be answered.
  syncd::DecidedActions decide(const syncd::DecideBatch& batch);
  /// "1 applied none", one a receipt; "fork" at the end of a fork.
  [[nodiscard]] static std::vector<std::string> words(const syncd::DecidedActions& decided);

  [[nodiscard]] schema::Value value(std::string_view entity, std::string_view id,
                                    std::string_view column);
  [[nodiscard]] std::unique_ptr<syncd::ReadTransaction> read() { return must(store->begin_read()); }
  [[nodiscard]] std::uint64_t count(std::string_view entity);
  /// Lines of the audit log that name an action's kind.
  [[nodiscard]] std::size_t audit_lines(std::string_view kind);

  /// A rule to use instead of the real one, by kind.
  std::map<std::string, rules::Rule, std::less<>> overrides;

  SimDisk disk;
  FakeClock clock;
  SeededRandom random{1};
  std::shared_ptr<const schema::Catalogue> catalogue = schema::Catalogue::embedded();
  std::shared_ptr<const syncd::Exposure> exposure;
  std::unique_ptr<syncd::Store> store;
  std::unique_ptr<syncd::Committer> committer;
  std::unique_ptr<syncd::Decider> decider;
  std::vector<syncd::CommitOutcome> commits;

 private:
  void open();
};

}  // namespace fieldbook::tests
