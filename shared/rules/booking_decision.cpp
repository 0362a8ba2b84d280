// booking.accept and booking.decline: one rule (DOMAIN.md 1.11, 10.3; design.md section 8).

#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kCommitted = 2, kCancelled = 3;  // bookingstatus.status
constexpr std::int64_t kScheduled = 690970000;          // msdyn_fieldservicestatus
constexpr std::int64_t kCancelledFieldService = 690970005;

/// Roles that may answer for all resources of their account; anyone may answer for oneself.
constexpr std::array<std::string_view, 3> kAccountRoles = {
    "PSA Partner Approver", "Partner administrator", "Partner manager"};

struct Columns {
  explicit Columns(const schema::Catalogue& catalogue) {
    const auto of = [&](std::string_view name) {
      return catalogue.column("bookableresourcebooking", name);
    };
    resource = of("resource"), status = of("bookingstatus"), start = of("starttime");
    state = of("statecode"), work_order = of("msdyn_workorder");
    offline_timestamp = of("msdyn_offlinetimestamp");
  }
  schema::ColumnHandle resource, status, start, state, work_order, offline_timestamp;
};

bool is_accept(const actions::Action& action) {
  return action.kind == actions::kinds::kBookingAccept;
}

/// What a status row means. Names say nothing: they are customised (DOMAIN.md 1.11).
struct Kind {
  std::int64_t status = 0;
  std::optional<std::int64_t> field_service;
  bool active = false;
};

Result<std::optional<Kind>> kind_of(schema::RowReader& rows, const Uuid& status) {
  const auto of = [&](std::string_view name) {
    return rows.catalogue().column("bookingstatus", name);
  };
  TRY(const auto row, rows.get({of("status").entity_number, status}));
  if (!row) return std::optional<Kind>();
  return std::optional(Kind{row->integer(of("status")).value_or(0),
                            row->integer(of("msdyn_fieldservicestatus")),
                            row->integer(of("statecode")).value_or(0) == 0});
}

bool is_cancelled(const Kind& kind) {
  return kind.status == kCancelled || kind.field_service == kCancelledFieldService;
}

/// Committed and not yet travelled to, worked on or completed.
bool is_committed_ahead(const Kind& kind) {
  return kind.status == kCommitted && kind.field_service.value_or(kScheduled) == kScheduled;
}

enum class Ownership : std::uint8_t { own, without_role, foreign };

Result<Ownership> ownership(const RuleInput& input, const std::optional<Uuid>& resource) {
  if (!resource) return Ownership::foreign;
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const schema::ColumnHandle contact = catalogue.column("bookableresource", "contactid");
  TRY(const auto row, input.rows.get({contact.entity_number, *resource}));
  if (!row) return Ownership::foreign;
  const auto person = row->lookup(contact);
  if (person == input.actor.id) return Ownership::own;
  if (input.actor.account.is_nil()) return Ownership::foreign;
  auto account = row->lookup(catalogue.column("bookableresource", "accountid"));
  if (!account && person) {
    const schema::ColumnHandle parent = catalogue.column("contact", "parentcustomerid");
    TRY(const auto colleague, input.rows.get({parent.entity_number, *person}));
    if (colleague) account = colleague->lookup(parent);
  }
  if (account != input.actor.account) return Ownership::foreign;
  const bool has_role = std::ranges::any_of(
      kAccountRoles, [&](std::string_view role) { return input.actor.has_role(role); });
  return has_role ? Ownership::own : Ownership::without_role;
}

/// The status row that stands for the answer: active, of the right kind; for work orders that of
/// Field Service, for projects one without; among several the lowest id. Nothing when the
/// organisation has none.
Result<std::optional<Uuid>> status_for(const RuleInput& input, bool for_work_order) {
  const bool accept = is_accept(input.action);
  const std::int64_t field_service = accept ? kScheduled : kCancelledFieldService;
  TRY(const auto ids, input.rows.all_ids(input.rows.catalogue().entity("bookingstatus")));
  std::optional<Uuid> second_best;
  for (const Uuid& id : ids) {
    TRY(const auto kind, kind_of(input.rows, id));
    if (!kind || !kind->active || kind->status != (accept ? kCommitted : kCancelled)) continue;
    if (kind->field_service.value_or(field_service) != field_service) continue;
    if (kind->field_service.has_value() == for_work_order) return std::optional(id);
    if (!second_best) second_best = id;
  }
  return second_best;
}

Outcome effect_of(const RuleInput& input, const schema::Row& booking, const Columns& columns) {
  TRY(const auto status, status_for(input, !schema::is_null(booking[columns.work_order])));
  if (!status)
    return fail(Errc::not_found, is_accept(input.action)
                                     ? "no active booking status means committed"
                                     : "no active booking status means cancelled");
  schema::RowChange change(booking.key());
  change.set(columns.status, *status).set(columns.offline_timestamp, input.now.ms);
  stamp_modified(change, *booking.entity, input.now);
  Effect effect;
  effect.changes.push_back(std::move(change));
  return Decided(std::move(effect));
}

}  // namespace

Outcome decide_booking(const RuleInput& input) {
  const Columns columns(input.rows.catalogue());
  TRY(const auto booking, read_target(input));
  if (!booking) return refuse(Verdict::refused, Reason::not_available);
  TRY(const auto owner, ownership(input, booking->lookup(columns.resource)));
  if (owner == Ownership::foreign) return refuse(Verdict::refused, Reason::not_available);
  if (owner == Ownership::without_role) return refuse(Verdict::refused, missing_right(input));
  if (!is_visible(input)) return refuse(Verdict::refused, Reason::not_available);

  Kind kind;
  if (const auto status = booking->lookup(columns.status)) {
    TRY(const auto found, kind_of(input.rows, *status));
    if (found) kind = *found;
  }
  const bool accept = is_accept(input.action);
  if (is_cancelled(kind) || booking->integer(columns.state).value_or(0) != 0)
    return accept ? refuse(Verdict::refused, Reason::booking_cancelled) : already_done();
  const auto start = booking->integer(columns.start);
  if (start != input.action.basis.start_ms) {
    Detail detail;
    if (start) detail.emplace_back("new_start", format_instant(Instant{*start}));
    detail.emplace_back("old_start", format_instant(Instant{input.action.basis.start_ms}));
    return refuse(Verdict::refused, Reason::booking_moved, std::move(detail));
  }
  if (accept && kind.status == kCommitted) return already_done();
  if (!accept && kind.status == kCommitted && !is_committed_ahead(kind))
    return refuse(Verdict::superseded, Reason::already_decided, {{"decision", "started"}});
  return effect_of(input, *booking, columns);
}

Result<std::vector<schema::RowKey>> booking_reads(const RuleInput& input) {
  const Columns columns(input.rows.catalogue());
  std::vector<schema::RowKey> out;
  TRY(const auto booking, read_target(input));
  if (!booking) return out;
  const schema::Catalogue& catalogue = input.rows.catalogue();
  if (const auto resource = booking->lookup(columns.resource))
    out.push_back({catalogue.entity("bookableresource").number, *resource});
  if (const auto status = booking->lookup(columns.status))
    out.push_back({catalogue.entity("bookingstatus").number, *status});
  return out;
}

}  // namespace fieldbook::rules
