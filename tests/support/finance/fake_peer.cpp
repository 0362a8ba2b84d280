#include "tests/support/finance/fake_peer.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "shared/base/time.hpp"

namespace fieldbook::tests {
namespace {

using namespace syncd::finance;

constexpr std::string_view kCompany = "usmf";
constexpr std::int64_t kModifiedBase = 1'795'000'000'000;

const Json& at(const Json& row, const std::string& name) {
  static const Json kNull;
  const auto found = row.find(name);
  return found == row.end() ? kNull : *found;
}

std::string text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

bool holds(const Condition& condition, const Json& row) {
  const Json& value = at(row, condition.column);
  const bool equal = value == condition.value;
  if (condition.comparison == Comparison::equal) return equal;
  if (condition.comparison == Comparison::not_equal) return !equal;
  if (value.is_null()) return false;
  const bool less = value < condition.value;
  switch (condition.comparison) {
    case Comparison::greater: return !less && !equal;
    case Comparison::at_least: return !less;
    case Comparison::less: return less;
    default: return less || equal;
  }
}

/// An id that is the same for the same original: a test compares end states.
std::string tax_id(const std::string& actual) { return "7a" + actual.substr(2); }
std::string relationship_id(const std::string& actual) { return "7b" + actual.substr(2); }

}  // namespace

FakePeer::FakePeer(const Templates& templates) {
  for (const Template& one : templates.all())
    for (const Task& task : one.tasks) {
      const bool is_out = one.direction == Direction::to_finance;
      const std::string name = is_out ? task.target : task.source;
      if (!sets_.contains(name)) define(name, task.key);
      for (const FieldMap& map : task.map) {
        const std::string column = is_out ? map.to : map.from;
        auto& columns = sets_.at(name).described.columns;
        if (!column.empty() && sets_.at(name).described.find(column) == nullptr)
          columns.push_back({.name = column, .type = "Edm.String"});
      }
    }
  define(std::string(kParametersSet), {});
  define(std::string(kProjectGroupsSet), {"PROJECTTYPE"});
  define(std::string(kLinePropertiesSet), {"BILLINGTYPE"});
  define(std::string(kLockingSet), {"LOCKINGOPTION"});
  define(std::string(kLegalEntitiesSet), {"LEGALENTITYID"});
  define(std::string(kJournalsSet), {"JOURNALID"});
  define(std::string(kJournalLinesSet), {"JOURNALID", "LINENUMBER"});
  set(std::string(kJournalsSet)).described.actions = {std::string(kImportAction),
                                                      std::string(kPostAction)};
  for (const char* column : {"VOUCHER", "ISJOURNALIZED", "MODIFIEDDATETIME", "SALESTAXAMOUNT"})
    if (set(std::string(kActualsSet)).described.find(column) == nullptr)
      set(std::string(kActualsSet)).described.columns.push_back({column, "Edm.String"});
  set(std::string(kRelationshipsSet))
      .described.columns.push_back({"MODIFIEDDATETIME", "Edm.DateTimeOffset"});
  put(std::string(kParametersSet), {{"INTEGRATIONENABLED", "Yes"},
                                    {"DEFAULTPROJECTTYPE", "TimeMaterial"},
                                    {"TIMECATEGORY", "Hours"},
                                    {"FEECATEGORY", "Fees"}});
  for (const char* type : {"TimeMaterial", "FixedPrice"})
    put(std::string(kProjectGroupsSet), {{"PROJECTTYPE", type}, {"PROJECTGROUP", "PSA"}});
  for (const char* type : {"NonChargeable", "Chargeable", "Complimentary", "NotAvailable"})
    put(std::string(kLinePropertiesSet), {{"BILLINGTYPE", type}, {"LINEPROPERTY", "Line"}});
  put(std::string(kLockingSet), {{"LOCKINGOPTION", "EditProjects"}, {"ISLOCKED", "Yes"}});
  put(std::string(kLegalEntitiesSet), {{"LEGALENTITYID", kCompany}, {"NAME", "Contoso"}});
}

void FakePeer::define(const std::string& name, std::vector<std::string> key) {
  Set& set = sets_[name];
  set.described.entity_set = name;
  for (const std::string& column : key)
    set.described.columns.push_back(
        {.name = column, .type = "Edm.String", .is_nullable = false, .is_key = true});
  set.key = std::move(key);
}

std::string FakePeer::key_text(const Set& set, const Json& row) const {
  std::string out = text(at(row, "dataAreaId"));
  for (const std::string& column : set.key) out += '\n' + text(at(row, column));
  return out;
}

void FakePeer::stamp(Json& row) {
  row["MODIFIEDDATETIME"] = format_instant({kModifiedBase + 1000 * ++modified_});
}

void FakePeer::put(const std::string& name, Json row) {
  Set& set = sets_.at(name);
  if (!row.contains("dataAreaId")) row["dataAreaId"] = kCompany;
  stamp(row);
  const std::string key = key_text(set, row);
  set.rows[key] = std::move(row);
}

Json FakePeer::row(const std::string& name, const std::string& column, const Json& value) const {
  for (const auto& [key, row] : sets_.at(name).rows)
    if (at(row, column) == value) return row;
  return nullptr;
}

Json FakePeer::state() const {
  Json out = Json::object();
  for (const auto& [name, set] : sets_)
    for (const auto& [key, row] : set.rows) {
      Json kept = row;
      kept.erase("MODIFIEDDATETIME");
      out[name][key] = std::move(kept);
    }
  return out;
}

PeerResult<void> FakePeer::read(const PeerQuery& query, const PageVisitor& visit) {
  pass();
  if (!read_faults.empty()) {
    const Fault fault = read_faults.front();
    read_faults.pop_front();
    return std::unexpected(fault.error);
  }
  const auto found = sets_.find(query.entity_set);
  if (found == sets_.end())
    return std::unexpected(PeerError{.kind = PeerFailure::stop,
                                     .status = 404,
                                     .message = "there is no entity set " + query.entity_set});
  std::vector<Json> rows;
  for (const auto& [key, row] : found->second.rows) {
    if (!query.legal_entity.empty() && at(row, "dataAreaId") != query.legal_entity) continue;
    if (std::ranges::all_of(query.filter, [&](const Condition& c) { return holds(c, row); }))
      rows.push_back(row);
  }
  std::ranges::stable_sort(rows, [&](const Json& a, const Json& b) {
    for (const std::string& column : query.order)
      if (at(a, column) != at(b, column)) return at(a, column) < at(b, column);
    return false;
  });
  for (std::size_t i = 0; i < rows.size(); i += page_rows) {
    const auto page = std::span(rows).subspan(i, std::min(page_rows, rows.size() - i));
    if (!visit(page)) return {};
    if (moment) moment();
  }
  return {};
}

PeerResult<std::vector<PeerResult<Json>>> FakePeer::fetch(const std::string& entity_set,
                                                          const std::string& legal_entity,
                                                          std::span<const PeerKey> keys,
                                                          const std::vector<std::string>&) {
  pass();
  const Set& set = sets_.at(entity_set);
  std::vector<PeerResult<Json>> out;
  for (const PeerKey& key : keys) {
    Json wanted = {{"dataAreaId", legal_entity}};
    for (const auto& part : key) wanted[part.column] = part.value;
    const auto found = set.rows.find(key_text(set, wanted));
    out.emplace_back(found == set.rows.end() ? Json() : found->second);
  }
  return out;
}

RowAnswer FakePeer::write_row(Set& set, const std::string& name, const std::string& company,
                              const RowWrite& write) {
  Json row = write.values;
  row["dataAreaId"] = company;
  if (refuse)
    if (auto error = refuse(name, row)) return std::unexpected(*std::move(error));
  const std::string key = key_text(set, row);
  const auto found = set.rows.find(key);
  if (write.kind == WriteKind::insert && found != set.rows.end())
    return std::unexpected(
        PeerError{.kind = PeerFailure::row, .status = 409, .message = "the key is taken"});
  ++set.writes;
  stamp(row);
  if (name == kActualsSet && found == set.rows.end()) row["ISJOURNALIZED"] = "No";
  if (found == set.rows.end()) {
    set.rows[key] = row;
    return RowWritten{true, row};
  }
  found->second.update(row);
  return RowWritten{false, found->second};
}

PeerResult<std::vector<RowAnswer>> FakePeer::write(const std::string& entity_set,
                                                   const std::string& legal_entity,
                                                   std::span<const RowWrite> rows) {
  pass();
  largest_write = std::max(largest_write, rows.size());
  std::optional<Fault> fault;
  if (!write_faults.empty()) {
    fault = write_faults.front();
    write_faults.pop_front();
    if (!fault->applied && fault->rows_done == 0) return std::unexpected(fault->error);
  }
  Set& set = sets_.at(entity_set);
  std::vector<RowAnswer> out;
  for (const RowWrite& one : rows) {
    if (fault && !fault->applied && out.size() >= fault->rows_done) {
      out.push_back(std::unexpected(fault->error));
      continue;
    }
    RowAnswer answer = write_row(set, entity_set, legal_entity, one);
    if (fault && out.size() >= fault->rows_done) answer = std::unexpected(fault->error);
    out.push_back(std::move(answer));
  }
  if (moment) moment();
  if (fault && fault->applied && fault->rows_done == 0) return std::unexpected(fault->error);
  return out;
}

PeerResult<Json> FakePeer::call(const ActionCall& action) {
  pass();
  std::optional<Fault> fault;
  if (!call_faults.empty()) {
    fault = call_faults.front();
    call_faults.pop_front();
    if (!fault->applied) return std::unexpected(fault->error);
  }
  Json out = action.name == kImportAction
                 ? import_actuals()
                 : post(action.parameters.at("JOURNALID").get<std::string>());
  if (moment) moment();
  if (fault) return std::unexpected(fault->error);
  return out;
}

/// One journal a call; one line for each actual that is in none.
Json FakePeer::import_actuals() {
  std::vector<Json*> open;
  for (auto& [key, row] : set(std::string(kActualsSet)).rows)
    if (at(row, "ISJOURNALIZED") == "No") open.push_back(&row);
  if (open.empty()) return {{"value", Json::array()}};
  const std::string journal = fmt::format("J{:05}", ++journals_);
  put(std::string(kJournalsSet),
      {{"JOURNALID", journal}, {"STATUS", "Draft"}, {"LINES", open.size()}});
  int number = 0;
  for (Json* row : open) {
    (*row)["ISJOURNALIZED"] = "Yes";
    stamp(*row);
    put(std::string(kJournalLinesSet), {{"JOURNALID", journal},
                                        {"LINENUMBER", fmt::format("{:06}", ++number)},
                                        {"ACTUALID", at(*row, "ACTUALID")},
                                        {"STATUS", "Draft"}});
  }
  return {{"value", {journal}}};
}

void FakePeer::post_line(Json& line) {
  const std::string id = line.at("ACTUALID").get<std::string>();
  Set& actuals = set(std::string(kActualsSet));
  for (auto& [key, row] : actuals.rows) {
    if (at(row, "ACTUALID") != id) continue;
    // The number follows from the actual, so that end states can be compared.
    const std::string voucher = "PSA-" + id.substr(0, 8);
    ++posted_lines;
    line["STATUS"] = "Posted";
    line["VOUCHER"] = voucher;
    row["VOUCHER"] = row["EXTERNALREFERENCE"] = voucher;
    stamp(row);
    if (tax_rate <= 0 || at(row, "TRANSTYPE") != "Sales") return;
    const double amount = at(row, "AMOUNT").is_number() ? row["AMOUNT"].get<double>() : 0;
    row["SALESTAXAMOUNT"] = line["SALESTAXAMOUNT"] = amount * tax_rate;
    Json tax = row;
    tax["ACTUALID"] = tax_id(id);
    tax["TRANSACTIONCLASSIFICATION"] = 690970002;
    tax["AMOUNT"] = tax["AMOUNTMST"] = amount * tax_rate;
    tax["DESCRIPTION"] = "Sales tax";
    put(std::string(kActualsSet), std::move(tax));
    put(std::string(kRelationshipsSet), {{"CONNECTIONID", relationship_id(id)},
                                         {"TRANSACTION1ID", tax_id(id)},
                                         {"TRANSACTION1ROLE", "Tax"},
                                         {"TRANSACTION1TYPE", "msdyn_actual"},
                                         {"TRANSACTION2ID", id},
                                         {"TRANSACTION2ROLE", "Original"},
                                         {"TRANSACTION2TYPE", "msdyn_actual"}});
    return;
  }
}

/// Good lines post, bad lines move to a journal of their own.
Json FakePeer::post(const std::string& journal) {
  std::size_t good = 0;
  std::vector<std::string> bad;
  Set& lines = set(std::string(kJournalLinesSet));
  std::vector<std::string> keys;
  for (const auto& [key, line] : lines.rows)
    if (at(line, "JOURNALID") == journal && at(line, "STATUS") != "Posted") keys.push_back(key);
  for (const std::string& key : keys) {
    Json& line = lines.rows.at(key);
    const Json actual = row(std::string(kActualsSet), "ACTUALID", line.at("ACTUALID"));
    if (!unpostable.empty() && at(actual, "DESCRIPTION") == unpostable) {
      line["STATUS"] = "Error";
      line["ERRORMESSAGE"] = "The exchange rate is missing.";
      bad.push_back(key);
      continue;
    }
    post_line(line);
    ++good;
  }
  Json* header = nullptr;
  for (auto& [key, one] : set(std::string(kJournalsSet)).rows)
    if (at(one, "JOURNALID") == journal) header = &one;
  if (header != nullptr) (*header)["STATUS"] = bad.empty() || good > 0 ? "Posted" : "Error";
  Json out = {{"POSTED", good}, {"FAILED", bad.size()}, {"ERRORJOURNALID", nullptr}};
  if (bad.empty() || good == 0) return out;
  const std::string moved = fmt::format("J{:05}", ++journals_);
  put(std::string(kJournalsSet),
      {{"JOURNALID", moved}, {"STATUS", "Error"}, {"LINES", bad.size()}});
  for (const std::string& key : bad) {
    Json line = lines.rows.at(key);
    lines.rows.erase(key);
    line["JOURNALID"] = moved;
    put(std::string(kJournalLinesSet), std::move(line));
  }
  out["ERRORJOURNALID"] = moved;
  return out;
}

PeerResult<std::optional<PeerEntity>> FakePeer::describe(const std::string& entity_set) {
  pass();
  const auto found = sets_.find(entity_set);
  if (found == sets_.end()) return std::optional<PeerEntity>();
  return std::optional(found->second.described);
}

}  // namespace fieldbook::tests
