// Follows one actual: from the device that made it over what was sent and its journal line to
// voucher, tax and invoice.

#include <fmt/format.h>

#include "shared/schema/json_form.hpp"
#include "syncd/integrations/finance/desk.hpp"

namespace fieldbook::syncd::finance {
namespace {

constexpr std::size_t kResultsMax = 10;
constexpr std::string_view kActualsTask = "actuals";

/// A row that is tied to the actual by a transaction connection.
struct Tie {
  std::string role, type, other_role;
  Uuid other;
};

class Tracer {
 public:
  explicit Tracer(ReadTransaction& rows) : rows_(rows), catalogue_(rows.catalogue()) {}

  /// `lines` are the journal's, or why they cannot be asked for.
  Result<Trace> run(const Uuid& actual, const PeerResult<std::vector<Json>>& lines) {
    TRY(const auto row, rows_.get({entity().number, actual}));
    if (!row) return fail(Errc::not_found, "the actual is gone");
    Trace out{.actual = actual, .description = row->text(column("msdyn_description"))};
    TRY(const auto ties, ties_of(actual));
    CHECK(add_device(actual, ties, out.steps));
    add_actual(*row, out.steps);
    CHECK(add_sent(actual, out.steps));
    add_journal(lines, out.steps);
    add_voucher(*row, out.steps);
    CHECK(add_tax(ties, out.steps));
    CHECK(add_invoice(*row, ties, out.steps));
    return out;
  }

  /// The id of an actual, of the action that made one, or of what one is tied to (a time entry's
  /// journal line).
  Result<std::optional<Uuid>> find_actual(const Uuid& asked) {
    TRY(const auto row, rows_.get({entity().number, asked}));
    if (row) return std::optional(asked);
    TRY(const auto result, rows_.action_result(asked));
    if (result && result->target.entity == entity().number) {
      TRY(const auto target, rows_.get(result->target));
      if (target) return std::optional(result->target.id);
    }
    TRY(const auto ties, ties_of(asked));
    for (const Tie& tie : ties) {
      TRY(const auto other, rows_.get({entity().number, tie.other}));
      if (other) return std::optional(tie.other);
    }
    return std::optional<Uuid>();
  }

 private:
  [[nodiscard]] const schema::Entity& entity() const { return catalogue_.entity("msdyn_actual"); }
  [[nodiscard]] schema::ColumnHandle column(std::string_view name) const {
    return catalogue_.column("msdyn_actual", name);
  }

  using Details = std::vector<std::pair<std::string, std::string>>;
  static void add(std::vector<TraceStep>& steps, std::string_view step, bool is_done,
                  std::string text, Details details = {}) {
    steps.push_back({.step = std::string(step),
                     .is_done = is_done,
                     .what = std::move(text),
                     .details = std::move(details)});
  }

  /// Connections have texts where lookups would be, so they are read one after the other.
  Result<std::vector<Tie>> ties_of(const Uuid& id) {
    const schema::Entity& connection = catalogue_.entity("msdyn_transactionconnection");
    const auto of = [&](std::string_view name) { return catalogue_.column(connection.name, name); };
    const auto side1 = of("msdyn_transaction1"), side2 = of("msdyn_transaction2");
    const auto role1 = of("msdyn_transaction1role"), role2 = of("msdyn_transaction2role");
    const auto type1 = of("msdyn_transaction1type"), type2 = of("msdyn_transaction2type");
    std::vector<Tie> out;
    for (RowNumber after = 0;;) {
      TRY(const auto rows, rows_.scan(connection, after, limits::kExportRowsPerRead));
      for (const StoredRow& stored : rows) {
        const auto first = parse_uuid(stored.row.text(side1));
        const auto second = parse_uuid(stored.row.text(side2));
        if (!first || !second) continue;
        if (*second == id)
          out.push_back(
              {stored.row.text(role1), stored.row.text(type1), stored.row.text(role2), *first});
        else if (*first == id)
          out.push_back(
              {stored.row.text(role2), stored.row.text(type2), stored.row.text(role1), *second});
      }
      if (rows.size() < limits::kExportRowsPerRead) return out;
      after = rows.back().number;
    }
  }

  Status add_device(const Uuid& actual, const std::vector<Tie>& ties,
                    std::vector<TraceStep>& steps) {
    TRY(const auto results, rows_.results_for({entity().number, actual}, kResultsMax));
    std::optional<ActionResult> made;
    if (!results.empty()) made = results.back();
    for (const Tie& tie : ties) {
      if (made || tie.type == entity().name) continue;
      TRY(made, rows_.action_result(tie.other));
    }
    if (!made) {
      add(steps, "device", false, "no device of this organisation made it: it came by import");
      return {};
    }
    TRY(const auto device, rows_.device(made->device));
    add(steps, "device", true,
        fmt::format("{} on {}", made->kind, device ? device->name : to_string(made->device)),
        {{"action", to_string(made->receipt.action)},
         {"device", to_string(made->device)},
         {"actor", to_string(made->actor)},
         {"decided", format_instant(made->decided)}});
    return {};
  }

  void add_actual(const schema::Row& row, std::vector<TraceStep>& steps) const {
    const auto shown = [&](std::string_view name) {
      const schema::Column& of = *entity().find(name);
      return schema::value_to_text(of, row.values[of.ordinal]);
    };
    add(steps, "actual", true,
        fmt::format("{}, {}: {} × {} = {}", shown("msdyn_transactionclassification"),
                    shown("msdyn_transactiontypecode"), shown("msdyn_quantity"),
                    shown("msdyn_price"), shown("msdyn_amount")));
  }

  Status add_sent(const Uuid& actual, std::vector<TraceStep>& steps) {
    TRY(const auto item, rows_.outbox_item(kPeer, kActualsTask, {entity().number, actual}));
    if (!item) return {};  // sent and posted, or no business of the template: the peer knows
    add(steps, "outbox", item->state == OutboxState::sent,
        fmt::format("{} since {}", to_string(item->state), format_instant(item->since)),
        {{"state", std::string(to_string(item->state))}, {"since", format_instant(item->since)}});
    steps.back().problems = problems_from(item->detail);
    return {};
  }

  static void add_journal(const PeerResult<std::vector<Json>>& lines,
                          std::vector<TraceStep>& steps) {
    if (!lines)
      return add(steps, "journal line", false, "cannot be asked: " + lines.error().message);
    if (lines->empty()) return add(steps, "journal line", false, "there is none yet");
    const Json& line = lines->front();
    const auto text = [&](const char* name) {
      const auto found = line.find(name);
      return found == line.end() ? std::string() : shown(*found);
    };
    add(steps, "journal line", text("STATUS") == "Posted",
        fmt::format("{} line {}: {}", text("JOURNALID"), text("LINENUMBER"), text("STATUS")),
        {{"journal", text("JOURNALID")},
         {"line", text("LINENUMBER")},
         {"status", text("STATUS")},
         {"error", text("ERRORMESSAGE")},
         {"voucher", text("VOUCHER")}});
  }

  void add_voucher(const schema::Row& row, std::vector<TraceStep>& steps) const {
    const std::string voucher = row.text(column("msdyn_externalreferenceid"));
    const auto at = row.integer(column("msdyn_externalreferencedate"));
    Details more = {{"voucher", voucher}};
    if (at) more.emplace_back("posted", format_instant({*at}));
    add(steps, "voucher", !voucher.empty(), voucher.empty() ? "has not come back yet" : voucher,
        std::move(more));
  }

  Status add_tax(const std::vector<Tie>& ties, std::vector<TraceStep>& steps) {
    bool found = false;
    for (const Tie& tie : ties) {
      if (tie.role != "Tax") continue;
      TRY(const auto tax, rows_.get({entity().number, tie.other}));
      if (!tax) continue;
      const schema::Column& amount = *entity().find("msdyn_amount");
      add(steps, "sales tax", true, schema::value_to_text(amount, tax->values[amount.ordinal]),
          {{"actual", to_string(tie.other)}});
      found = true;
    }
    if (!found) add(steps, "sales tax", false, "none has come back");
    return {};
  }

  Status add_invoice(const schema::Row& row, const std::vector<Tie>& ties,
                     std::vector<TraceStep>& steps) {
    const schema::ColumnHandle lookup = column("msdyn_invoice");
    auto invoice = row.lookup(lookup);
    for (const Tie& tie : ties) {
      if (invoice || tie.type != entity().name || tie.role != "Billed Sales") continue;
      TRY(const auto billed, rows_.get({entity().number, tie.other}));
      if (billed) invoice = billed->lookup(lookup);
    }
    if (!invoice) {
      add(steps, "invoice", false, "not invoiced yet");
      return {};
    }
    const schema::Entity& of = catalogue_.entity("invoice");
    TRY(const auto found, rows_.get({of.number, *invoice}));
    const std::string name =
        found ? found->text(catalogue_.column("invoice", of.name_column)) : to_string(*invoice);
    add(steps, "invoice", true, name, {{"invoice", to_string(*invoice)}});
    return {};
  }

  ReadTransaction& rows_;
  const schema::Catalogue& catalogue_;
};

PeerResult<std::vector<Json>> journal_lines(Target& target, const FinanceSettings& settings,
                                            const Uuid& actual) {
  std::vector<Json> out;
  const auto read =
      target.read({.entity_set = settings.entity_set(std::string(kJournalLinesSet)),
                   .legal_entity = settings.legal_entity,
                   .filter = {{"ACTUALID", Comparison::equal, to_string(actual), ValueKind::guid}}},
                  [&](std::span<const Json> rows) {
                    out.insert(out.end(), rows.begin(), rows.end());
                    return false;
                  });
  if (!read) return std::unexpected(read.error());
  return out;
}

}  // namespace

Result<Trace> trace_actual(Store& store, Target& target, const FinanceSettings& settings,
                           const Uuid& id) {
  std::optional<Uuid> actual;
  {
    TRY(const auto rows, store.begin_read());
    TRY(actual, Tracer(*rows).find_actual(id));
  }
  if (!actual)
    return fail(Errc::not_found,
                "no actual is known by this id, and nothing that an actual came from");
  // No snapshot is open while the other side is asked.
  const auto lines = journal_lines(target, settings, *actual);
  TRY(const auto rows, store.begin_read());
  return Tracer(*rows).run(*actual, lines);
}

}  // namespace fieldbook::syncd::finance
