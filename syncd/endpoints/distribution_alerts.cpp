// POST /v1/distribution/alerts: which opportunities of the person's organisation want attention, by
// the site's thresholds (DOMAIN.md 3.6). For partners their own, for staff everybody's; the same
// rights as a pull.

#include <algorithm>

#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::size_t kAlertsMax = 500;  // more than a person looks through

struct Line {
  schema::Row row;
  Alert alert = Alert::none;
  std::optional<Instant> newest_note;
};

class Alerts {
 public:
  Alerts(const Services& services, ReadTransaction& rows, BucketSet scope)
      : services_(services), rows_(rows), scope_(std::move(scope)), now_(services.clock.now()) {}

  Status look_at(const schema::Row& row) {
    if (row.integer(column("statecode")).value_or(opportunity_state::kOpen) !=
        opportunity_state::kOpen)
      return {};
    TRY(const bool seen, sees(row));
    if (!seen) return {};
    TRY(const auto note, newest_note(row.id));
    const auto status = row.integer(column("statuscode")).value_or(opportunity_status::kInProgress);
    const Alert alert =
        alert_of(opportunity_state::kOpen, status, note, now_, services_.alert_thresholds);
    if (alert != Alert::none) lines_.push_back({row, alert, note});
    return {};
  }

  /// Those of the partner, or the person's own.
  Status look_at_those_of(const Person& person) {
    std::vector<Uuid> ids;
    for (const auto& [name, value] :
         {std::pair{"msa_partnerid", person.account}, std::pair{"msa_partneroppid", person.id}}) {
      if (value.is_nil()) continue;
      TRY(const auto more, rows_.find(column(name), value));
      ids.insert(ids.end(), more.begin(), more.end());
    }
    std::ranges::sort(ids);
    const auto repeated = std::ranges::unique(ids);
    ids.erase(repeated.begin(), repeated.end());
    for (const Uuid& id : ids) {
      TRY(const auto row, rows_.get({column("statecode").entity_number, id}));
      if (row) CHECK(look_at(*row));
    }
    return {};
  }

  Status look_at_all() {
    const schema::Entity& entity = rows_.catalogue().entity("opportunity");
    for (RowNumber after = 0;;) {
      TRY(const auto page, rows_.scan(entity, after, limits::kExportRowsPerRead));
      for (const StoredRow& stored : page) CHECK(look_at(stored.row));
      if (page.size() < limits::kExportRowsPerRead) return {};
      after = page.back().number;
    }
  }

  /// Overdue first, then what stalls, then what is new; the oldest of each first.
  std::string print() {
    std::ranges::sort(lines_, [](const Line& a, const Line& b) {
      if (a.alert != b.alert) return a.alert > b.alert;
      if (a.newest_note != b.newest_note) return a.newest_note < b.newest_note;
      return a.row.id < b.row.id;
    });
    nlohmann::ordered_json out;
    out["potentially_stalled_days"] = services_.alert_thresholds.potentially_stalled().count();
    out["overdue_days"] = services_.alert_thresholds.overdue().count();
    out["alerts"] = nlohmann::ordered_json::array();
    for (const Line& line : std::span(lines_).first(std::min(lines_.size(), kAlertsMax)))
      out["alerts"].push_back(
          {{"opportunity", to_string(line.row.id)},
           {"name", line.row.text(column("name"))},
           {"alert", to_string(line.alert)},
           {"newest_note", line.newest_note ? format_instant(*line.newest_note) : ""}});
    out["more"] = lines_.size() > kAlertsMax;
    return out.dump();
  }

 private:
  [[nodiscard]] schema::ColumnHandle column(std::string_view name) const {
    return rows_.catalogue().column("opportunity", name);
  }

  Result<bool> sees(const schema::Row& row) const {
    TRY(const BucketSet buckets, services_.exposure.buckets(row, rows_));
    return std::ranges::any_of(buckets,
                               [&](const Bucket& bucket) { return scope_.contains(bucket); });
  }

  Result<std::optional<Instant>> newest_note(const Uuid& opportunity) const {
    const auto of = [&](std::string_view name) {
      return rows_.catalogue().column("adx_opportunitynote", name);
    };
    TRY(const auto ids, rows_.find(of("adx_opportunityid"), opportunity));
    std::optional<Instant> out;
    for (const Uuid& id : ids) {
      TRY(const auto note, rows_.get({of("adx_date").entity_number, id}));
      if (!note) continue;
      auto at = note->integer(of("adx_date"));
      if (!at) at = note->integer(of("createdon"));
      if (at && (!out || Instant{*at} > *out)) out = Instant{*at};
    }
    return out;
  }

  const Services& services_;
  ReadTransaction& rows_;
  BucketSet scope_;
  Instant now_;
  std::vector<Line> lines_;
};

Result<std::string> answer(const Services& services, const Request& request) {
  const Session& session = request.session;
  if (session.audience == schema::Audience::customer)
    return fail(Errc::permission_denied, "customers have no opportunities");
  TRY(const auto json, protocol::parse_json(request.body));
  if (!json.is_object()) return fail(Errc::invalid_argument, "the body must be an object");
  TRY(const auto transaction, services.store.begin_read());
  TRY(const Person person, services.exposure.person(session.person, *transaction));
  TRY(BucketSet scope, services.exposure.scope(person, session.audience, *transaction));
  Alerts alerts(services, *transaction, std::move(scope));
  const bool is_staff = session.audience == schema::Audience::staff;
  CHECK(is_staff ? alerts.look_at_all() : alerts.look_at_those_of(person));
  return alerts.print();
}

}  // namespace

Answer distribution_alerts(const Services& services, const Request& request) {
  auto body = answer(services, request);
  if (!body) return problem_response(protocol::problem_of(body.error()));
  return json_response(*std::move(body));
}

}  // namespace fieldbook::syncd
