#include "client/tool/evidence.hpp"

#include <fmt/format.h>

#include "client/tool/commands.hpp"
#include "platform/os/files.hpp"
#include "shared/actions/action_table.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::client {
namespace {

constexpr std::string_view kDecisionEntity = "fieldbook_quotedecision";
constexpr std::size_t kEvidenceBytesMax = 256 * 1024;
constexpr std::size_t kDecisionsMax = 1000;

using Fact = std::pair<std::string, std::string>;

std::string text_argument(const actions::Action& action, std::string_view name) {
  const schema::Value* value = action.argument(name);
  const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
  return text == nullptr ? std::string() : *text;
}

std::string money_text(std::int64_t amount) {
  const auto catalogue = schema::Catalogue::embedded();
  return schema::value_to_text(*catalogue->entity("quote").find("totalamount"), amount);
}

void add_action_facts(const actions::Action& action, std::vector<Fact>& out) {
  out.emplace_back("decision",
                   action.kind == actions::kinds::kQuoteApprove ? "approved" : "rejected");
  out.emplace_back("action", to_string(action.id));
  out.emplace_back("quote_id", to_string(action.target));
  out.emplace_back("person_id", to_string(action.actor));
  out.emplace_back("shown_hash", to_hex(action.basis.material_hash));
  out.emplace_back("comment", text_argument(action, actions::arguments::kComment));
  out.emplace_back("typed_name", text_argument(action, actions::arguments::kSignerName));
  out.emplace_back("signature", text_argument(action, actions::arguments::kSignature));
  out.emplace_back("device_clock", format_instant({action.time.wall_ms}));
}

std::vector<Fact> facts_of(const actions::CheckedEvidence& checked) {
  const actions::Evidence& evidence = checked.evidence;
  std::vector<Fact> out{{"organisation", evidence.organisation},
                        {"person", evidence.person},
                        {"role", evidence.role},
                        {"quote", evidence.quote},
                        {"revision", fmt::format("{}", evidence.revision)},
                        {"total", money_text(evidence.total)}};
  if (checked.action) add_action_facts(*checked.action, out);
  out.emplace_back("decided_not_before", format_instant(evidence.earliest));
  out.emplace_back("decided_not_after", format_instant(evidence.latest));
  out.emplace_back("received", format_instant(evidence.received));
  if (checked.receipt) {
    out.emplace_back("verdict", actions::to_string(checked.receipt->verdict));
    out.emplace_back("commit", fmt::format("{}", checked.receipt->commit));
  }
  out.emplace_back("device_key", to_hex(evidence.device_key));
  out.emplace_back("daemon_key", to_hex(evidence.daemon_key));
  return out;
}

struct Options {
  std::string quote;
  std::string file;
  std::string daemon_key;
};

ExitCode export_evidence(const Tool& tool, const Options& options) {
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  const auto quote = tool.find_row(**opened, "quote", options.quote);
  if (!quote) return tool.report(quote.error());
  const auto record = evidence_of(**opened, *quote);
  if (!record) return tool.report(record.error());
  const std::string file =
      options.file.empty() ? fmt::format("evidence-{}.cbor", to_string(*quote)) : options.file;
  const std::string_view bytes(reinterpret_cast<const char*>(record->data()), record->size());
  if (const Status written = platform::write_file(file, bytes, platform::Privacy::owner_only);
      !written)
    return tool.report(written.error());
  if (tool.json())
    tool.print({{"file", file}, {"bytes", record->size()}});
  else
    fmt::print("Written to {} ({} bytes).\n", file, record->size());
  return ExitCode::ok;
}

Result<std::optional<FixedBytes<32>>> read_key(const std::string& text) {
  if (text.empty()) return std::optional<FixedBytes<32>>();
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != 32)
    return fail(Errc::invalid_argument, "A daemon's key is 64 hexadecimal digits.");
  TRY(const auto key, to_fixed<32>(*bytes));
  return std::optional(key);
}

ExitCode verify_evidence(const Tool& tool, const Options& options) {
  const auto key = read_key(options.daemon_key);
  if (!key) return tool.report(key.error());
  const auto content = platform::read_file(options.file, kEvidenceBytesMax);
  if (!content) return tool.report(content.error());
  const Bytes bytes(content->begin(), content->end());
  const auto checked = actions::check_evidence(bytes, *key);
  if (!checked) {
    if (tool.json())
      tool.print({{"holds", false}, {"problem", checked.error().message}});
    else
      fmt::print("Nothing holds: this is {}.\n", checked.error().message);
    return ExitCode::not_proven;
  }
  if (tool.json())
    tool.print(to_json(*checked));
  else
    fmt::print("{}", evidence_text(*checked));
  if (!tool.json() && !*key)
    fmt::print(
        "Not compared: whether the daemon's key is your organisation's. Give it with "
        "--daemon-key.\n");
  return checked->holds() ? ExitCode::ok : ExitCode::not_proven;
}

}  // namespace

Result<Bytes> evidence_of(Client& client, const Uuid& quote) {
  const auto catalogue = client.catalogue();
  const auto of_quote = catalogue->column(kDecisionEntity, "quoteid");
  const auto decided = catalogue->column(kDecisionEntity, "decidedon");
  const auto evidence = catalogue->column(kDecisionEntity, "evidence");
  TRY(const auto list, wait<ListSnapshot>([&](auto done) {
        client.list({.entity = std::string(kDecisionEntity),
                     .view = "*",
                     .conditions = {{"quoteid", schema::Operator::equal, {schema::Value(quote)}}},
                     .limit = kDecisionsMax},
                    std::move(done));
      }));
  const schema::Row* last = nullptr;
  for (const RowSnapshot& found : list.rows)
    if (found.row.lookup(of_quote) == quote &&
        (last == nullptr || last->integer(decided) < found.row.integer(decided)))
      last = &found.row;
  if (last == nullptr) return fail(Errc::not_found, "This device holds no decision on that quote.");
  const std::string text = last->text(evidence);
  if (text.empty())
    return fail(Errc::unavailable, "The server has not answered that decision yet. Sync first.");
  const auto bytes = from_hex(text);
  if (!bytes) return fail(Errc::corrupt, "The evidence of that decision cannot be read.");
  return *bytes;
}

std::string evidence_text(const actions::CheckedEvidence& checked) {
  std::string out;
  for (const auto& [name, value] : facts_of(checked))
    if (!value.empty()) out += fmt::format("{:<20}{}\n", name, fit(value, 100));
  for (const actions::EvidenceCheck& check : checked.checks)
    out += fmt::format("{:<20}{}\n", check.holds ? "holds" : "DOES NOT HOLD", check.claim);
  return out;
}

nlohmann::ordered_json to_json(const actions::CheckedEvidence& checked) {
  nlohmann::ordered_json checks = nlohmann::ordered_json::array();
  for (const actions::EvidenceCheck& check : checked.checks)
    checks.push_back({{"claim", check.claim}, {"holds", check.holds}});
  nlohmann::ordered_json facts = nlohmann::ordered_json::object();
  for (const auto& [name, value] : facts_of(checked)) facts[name] = value;
  return {{"holds", checked.holds()}, {"facts", std::move(facts)}, {"checks", std::move(checks)}};
}

void add_evidence(CLI::App& app, Run& run) {
  CLI::App* evidence = app.add_subcommand("evidence", "Proof of a quote's approval or rejection");
  evidence->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* exporting = evidence->add_subcommand("export", "Write the proof to a file");
  exporting->add_option("QUOTE", options->quote, "Id, start of the id, or name")->required();
  exporting->add_option("--out", options->file, "The file; else evidence-ID.cbor");
  exporting->callback([options, &run] {
    run = [options](const Tool& tool) { return export_evidence(tool, *options); };
  });
  auto verifying = std::make_shared<Options>();
  CLI::App* verify = evidence->add_subcommand("verify", "Check a proof; needs no profile");
  verify->add_option("FILE", verifying->file, "What export wrote")->required();
  verify->add_option("--daemon-key", verifying->daemon_key, "The daemon's public key, in hex");
  verify->callback([verifying, &run] {
    run = [verifying](const Tool& tool) { return verify_evidence(tool, *verifying); };
  });
}

}  // namespace fieldbook::client
