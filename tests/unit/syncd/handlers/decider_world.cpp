#include "tests/unit/syncd/handlers/decider_world.hpp"

#include <fmt/format.h>

namespace fieldbook::tests {
namespace {

std::vector<schema::Row> organisation_rows() {
  std::vector<schema::Row> rows;
  rows.push_back(a_row("account", "acme").with("name", "Acme"));
  rows.push_back(a_row("systemuser", "sam").with("fullname", "Sam"));
  rows.push_back(a_row("adx_webrole", "approver").with("adx_name", "PSA Customer Approver"));
  for (const char* name : {"ana", "bea"}) {
    rows.push_back(a_row("contact", name)
                       .with("fullname", name)
                       .with("adx_identity_logonenabled", true)
                       .naming("parentcustomerid", "account", "acme"));
    rows.push_back(a_row("contact_adx_webrole_link", std::string("role of ") + name)
                       .naming("contactid", "contact", name)
                       .naming("adx_webroleid", "adx_webrole", "approver"));
  }
  for (const char* name : {"quote", "other-quote", "third-quote"})
    rows.push_back(a_row("quote", name)
                       .with("name", name)
                       .naming("customerid", "account", "acme")
                       .with("msdyn_ordertype", std::int64_t{192'350'001})
                       .with("statuscode", std::int64_t{1})
                       .with("totalamount", std::int64_t{12'000'000}));
  return rows;
}

}  // namespace

DeciderWorld::DeciderWorld()
    : exposure(
          std::make_shared<const syncd::Exposure>(catalogue, syncd::ExposureSettings::defaults())) {
  // Made once: the tables of all entities are what a test would spend its time on.
  static std::optional<SimDisk::Image> image;
  if (image) {
    disk.put_image(*image);
    store = must(syncd::open_sqlite_store(disk.path("store.db"), {.vfs = kSimVfs}, catalogue));
    open();
    return;
  }
  store = must(syncd::create_sqlite_store(disk.path("store.db"), {.vfs = kSimVfs}, catalogue,
                                          {.id = id_of("organisation"), .name = "Test"}, random));
  open();
  put(organisation_rows());
  restart();
  image = disk.image();
}

void DeciderWorld::open() {
  committer = std::make_unique<syncd::Committer>(exposure, clock);
  decider = std::make_unique<syncd::Decider>(
      *store, *committer, syncd::DeciderSettings{},
      [this](std::string_view kind) -> const rules::Rule* {
        const auto found = overrides.find(kind);
        return found != overrides.end() ? &found->second : rules::find_rule(kind);
      },
      &random);
}

void DeciderWorld::restart(PowerLoss loss) {
  decider.reset();
  committer.reset();
  disk.power_off();
  store.reset();
  disk.fail_from(0);
  disk.power_on(loss, random);
  store = must(syncd::open_sqlite_store(disk.path("store.db"), {.vfs = kSimVfs}, catalogue));
  open();
}

void DeciderWorld::put(const std::vector<schema::Row>& rows) {
  std::vector<schema::RowChange> changes;
  for (const schema::Row& row : rows) {
    schema::RowChange change(row.key());
    for (std::uint32_t i = 0; i < row.values.size(); ++i)
      change.values.emplace_back(i, row.values[i]);
    changes.push_back(std::move(change));
  }
  const auto transaction = must(store->begin_write());
  must(committer->commit(*transaction, changes, {.kind = "test"}));
  must(transaction->commit());
}

actions::Action DeciderWorld::approval(std::string_view id, std::string_view quote) {
  actions::Action action;
  action.id = id_of(id);
  action.kind = actions::kinds::kQuoteApprove;
  action.entity = "quote";
  action.target = id_of(quote);
  action.actor = id_of("ana");
  action.basis.material_hash =
      must(rules::material_hash(*read(), action.target, schema::Audience::customer));
  return action;
}

actions::Action DeciderWorld::rename(std::string_view id, std::string_view column,
                                     std::string_view text) {
  actions::Action action;
  action.id = id_of(id);
  action.kind = actions::kinds::kRecordUpdate;
  action.entity = "contact";
  action.target = action.actor = id_of("ana");
  const std::uint32_t number = catalogue->entity("contact").find(column)->number;
  action.basis.fields = {{number, value("contact", "ana", column)}};
  action.fields = {{number, std::string(text)}};
  return action;
}

actions::SignedAction DeciderWorld::signed_as(std::uint64_t number, const actions::Action& action) {
  return {number, actions::encode(action), {}};
}

syncd::DecideBatch DeciderWorld::batch(const std::vector<actions::Action>& actions,
                                       std::uint64_t first, std::string_view stream) {
  syncd::DecideBatch out;
  out.person = id_of("ana");
  out.device = id_of("device");
  out.stream = id_of(stream);
  out.received = clock.now();
  for (const actions::Action& action : actions) out.actions.push_back(signed_as(first++, action));
  return out;
}

syncd::DecidedActions DeciderWorld::decide(const syncd::DecideBatch& one) {
  auto outcome = decider->decide(std::span(&one, 1));
  commits = outcome.commits;
  return must(std::move(outcome.batches.front()));
}

std::vector<std::string> DeciderWorld::words(const syncd::DecidedActions& decided) {
  std::vector<std::string> out;
  for (const actions::Receipt& receipt : decided.receipts)
    out.push_back(fmt::format("{} {} {}", receipt.number, actions::to_string(receipt.verdict),
                              actions::to_string(receipt.reason)));
  if (decided.fork) out.emplace_back("fork");
  return out;
}

schema::Value DeciderWorld::value(std::string_view entity, std::string_view id,
                                  std::string_view column) {
  const schema::ColumnHandle handle = catalogue->column(entity, column);
  const auto row = must(read()->get({handle.entity_number, id_of(id)}));
  return row ? (*row)[handle] : schema::Value();
}

std::uint64_t DeciderWorld::count(std::string_view entity) {
  return must(read()->count(catalogue->entity(entity)));
}

std::size_t DeciderWorld::audit_lines(std::string_view kind) {
  const std::string member = fmt::format("\"kind\":\"{}\"", kind);
  std::size_t out = 0;
  for (const syncd::AuditLine& line : must(read()->audit(0, 0, 100'000)))
    if (line.body.find(member) != std::string::npos) ++out;
  return out;
}

}  // namespace fieldbook::tests
