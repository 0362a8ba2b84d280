#include "shared/rules/booking_status.hpp"

#include <algorithm>
#include <array>

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kProposed = 1, kCommitted = 2, kCancelled = 3;  // bookingstatus.status

/// bookingstatus.msdyn_fieldservicestatus
constexpr std::array<std::pair<std::int64_t, BookingStage>, 6> kFieldServiceStages = {{
    {690970000, BookingStage::scheduled},
    {690970001, BookingStage::traveling},
    {690970002, BookingStage::on_break},
    {690970003, BookingStage::in_progress},
    {690970004, BookingStage::completed},
    {690970005, BookingStage::cancelled},
}};

// msdyn_workorder.msdyn_systemstatus
constexpr std::int64_t kUnscheduled = 690970000, kOrderScheduled = 690970001,
                       kOrderInProgress = 690970002, kOrderCompleted = 690970003,
                       kPosted = 690970004, kOrderCancelled = 690970005;

/// Roles that may answer for all resources of their account; anyone may answer for oneself.
constexpr std::array<std::string_view, 3> kAccountRoles = {
    "PSA Partner Approver", "Partner administrator", "Partner manager"};

BookingStage stage_of(const RuleInput& input, const Uuid& id, std::int64_t status,
                      std::optional<std::int64_t> field_service) {
  const auto& partly = input.settings.partly_completed;
  for (const auto& [value, stage] : kFieldServiceStages) {
    if (field_service != value) continue;
    if (stage == BookingStage::completed && std::ranges::find(partly, id) != partly.end())
      return BookingStage::partly_completed;
    // Not agreed to yet, whatever the calendar says.
    if (stage == BookingStage::scheduled && status == kProposed) return BookingStage::proposed;
    return status == kCancelled ? BookingStage::cancelled : stage;
  }
  if (status == kCancelled) return BookingStage::cancelled;
  return status == kCommitted ? BookingStage::scheduled : BookingStage::proposed;
}

}  // namespace

BookingColumns::BookingColumns(const schema::Catalogue& catalogue) {
  const auto of = [&](std::string_view name) {
    return catalogue.column("bookableresourcebooking", name);
  };
  resource = of("resource"), status = of("bookingstatus"), start = of("starttime");
  end = of("endtime"), duration = of("duration"), state = of("statecode");
  work_order = of("msdyn_workorder"), offline_timestamp = of("msdyn_offlinetimestamp");
  arrival = of("msdyn_actualarrivaltime"), travel = of("msdyn_actualtravelduration");
  on_break = of("msdyn_totalbreakduration"), in_progress = of("msdyn_totaldurationinprogress");
  modified = of("modifiedon");
}

Result<std::optional<BookingStatus>> booking_status(const RuleInput& input, const Uuid& status) {
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("bookingstatus", name);
  };
  TRY(const auto row, input.rows.get({of("status").entity_number, status}));
  if (!row) return std::optional<BookingStatus>();
  const auto field_service = row->integer(of("msdyn_fieldservicestatus"));
  return std::optional(BookingStatus{
      status, stage_of(input, status, row->integer(of("status")).value_or(0), field_service),
      field_service.has_value(), row->integer(of("statecode")).value_or(0) == 0});
}

Result<BookingStage> booking_stage(const RuleInput& input, const schema::Row& booking) {
  const BookingColumns columns(input.rows.catalogue());
  if (booking.integer(columns.state).value_or(0) != 0) return BookingStage::cancelled;
  const auto status = booking.lookup(columns.status);
  if (!status) return BookingStage::proposed;
  TRY(const auto found, booking_status(input, *status));
  return found ? found->stage : BookingStage::proposed;
}

Result<std::optional<Uuid>> status_standing_for(const RuleInput& input, BookingStage stage,
                                                WorkKind kind) {
  TRY(const auto ids, input.rows.all_ids(input.rows.catalogue().entity("bookingstatus")));
  std::optional<Uuid> second_best;
  for (const Uuid& id : ids) {
    TRY(const auto status, booking_status(input, id));
    if (!status || !status->active || status->stage != stage) continue;
    if (status->has_field_service_kind == (kind == WorkKind::work_order)) return std::optional(id);
    if (!second_best) second_best = id;
  }
  return second_best;
}

Result<BookingOwner> booking_owner(const RuleInput& input, const std::optional<Uuid>& resource) {
  if (input.actor.audience == schema::Audience::staff) return BookingOwner::own;
  if (!resource) return BookingOwner::foreign;
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const schema::ColumnHandle contact = catalogue.column("bookableresource", "contactid");
  TRY(const auto row, input.rows.get({contact.entity_number, *resource}));
  if (!row) return BookingOwner::foreign;
  const auto person = row->lookup(contact);
  if (person == input.actor.id) return BookingOwner::own;
  if (input.actor.account.is_nil()) return BookingOwner::foreign;
  auto account = row->lookup(catalogue.column("bookableresource", "accountid"));
  if (!account && person) {
    const schema::ColumnHandle parent = catalogue.column("contact", "parentcustomerid");
    TRY(const auto colleague, input.rows.get({parent.entity_number, *person}));
    if (colleague) account = colleague->lookup(parent);
  }
  if (account != input.actor.account) return BookingOwner::foreign;
  const bool has_role = std::ranges::any_of(
      kAccountRoles, [&](std::string_view role) { return input.actor.has_role(role); });
  return has_role ? BookingOwner::own : BookingOwner::without_role;
}

std::int64_t work_order_status(const std::vector<BookingStage>& stages) {
  const auto any = [&](auto... wanted) {
    return std::ranges::any_of(stages,
                               [&](BookingStage stage) { return ((stage == wanted) || ...); });
  };
  if (any(BookingStage::traveling, BookingStage::in_progress, BookingStage::on_break))
    return kOrderInProgress;
  const bool is_done = any(BookingStage::completed);
  if (any(BookingStage::scheduled)) return is_done ? kOrderInProgress : kOrderScheduled;
  return is_done ? kOrderCompleted : kUnscheduled;
}

Result<std::optional<schema::RowChange>> work_order_change(const RuleInput& input,
                                                           const schema::Row& booking,
                                                           BookingStage stage) {
  const BookingColumns columns(input.rows.catalogue());
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("msdyn_workorder", name);
  };
  const auto order = booking.lookup(columns.work_order);
  if (!order) return std::optional<schema::RowChange>();
  TRY(const auto row, input.rows.get({of("msdyn_systemstatus").entity_number, *order}));
  if (!row) return std::optional<schema::RowChange>();
  const auto before = row->integer(of("msdyn_systemstatus"));
  if (before == kPosted || before == kOrderCancelled) return std::optional<schema::RowChange>();
  std::vector<BookingStage> stages = {stage};
  TRY(const auto ids, input.rows.find(columns.work_order, *order));
  for (const Uuid& id : ids) {
    if (id == booking.id) continue;
    TRY(const auto other, input.rows.get({columns.work_order.entity_number, id}));
    if (!other) continue;
    TRY(const BookingStage its, booking_stage(input, *other));
    stages.push_back(its);
  }
  const std::int64_t after = work_order_status(stages);
  schema::RowChange change(row->key());
  if (after != before) change.set(of("msdyn_systemstatus"), after);
  if (stage == BookingStage::in_progress && schema::is_null((*row)[of("msdyn_firstarrivedon")]))
    change.set(of("msdyn_firstarrivedon"), input.now.ms);
  if (after == kOrderCompleted && after != before)
    change.set(of("msdyn_completedon"), input.now.ms);
  if (change.values.empty()) return std::optional<schema::RowChange>();
  stamp_modified(change, *row->entity, input.now);
  return std::optional(std::move(change));
}

Outcome decided_with_work_order(const RuleInput& input, const schema::Row& booking,
                                BookingStage stage, schema::RowChange change) {
  stamp_modified(change, *booking.entity, input.now);
  Effect effect;
  effect.changes.push_back(std::move(change));
  TRY(auto order, work_order_change(input, booking, stage));
  if (order) effect.changes.push_back(*std::move(order));
  return Decided(std::move(effect));
}

}  // namespace fieldbook::rules
