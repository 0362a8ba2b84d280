#include "syncd/integrations/odata/finance_peer.hpp"

#include <fmt/format.h>

#include "syncd/integrations/odata/json.hpp"
#include "syncd/integrations/odata/literal.hpp"

namespace fieldbook::syncd::odata {

using finance::Json;
using finance::PeerError;
using finance::PeerResult;
using finance::RowAnswer;
using finance::RowWrite;
using finance::ValueKind;
using finance::WriteKind;

namespace {

constexpr std::string_view kCompanyColumn = "dataAreaId";
constexpr std::size_t kPagesMax = 1'000'000;  // a peer that never ends is broken

std::string_view to_operator(finance::Comparison comparison) {
  switch (comparison) {
    case finance::Comparison::equal: return "eq";
    case finance::Comparison::not_equal: return "ne";
    case finance::Comparison::greater: return "gt";
    case finance::Comparison::at_least: return "ge";
    case finance::Comparison::less: return "lt";
    case finance::Comparison::at_most: return "le";
  }
  return "eq";
}

/// A value that does not fit its kind never reaches the peer: the row is wrong.
std::unexpected<PeerError> wrong_value(const std::string& column, const Json& value) {
  return std::unexpected(PeerError{
      .kind = finance::PeerFailure::row,
      .message = fmt::format(
          "{} is no value for {}",
          value.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 100), column),
      .field = column});
}

/// A failure of an answer to one row.
PeerError to_row_error(const ODataError& error) {
  // The row's transaction was undone, but an X++ class may have written outside of it.
  return to_peer_error(error, error.status >= 500 && error.failure != Failure::throttled);
}

/// A failure of a request that is about no single row.
PeerError to_request_error(const RequestError& error) {
  PeerError out = to_peer_error(error.error, error.in_doubt);
  if (out.kind == finance::PeerFailure::row) out.kind = finance::PeerFailure::stop;
  return out;
}

PeerError to_read_error(const ODataError& error) { return to_request_error({error, false}); }

std::vector<std::vector<BatchItem>> in_lanes(std::vector<BatchItem> items, std::size_t lanes) {
  const std::size_t size = (items.size() + lanes - 1) / lanes;
  std::vector<std::vector<BatchItem>> out;
  for (auto& item : items) {
    if (out.empty() || out.back().size() == size) out.emplace_back();
    out.back().push_back(std::move(item));
  }
  return out;
}

}  // namespace

PeerError to_peer_error(const ODataError& error, bool in_doubt) {
  PeerError out{.status = error.status,
                .code = error.code,
                .message = error.message,
                .field = error.field,
                .retry_after = error.retry_after,
                .in_doubt = in_doubt};
  if (concerns_row(error.failure))
    out.kind = finance::PeerFailure::row;
  else if (passes_by_itself(error.failure) || error.failure == Failure::interrupted)
    out.kind = finance::PeerFailure::later;
  else if (error.failure == Failure::unauthenticated || error.failure == Failure::forbidden)
    out.kind = finance::PeerFailure::unauthorised;
  else
    out.kind = finance::PeerFailure::stop;
  if (out.code.empty()) out.code = to_string(error.failure);
  return out;
}

FinancePeer::FinancePeer(ServiceOptions service, TokenOptions token, Transport& transport,
                         const Clock& clock)
    : clock_(clock),
      transport_(transport),
      tokens_(std::move(token), transport, clock),
      client_(std::move(service), transport, tokens_, clock),
      described_(client_.options().entity_sets) {
  for (const std::string_view name :
       {finance::kParametersSet, finance::kProjectGroupsSet, finance::kLinePropertiesSet,
        finance::kLockingSet, finance::kLegalEntitiesSet, finance::kCustomersSet,
        finance::kActualsSet, finance::kRelationshipsSet, finance::kJournalsSet,
        finance::kJournalLinesSet})
    described_.emplace(name);
}

PeerResult<Literal> FinancePeer::literal(const std::string& entity_set, const std::string& column,
                                         const Json& value, ValueKind kind) {
  if (value.is_null()) return Literal::null();
  switch (kind) {
    case ValueKind::number:
      if (value.is_number_integer()) return Literal::integer(value.get<std::int64_t>());
      if (value.is_number()) return Literal::decimal(value.get<double>());
      return wrong_value(column, value);
    case ValueKind::boolean:
      if (value.is_boolean()) return Literal::boolean(value.get<bool>());
      return wrong_value(column, value);
    default: break;
  }
  if (!value.is_string()) return wrong_value(column, value);
  const auto& text = value.get_ref<const std::string&>();
  if (kind == ValueKind::guid) {
    const auto uuid = parse_uuid(text);
    if (!uuid) return wrong_value(column, value);
    return Literal::guid(*uuid);
  }
  if (kind == ValueKind::instant) {
    const auto instant = parse_instant(text);
    if (!instant) return wrong_value(column, value);
    return Literal::instant(*instant);
  }
  if (kind == ValueKind::enumeration) {
    auto entity = describe(entity_set);
    if (!entity) return std::unexpected(std::move(entity).error());
    const auto* found = *entity ? (*entity)->find(column) : nullptr;
    if (found != nullptr && !found->type.starts_with("Edm."))
      return Literal::enumeration(found->type.substr(found->type.rfind('.') + 1), text);
  }
  return Literal::text(text);
}

PeerResult<std::string> FinancePeer::filter_of(const finance::PeerQuery& query) {
  std::vector<std::string> parts;
  if (!query.legal_entity.empty())
    parts.push_back(equals(kCompanyColumn, Literal::text(query.legal_entity)));
  for (const finance::Condition& condition : query.filter) {
    auto value = literal(query.entity_set, condition.column, condition.value, condition.kind);
    if (!value) return std::unexpected(std::move(value).error());
    parts.push_back(fmt::format("{} {} {}", condition.column, to_operator(condition.comparison),
                                value->written()));
  }
  return all_of(parts);
}

PeerResult<std::string> FinancePeer::row_path(const std::string& entity_set,
                                              const std::string& legal_entity,
                                              const finance::PeerKey& key) {
  std::vector<KeyPart> parts;
  if (!legal_entity.empty())
    parts.push_back({std::string(kCompanyColumn), Literal::text(legal_entity)});
  for (const finance::PeerKeyPart& part : key) {
    if (part.value.is_null()) return wrong_value(part.column, part.value);
    auto value = literal(entity_set, part.column, part.value, part.kind);
    if (!value) return std::unexpected(std::move(value).error());
    parts.push_back({part.column, *std::move(value)});
  }
  return entity_path(entity_set, parts);
}

PeerResult<void> FinancePeer::read(const finance::PeerQuery& query, const PageVisitor& visit) {
  auto filter = filter_of(query);
  if (!filter) return std::unexpected(std::move(filter).error());
  Query asked{.filter = *std::move(filter), .select = query.select, .order_by = query.order};
  std::string url = client_.page_url(query.entity_set, asked);
  for (std::size_t pages = 0; pages < kPagesMax; ++pages) {
    auto page = client_.read_page(url);
    if (!page) return std::unexpected(to_read_error(page.error()));
    const auto& rows = page->rows.get_ref<const Json::array_t&>();
    if (!visit(rows) || page->next.empty()) return {};
    if (page->next == url) break;
    url = std::move(page->next);
  }
  return std::unexpected(
      PeerError{.kind = finance::PeerFailure::stop,
                .code = std::string(to_string(Failure::malformed)),
                .message = fmt::format("the pages of {} never end", query.entity_set)});
}

PeerResult<std::vector<PeerResult<Json>>> FinancePeer::fetch(
    const std::string& entity_set, const std::string& legal_entity,
    std::span<const finance::PeerKey> keys, const std::vector<std::string>& select) {
  ASSERT(keys.size() <= finance::kBatchRowsMax);
  std::vector<PeerResult<Json>> out(keys.size());
  std::vector<std::size_t> asked;
  std::vector<BatchItem> items;
  const std::string query = query_text({.select = select});
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto path = row_path(entity_set, legal_entity, keys[i]);
    if (!path) {
      if (path.error().kind != finance::PeerFailure::row)
        return std::unexpected(std::move(path).error());
      out[i] = std::unexpected(std::move(path).error());
      continue;
    }
    items.push_back({.method = "GET", .path = *path + "?" + query});
    asked.push_back(i);
  }
  if (items.empty()) return out;
  std::size_t at = 0;
  const auto lanes = in_lanes(std::move(items), client_.options().lanes);
  const auto outcomes = client_.batches(lanes);
  for (std::size_t lane = 0; lane < outcomes.size(); ++lane) {
    if (outcomes[lane].rest) return std::unexpected(to_read_error(outcomes[lane].rest->error));
    for (const BatchAnswer& answer : outcomes[lane].answers) {
      PeerResult<Json>& row = out[asked[at++]];
      if (const auto error = client_.error_of(answer)) {
        if (error->failure != Failure::not_found) row = std::unexpected(to_row_error(*error));
        continue;
      }
      auto json = parse_bounded(answer.body);
      if (json && json->is_object())
        row = *std::move(json);
      else
        row = std::unexpected(PeerError{.kind = finance::PeerFailure::stop,
                                        .status = answer.status,
                                        .code = std::string(to_string(Failure::malformed)),
                                        .message = "a row that is no JSON object"});
    }
  }
  return out;
}

}  // namespace fieldbook::syncd::odata
