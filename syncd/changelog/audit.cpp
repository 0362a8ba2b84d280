#include "syncd/changelog/audit.hpp"

#include <fmt/format.h>

#include "shared/schema/row_codec.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::size_t kLinesPerRead = 1000;

std::string row_name(const schema::RowKey& key, const schema::Catalogue& catalogue) {
  const schema::Entity* entity = catalogue.find_number(key.entity);
  return fmt::format("{}/{}", entity != nullptr ? entity->name : fmt::format("{}", key.entity),
                     to_string(key.id));
}

std::string_view what_happened(const RowEdit& edit) {
  if (!edit.before) return "added";
  return edit.after ? "changed" : "removed";
}

/// A hash over what the rows are afterwards, chained row by row.
ChainValue hash_of(std::span<const RowEdit> edits) {
  ChainValue hash{};
  Bytes bytes;
  for (const RowEdit& edit : edits) {
    bytes.clear();
    for (int i = 0; i < 4; ++i)
      bytes.push_back(static_cast<std::uint8_t>(edit.key.entity >> (8 * i)));
    bytes.insert(bytes.end(), edit.key.id.bytes.begin(), edit.key.id.bytes.end());
    if (edit.after) {
      const Bytes image = schema::encode_image(*edit.after);
      bytes.insert(bytes.end(), image.begin(), image.end());
    }
    hash = protocol::next_chain(hash, bytes);
  }
  return hash;
}

}  // namespace

std::string print_audit_body(const Cause& cause, std::span<const RowEdit> edits,
                             const schema::Catalogue& catalogue, Instant now) {
  nlohmann::ordered_json body;
  body["at"] = format_instant(now);
  body["kind"] = cause.kind;
  if (!cause.actor.is_nil()) body["actor"] = to_string(cause.actor);
  if (!cause.device.is_nil()) body["device"] = to_string(cause.device);
  if (!cause.action.is_nil()) body["action"] = to_string(cause.action);
  if (cause.target) body["target"] = row_name(*cause.target, catalogue);
  if (cause.verdict) body["verdict"] = actions::to_string(*cause.verdict);
  if (cause.reason != actions::Reason::none) body["reason"] = actions::to_string(cause.reason);
  for (const auto& [name, value] : cause.facts) body["facts"][name] = value;
  if (!edits.empty()) {
    body["rows"] = edits.size();
    body["changes"] = to_hex(hash_of(edits));
  }
  if (edits.size() <= limits::kAuditRowsMax)
    for (const RowEdit& edit : edits)
      body["changed"].push_back({row_name(edit.key, catalogue), what_happened(edit)});
  return body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<AuditCheck> verify_audit(ReadTransaction& store) {
  AuditCheck out;
  ChainValue chain{};
  Commit commit = 0;
  std::uint32_t index = 0;
  for (;;) {
    TRY(const auto lines, store.audit(commit, index, kLinesPerRead));
    if (lines.empty()) break;
    for (const AuditLine& line : lines) {
      ++out.lines;
      const bool follows = line.commit == commit ? line.index == index + 1
                                                 : line.commit == commit + 1 && line.index == 0;
      chain = protocol::next_chain(chain, as_bytes(line.body));
      if (!out.broken_at && (!follows || chain != line.chain))
        out.broken_at.emplace(line.commit, line.index);
      commit = line.commit;
      index = line.index;
    }
  }
  out.head_matches = chain == store.head().chain && commit == store.head().commit;
  return out;
}

}  // namespace fieldbook::syncd
