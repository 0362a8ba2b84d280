#pragma once

// An organisation with a contract, a project, a line, a milestone, tasks, a category, estimates and
// actuals, a peer in memory, and a runner between them that a test can end at any moment.

#include <gtest/gtest.h>

#include "syncd/integrations/finance/runner.hpp"
#include "syncd/store/sqlite_store.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/finance/fake_peer.hpp"
#include "tests/support/map_reader.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::syncd::finance {

using tests::a_row;
using tests::FakePeer;
using tests::id_of;

/// What a test throws where the process is to end.
struct Killed {};

template <class T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message;
    std::abort();
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

inline FinanceSettings ready_settings() {
  FinanceSettings out;
  out.mode = FinanceMode::automatic;
  out.legal_entity = "usmf";
  out.versions = {{"application", "10.0.1"},
                  {"platform_update", "20"},
                  {"psa", "9.1.0.0"},
                  {"prospect_to_cash", "1.14.0.0"},
                  {"psa_solution", "1.0.0.1"}};
  out.texts = {{"forecast_model", "Original"}, {"legal_entity", "usmf"}};
  out.maps = {{"payment_terms", {{"1", "N030"}, {"2", "2-10-30"}, {"3", "N045"}, {"4", "N060"}}}};
  out.row_tries = 3;
  out.history = std::chrono::hours(24 * 45);
  return out;
}

class TestWriter final : public WriteRunner {
 public:
  explicit TestWriter(Store& store) : store_(store) {}
  [[nodiscard]] Status write(WriteJob job) override {
    if (moment) moment();
    const auto done = run_job(store_, job);
    if (!done) return std::unexpected(done.error());
    if (done->outcome && !done->outcome->is_empty) ++commits;
    if (moment) moment();
    return {};
  }
  void write_later(WriteJob job) override { static_cast<void>(write(std::move(job))); }
  std::function<void()> moment;
  std::size_t commits = 0;

 private:
  Store& store_;
};

/// A row of a project's world, named so that tests can look it up.
inline std::vector<schema::Row> project_rows() {
  return {
      a_row("transactioncurrency", "euro").with("isocurrencycode", "EUR"),
      a_row("account", "acme").with("name", "Acme").with("accountnumber", "US-001"),
      a_row("msdyn_organizationalunit", "unit").with("msdyn_name", "Contoso US"),
      a_row("salesorder", "contract")
          .with("name", "Roofs")
          .with("ordernumber", "ORD-1")
          .with("msdyn_ordertype", 192350001L)
          .with("paymenttermscode", 2L)
          .naming("customerid", "account", "acme")
          .naming("transactioncurrencyid", "transactioncurrency", "euro")
          .naming("msdyn_contractorganizationalunitid", "msdyn_organizationalunit", "unit"),
      a_row("msdyn_project", "project")
          .with("msdyn_subject", "Roof of hall 3")
          .with("msdynce_projectnumber", "PRJ-1")
          .with("msdyn_scheduledstart", std::int64_t{1'795'000'000'000})
          .naming("msdyn_salesorderid", "salesorder", "contract")
          .naming("msdyn_customer", "account", "acme"),
      a_row("salesorderdetail", "line")
          .with("productdescription", "Work")
          .with("sequencenumber", 1L)
          .with("msdyn_billingmethod", 192350000L)
          .naming("salesorderid", "salesorder", "contract")
          .naming("msdyn_project", "msdyn_project", "project"),
      a_row("msdyn_contractlinescheduleofvalue", "milestone")
          .with("msdyn_name", "Half done")
          .with("msdyn_contractline", "6c696e65-0000-0000-0000-000000000000")
          .with("msdyn_invoicedate", std::int64_t{20'800})
          .with("msdyn_amount", std::int64_t{12'500'000})
          .naming("msdyn_contractlineid", "salesorderdetail", "line")
          .naming("transactioncurrencyid", "transactioncurrency", "euro"),
      a_row("msdyn_transactioncategory", "travel")
          .with("msdyn_name", "Travel")
          .with("msdyn_billingtype", 192350001L)
          .with("statecode", 0L),
      a_row("msdyn_projecttask", "task")
          .with("msdyn_subject", "Tiles")
          .with("msdyn_wbsid", "1")
          .with("msdyn_islinetask", false)
          .with("msdyn_effort", std::int64_t{80'000})
          .with("msdyn_plannedcost", std::int64_t{1'000'000})
          .with("msdyn_plannedsales", std::int64_t{2'000'000})
          .naming("msdyn_project", "msdyn_project", "project")
          .naming("msdyn_transactioncategory", "msdyn_transactioncategory", "travel")
          .naming("transactioncurrencyid", "transactioncurrency", "euro"),
      a_row("msdyn_estimateline", "estimate")
          .with("msdyn_description", "Train")
          .with("msdyn_transactionclassification", 192350001L)
          .with("msdyn_transactiontypecode", 192350000L)
          .with("msdyn_billingtype", 192350001L)
          .with("msdyn_quantity", std::int64_t{20'000})
          .with("msdyn_price", std::int64_t{500'000})
          .naming("msdyn_project", "msdyn_project", "project")
          .naming("msdyn_task", "msdyn_projecttask", "task")
          .naming("msdyn_transactioncategory", "msdyn_transactioncategory", "travel")
          .naming("transactioncurrencyid", "transactioncurrency", "euro"),
      a_row("msdyn_transactionconnection", "of estimates")
          .with("msdyn_transaction1", "00000000-0000-0000-0000-000000000001")
          .with("msdyn_transaction1role", "Cost")
          .with("msdyn_transaction1type", "msdyn_estimateline")
          .with("msdyn_transaction2", "00000000-0000-0000-0000-000000000002")
          .with("msdyn_transaction2role", "Unbilled Sales")
          .with("msdyn_transaction2type", "msdyn_estimateline"),
  };
}

inline schema::Row an_actual(std::string_view name, std::int64_t type = 192350005,
                             std::string_view description = "Hours on the roof") {
  return a_row("msdyn_actual", name)
      .with("msdyn_description", std::string(description).c_str())
      .with("msdyn_transactionclassification", 192350000L)
      .with("msdyn_transactiontypecode", type)
      .with("msdyn_billingtype", 192350001L)
      .with("msdyn_quantity", std::int64_t{20'000})
      .with("msdyn_price", std::int64_t{600'000})
      .with("msdyn_amount", std::int64_t{1'200'000})
      .with("msdyn_amount_base", std::int64_t{1'200'000})
      .with("msdyn_accountingdate", std::int64_t{1'795'100'000'000})
      .naming("msdyn_project", "msdyn_project", "project")
      .naming("msdyn_task", "msdyn_projecttask", "task")
      .naming("msdyn_salescontract", "salesorder", "contract")
      .naming("msdyn_contractorganizationalunitid", "msdyn_organizationalunit", "unit")
      .naming("msdyn_resourceorganizationalunitid", "msdyn_organizationalunit", "unit")
      .naming("msdyn_transactioncategory", "msdyn_transactioncategory", "travel")
      .naming("transactioncurrencyid", "transactioncurrency", "euro");
}

class FinanceWorld {
 public:
  FinanceWorld()
      : exposure(std::make_shared<const Exposure>(schema::Catalogue::embedded(),
                                                  ExposureSettings::defaults())),
        committer(exposure, clock),
        store(must(create_sqlite_store(
            (folder / "store.db").string(), {.synchronous = sqlite::Synchronous::off},
            schema::Catalogue::embedded(), {.id = id_of("organisation"), .name = "Test"}, random))),
        writer(*store) {
    restart();
  }

  /// A process that begins: everything in memory is gone.
  void restart() {
    runner.reset();
    runner.emplace(RunnerParts{*store, committer, writer, clock, peer, settings,
                               *Templates::embedded(), Gates::embedded()});
  }
  void commit(const std::vector<schema::RowChange>& changes) {
    auto transaction = must(store->begin_write());
    must(committer.commit(*transaction, changes, {.kind = "test"}));
    must(transaction->commit());
  }
  void put(const std::vector<schema::Row>& rows) {
    std::vector<schema::RowChange> changes;
    for (const schema::Row& row : rows) {
      schema::RowChange change(row.key());
      for (std::uint32_t i = 0; i < row.values.size(); ++i)
        change.values.emplace_back(i, row.values[i]);
      changes.push_back(std::move(change));
    }
    commit(changes);
  }
  void set(std::string_view entity, std::string_view name, std::string_view column,
           schema::Value value) {
    const auto handle = schema::Catalogue::embedded()->column(entity, column);
    commit({schema::RowChange({handle.entity_number, id_of(name)}).set(handle, std::move(value))});
  }
  std::optional<schema::Row> row(std::string_view entity, const Uuid& id) {
    auto transaction = must(store->begin_read());
    return must(transaction->get({schema::Catalogue::embedded()->entity(entity).number, id}));
  }
  static schema::ColumnHandle column(std::string_view entity, std::string_view name) {
    return schema::Catalogue::embedded()->column(entity, name);
  }
  /// Runs to the end, moving the clock over pauses.
  RunState run(const std::set<std::string>& only = {}) {
    must(runner->begin(Trigger::hand, only));
    return finish();
  }
  RunState finish() {
    for (int i = 0; i < 100'000; ++i) {
      const Progress progress = must(runner->step());
      if (!progress.is_running) return must(runner->state());
      if (progress.not_before) clock.advance(*progress.not_before - clock.now());
    }
    ADD_FAILURE() << "the run does not end";
    return {};
  }
  std::vector<OutboxItem> items(std::string_view task, OutboxState state) {
    auto transaction = must(store->begin_read());
    return must(transaction->outbox_items(kPeer, task, state, 0, 1'000'000));
  }
  /// Problems of the one failed or skipped item of a task.
  Json problem(std::string_view task) {
    for (const OutboxState state : {OutboxState::failed, OutboxState::skipped})
      for (const OutboxItem& item : items(task, state))
        return Json::parse(item.detail)["problems"][0];
    return nullptr;
  }

  tests::TempDir folder;
  tests::FakeClock clock;
  SeededRandom random{5};
  std::shared_ptr<const Exposure> exposure;
  Committer committer;
  std::unique_ptr<Store> store;
  FinanceSettings settings = ready_settings();
  TestWriter writer;
  FakePeer peer{*Templates::embedded()};
  std::optional<Runner> runner;
};

}  // namespace fieldbook::syncd::finance
