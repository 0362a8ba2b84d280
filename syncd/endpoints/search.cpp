// POST /v1/search: rows that the person may see, also those that devices do not carry (design.md
// section 5). The same rights as a pull, a live stream and an action: Exposure alone decides.

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <vector>

#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/schema/json_form.hpp"
#include "shared/schema/open_part.hpp"
#include "shared/schema/view_filter.hpp"
#include "syncd/changelog/bucket_names.hpp"
#include "syncd/endpoints/endpoint.hpp"
#include "syncd/endpoints/folded_words.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::size_t kRowsMax = 200;               // more than a person looks through
constexpr std::size_t kBytesMax = 2 * 1024 * 1024;  // of rows; memos may be long

struct Wanted {
  const schema::Entity* entity = nullptr;
  const schema::View* view = nullptr;  ///< null: any row, newest first
  std::vector<std::string> words;
  int zone_offset = 0;
  std::size_t limit = kRowsMax;
};

Result<Wanted> read_wanted(const std::string& body, const schema::Catalogue& catalogue) {
  TRY(const auto json, protocol::parse_json(body));
  if (!json.is_object()) return fail(Errc::invalid_argument, "the body must be an object");
  Wanted out;
  const auto entity = json.find("entity");
  if (entity == json.end() || !entity->is_string())
    return fail(Errc::invalid_argument, "entity must be a text");
  out.entity = catalogue.find(entity->get<std::string>());
  if (out.entity == nullptr) return fail(Errc::invalid_argument, "there is no such entity");
  if (const auto text = json.find("text"); text != json.end()) {
    if (!text->is_string()) return fail(Errc::invalid_argument, "text must be a text");
    out.words = folded_words(text->get<std::string>());
  }
  if (const auto view = json.find("view"); view != json.end()) {
    out.view = view->is_string() ? out.entity->find_view(view->get<std::string>()) : nullptr;
    if (out.view == nullptr) return fail(Errc::invalid_argument, "there is no such view");
  }
  if (const auto zone = json.find("zone_offset"); zone != json.end()) {
    constexpr std::int64_t kMinutesMax = 14 * 60;  // the farthest zones there are
    if (!zone->is_number_integer() || std::abs(zone->get<std::int64_t>()) > kMinutesMax)
      return fail(Errc::invalid_argument, "zone_offset must be minutes east of UTC");
    out.zone_offset = zone->get<int>();
  }
  if (const auto limit = json.find("limit"); limit != json.end()) {
    if (!limit->is_number_unsigned() || limit->get<std::uint64_t>() == 0)
      return fail(Errc::invalid_argument, "limit must be a number of rows");
    out.limit = std::min<std::uint64_t>(limit->get<std::uint64_t>(), out.limit);
  }
  return out;
}

class Searcher {
 public:
  Searcher(const Exposure& exposure, ReadTransaction& rows, schema::Audience audience,
           BucketSet scope, const Wanted& wanted, const schema::Viewer& viewer)
      : exposure_(exposure),
        rows_(rows),
        audience_(audience),
        scope_(std::move(scope)),
        wanted_(wanted),
        viewer_(viewer) {
    for (const std::uint32_t ordinal : wanted_.entity->projection(audience_))
      if (wanted_.entity->columns[ordinal].search_weight > 0) searched_.push_back(ordinal);
  }

  struct Found {
    std::vector<schema::Row> rows;
    bool more = false;
  };
  /// The first rows that fit, in the order of the view; without one the newest first.
  Result<Found> search() {
    Found out;
    for (RowNumber reached = 0;;) {
      TRY(const auto rows, rows_.scan(*wanted_.entity, reached, limits::kExportRowsPerRead));
      if (rows.empty()) break;
      for (const StoredRow& stored : rows) {
        if (!fits(stored.row)) continue;
        TRY(auto shown, as_seen(stored.row));
        if (shown && fits(*shown)) out.rows.push_back(*std::move(shown));
      }
      reached = rows.back().number;
      if (out.rows.size() > 2 * wanted_.limit) keep_first(out);
    }
    keep_first(out);
    return out;
  }

 private:
  /// Drops what comes after the limit: by the view's order, else the oldest.
  void keep_first(Found& found) const {
    if (wanted_.view == nullptr) {
      if (found.rows.size() > wanted_.limit) {
        found.rows.erase(found.rows.begin(), found.rows.end() - to_offset(wanted_.limit));
        found.more = true;
      }
      return;
    }
    std::ranges::stable_sort(found.rows, [&](const schema::Row& left, const schema::Row& right) {
      return schema::compare(left, right, wanted_.view->sort) < 0;
    });
    if (found.rows.size() <= wanted_.limit) return;
    found.rows.erase(found.rows.begin() + to_offset(wanted_.limit), found.rows.end());
    found.more = true;
  }
  static std::ptrdiff_t to_offset(std::size_t count) { return static_cast<std::ptrdiff_t>(count); }

  [[nodiscard]] bool fits(const schema::Row& row) const {
    if (wanted_.view != nullptr && !schema::fits(row, *wanted_.view, viewer_)) return false;
    if (wanted_.words.empty()) return true;
    std::vector<std::string> words;
    for (const std::uint32_t ordinal : searched_) {
      const auto* text = std::get_if<std::string>(&row.values[ordinal]);
      if (text == nullptr) continue;
      auto more = folded_words(*text);
      std::ranges::move(more, std::back_inserter(words));
    }
    return has_words(words, wanted_.words);
  }

  /// The row with what of it the person receives; nothing of one that the person may not see.
  Result<std::optional<schema::Row>> as_seen(const schema::Row& row) {
    TRY(const BucketSet buckets, exposure_.buckets(row, rows_));
    Share share = Share::none;
    for (const Bucket& bucket : buckets)
      if (scope_.contains(bucket)) share = std::max(share, share_of(bucket.kind, audience_));
    if (share == Share::none) return std::nullopt;
    return share == Share::open ? schema::open_part(row) : row;
  }

  const Exposure& exposure_;
  ReadTransaction& rows_;
  schema::Audience audience_;
  BucketSet scope_;
  const Wanted& wanted_;
  const schema::Viewer& viewer_;
  std::vector<std::uint32_t> searched_;
};

Result<std::string> answer(const Services& services, const Request& request) {
  TRY(const Wanted wanted, read_wanted(request.body, services.store.catalogue()));
  TRY(const auto transaction, services.store.begin_read());
  const Session& session = request.session;
  TRY(const Person person, services.exposure.person(session.person, *transaction));
  TRY(BucketSet scope, services.exposure.scope(person, session.audience, *transaction));
  const schema::Viewer viewer{services.clock.now(), wanted.zone_offset, session.person};
  Searcher searcher(services.exposure, *transaction, session.audience, std::move(scope), wanted,
                    viewer);
  TRY(auto found, searcher.search());
  if (wanted.view == nullptr) std::ranges::reverse(found.rows);
  nlohmann::ordered_json out = {{"commit", transaction->head().commit},
                                {"entity", wanted.entity->name},
                                {"rows", nlohmann::ordered_json::array()},
                                {"more", found.more}};
  std::size_t bytes = 0;
  const auto columns = wanted.entity->projection(session.audience);
  for (const schema::Row& row : found.rows) {
    auto json = schema::to_json(row, columns);
    bytes += json.dump().size();
    if (bytes > kBytesMax) {
      out["more"] = true;
      break;
    }
    out["rows"].push_back(std::move(json));
  }
  return out.dump();
}

}  // namespace

Answer search(const Services& services, const Request& request) {
  auto body = answer(services, request);
  if (!body) return problem_response(protocol::problem_of(body.error()));
  return json_response(*std::move(body));
}

}  // namespace fieldbook::syncd
