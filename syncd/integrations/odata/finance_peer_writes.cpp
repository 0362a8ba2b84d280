#include <fmt/format.h>

#include "syncd/integrations/odata/finance_peer.hpp"
#include "syncd/integrations/odata/json.hpp"
#include "syncd/integrations/odata/literal.hpp"

namespace fieldbook::syncd::odata {

using finance::Json;
using finance::PeerError;
using finance::PeerResult;
using finance::RowAnswer;
using finance::RowWrite;
using finance::WriteKind;

namespace {

constexpr std::string_view kCompanyColumn = "dataAreaId";
constexpr auto kMetadataAge = std::chrono::minutes(10);

/// Finance and Operations writes rows of the company in the body, whatever the query says.
std::string with_company(std::string path) { return std::move(path) + "?cross-company=true"; }

BatchItem insert_item(const std::string& set_path, const std::string& legal_entity,
                      const RowWrite& row) {
  Json body = row.values;
  if (!legal_entity.empty()) body[std::string(kCompanyColumn)] = legal_entity;
  return {.method = "POST",
          .path = with_company(set_path),
          .headers = {{"Prefer", "return=minimal"}},
          .body = body.dump()};
}

BatchItem update_item(const std::string& row_path, const RowWrite& row) {
  // The key stands in the path; in the body it counts as a change of the key.
  Json body = row.values;
  body.erase(std::string(kCompanyColumn));
  for (const finance::PeerKeyPart& part : row.key) body.erase(part.column);
  BatchItem item{.method = "PATCH",
                 .path = with_company(row_path),
                 .headers = {{"Prefer", "return=minimal"}},
                 .body = body.dump()};
  if (!row.etag.empty())
    item.headers.emplace_back("If-Match", row.etag);
  else if (row.kind == WriteKind::update)
    item.headers.emplace_back("If-Match", "*");
  return item;
}

}  // namespace

RowAnswer FinancePeer::answer_of(const RowWrite& row, const BatchAnswer& answer,
                                 bool inserted) const {
  if (auto error = client_.error_of(answer)) {
    // "If it is there at all" failed.
    if (error->failure == Failure::changed_meanwhile && row.etag.empty() &&
        row.kind == WriteKind::update) {
      error->failure = Failure::not_found;
      error->status = 404;
    }
    PeerError out =
        to_peer_error(*error, error->status >= 500 && error->failure != Failure::throttled);
    if (inserted && error->failure == Failure::not_found) {
      out.kind = finance::PeerFailure::stop;
      out.message = "the peer has no such entity set: " + out.message;
    }
    return std::unexpected(std::move(out));
  }
  finance::RowWritten written{.created = inserted || answer.status == 201};
  if (!answer.body.empty()) {
    auto json = parse_bounded(answer.body);
    if (json && json->is_object()) written.row = *std::move(json);
  }
  return written;
}

PeerResult<std::vector<RowAnswer>> FinancePeer::write(const std::string& entity_set,
                                                      const std::string& legal_entity,
                                                      std::span<const RowWrite> rows) {
  ASSERT(rows.size() <= finance::kBatchRowsMax);
  const std::string set_path = percent_encoded(entity_set);
  std::vector<RowAnswer> out(rows.size());
  std::vector<std::size_t> sent;
  std::vector<BatchItem> items;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].kind == WriteKind::insert) {
      items.push_back(insert_item(set_path, legal_entity, rows[i]));
      sent.push_back(i);
      continue;
    }
    auto path = row_path(entity_set, legal_entity, rows[i].key);
    if (!path) {
      if (path.error().kind != finance::PeerFailure::row)
        return std::unexpected(std::move(path).error());
      out[i] = std::unexpected(std::move(path).error());
      continue;
    }
    items.push_back(update_item(*path, rows[i]));
    sent.push_back(i);
  }

  // First what the rows ask for; then inserts for those of the upserts that are not there.
  bool anything_answered = false;
  for (int round = 0; round < 2 && !items.empty(); ++round) {
    std::vector<BatchOutcome> outcomes = client_.batches({std::move(items)});
    const BatchOutcome& outcome = outcomes.front();
    items.clear();
    if (outcome.rest && outcome.answers.empty() && !anything_answered) {
      PeerError error = to_peer_error(outcome.rest->error, outcome.rest->in_doubt);
      if (error.kind == finance::PeerFailure::row) error.kind = finance::PeerFailure::stop;
      return std::unexpected(std::move(error));
    }
    anything_answered = true;
    std::vector<std::size_t> missing;
    for (std::size_t k = 0; k < sent.size(); ++k) {
      const RowWrite& row = rows[sent[k]];
      if (k >= outcome.answers.size()) {
        PeerError error = to_peer_error(outcome.rest->error, outcome.rest->in_doubt);
        if (error.kind == finance::PeerFailure::row) error.kind = finance::PeerFailure::stop;
        out[sent[k]] = std::unexpected(std::move(error));
        continue;
      }
      const BatchAnswer& answer = outcome.answers[k];
      const bool inserted = round == 1 || row.kind == WriteKind::insert;
      const bool absent = answer.status == 404 && row.kind == WriteKind::upsert && round == 0 &&
                          client_.error_of(answer)->failure == Failure::not_found;
      if (absent) {
        missing.push_back(sent[k]);
        items.push_back(insert_item(set_path, legal_entity, row));
        continue;
      }
      out[sent[k]] = answer_of(row, answer, inserted);
    }
    sent = std::move(missing);
  }
  return out;
}

PeerResult<Json> FinancePeer::call(const finance::ActionCall& action) {
  std::vector<std::pair<std::string, std::string>> headers;
  if (!action.legal_entity.empty()) headers.emplace_back("Company", action.legal_entity);
  auto answer = client_.post(
      with_company(fmt::format("{}/{}/Microsoft.Dynamics.DataEntities.{}", client_.options().path,
                               percent_encoded(action.entity_set), percent_encoded(action.name))),
      action.parameters, std::move(headers));
  if (answer) return *std::move(answer);
  PeerError error = to_peer_error(answer.error().error, answer.error().in_doubt);
  if (answer.error().error.failure == Failure::not_found) error.kind = finance::PeerFailure::stop;
  return std::unexpected(std::move(error));
}

PeerResult<std::optional<finance::PeerEntity>> FinancePeer::describe(
    const std::string& entity_set) {
  const auto now = clock_.since_boot();
  const bool fresh = metadata_read_ && now - *metadata_read_ < kMetadataAge;
  if (!fresh || !described_.contains(entity_set)) {
    described_.insert(entity_set);
    auto metadata = client_.metadata(described_);
    if (!metadata) {
      PeerError error = to_peer_error(metadata.error(), false);
      if (error.kind == finance::PeerFailure::row) error.kind = finance::PeerFailure::stop;
      return std::unexpected(std::move(error));
    }
    metadata_ = *std::move(metadata);
    metadata_read_ = now;
  }
  const auto found = metadata_.find(entity_set);
  if (found == metadata_.end()) return std::optional<finance::PeerEntity>();
  finance::PeerEntity out{.entity_set = entity_set, .actions = found->second.actions};
  for (const MetadataColumn& column : found->second.columns)
    out.columns.push_back({.name = column.name,
                           .type = column.type,
                           .max_length = column.max_length,
                           .is_nullable = column.is_nullable,
                           .is_key = column.is_key});
  return out;
}

finance::PeerUse FinancePeer::use() const {
  const TransportUse use = transport_.use();
  return {.requests = use.requests,
          .bytes_sent = use.bytes_sent,
          .bytes_received = use.bytes_received,
          .throttled = client_.throttled(),
          .waited_for_peer = std::chrono::duration_cast<std::chrono::milliseconds>(use.waited)};
}

}  // namespace fieldbook::syncd::odata
