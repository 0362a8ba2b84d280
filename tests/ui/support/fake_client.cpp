#include "tests/ui/support/fake_client.hpp"

#include <algorithm>

#include "shared/schema/related_column.hpp"
#include "tests/support/integration_sample.hpp"
#include "tests/support/sample_data.hpp"

namespace fieldbook::tests {
namespace {

constexpr std::size_t kRelatedMax = 20;

bool is_true(const schema::Condition& condition, const schema::Value& value) {
  switch (condition.op) {
    case schema::Operator::equal: return condition.values.front() == value;
    case schema::Operator::not_equal: return condition.values.front() != value;
    case schema::Operator::in:
      return std::ranges::find(condition.values, value) != condition.values.end();
    case schema::Operator::is_null: return schema::is_null(value);
    case schema::Operator::is_not_null: return !schema::is_null(value);
    case schema::Operator::last_days:
    case schema::Operator::me: return true;
  }
  return true;
}

bool matches(const schema::Row& row, const std::vector<schema::Condition>& conditions) {
  return std::ranges::all_of(conditions, [&](const schema::Condition& condition) {
    const schema::Column* const column = row.entity->find(condition.column);
    return column == nullptr || is_true(condition, row.values[column->ordinal]);
  });
}

bool contains_words(const std::string& name, const std::string& words) {
  return std::ranges::search(name, words, {}, ::tolower, ::tolower).begin() != name.end();
}

/// Decisions by entity, as the action table has them.
std::vector<client::DecisionSnapshot> decisions_for(const std::string& entity,
                                                    const std::vector<std::string>& roles,
                                                    const std::string& audience) {
  using Type = schema::ColumnType;
  const client::DecisionSnapshot::Argument comment{"comment", Type::memo, false, 2'000};
  const client::DecisionSnapshot::Argument reason{"reason", Type::memo, true, 2'000};
  const client::DecisionSnapshot::Argument name{"signer_name", Type::text, true, 200};
  const client::DecisionSnapshot::Argument strokes{"signature", Type::memo, false, 8'000};
  std::vector<client::DecisionSnapshot> out;
  if (entity == "quote") {
    out.push_back({"quote.approve", "Approve quote", {name, comment, strokes}, "", "", {}});
    out.push_back({"quote.reject", "Reject quote", {name, reason, strokes}, "", "", {}});
  }
  if (entity == "opportunity" && audience == "staff") {
    out.push_back({"opportunity.distribute", "Distribute", {comment}, "", "", {}});
    out.push_back({"opportunity.offer",
                   "Offer to partner",
                   {{"msa_partnerid", Type::uuid, true, 0}, {"comment", Type::memo, true, 2'000}},
                   "",
                   "",
                   {}});
  } else if (entity == "opportunity") {
    out.push_back({"opportunity.accept", "Accept opportunity", {comment}, "", "", {}});
    out.push_back({"opportunity.decline", "Decline opportunity", {reason}, "", "", {}});
    out.push_back({"opportunity.return",
                   "Return opportunity",
                   {{"reason", Type::choice, true, 0},
                    comment,
                    {"adx_territoryid", Type::uuid, false, 0},
                    {"estimatedclosedate", Type::date, false, 0}},
                   "",
                   "",
                   {}});
    out.push_back(
        {"opportunity.win", "Win opportunity", {comment}, "offer_expired", "Expired", {}});
  }
  if (entity == "bookableresourcebooking") {
    out.push_back({"booking.accept", "Accept booking", {comment}, "", "", {}});
    out.push_back({"booking.decline", "Decline booking", {reason}, "", "", {}});
  }
  const bool reviewer =
      std::ranges::any_of(roles, [](const std::string& role) { return role.contains("Reviewer"); });
  if (reviewer)
    for (auto& decision : out) {
      decision.refusal = "role";
      decision.refusal_text = "You may view but not decide.";
    }
  return out;
}

client::StatusSnapshot status_of(const FakePerson& person) {
  client::StatusSnapshot status;
  status.signed_in = true;
  status.user_name = person.name;
  status.organisation_name = "Nordlicht";
  status.audience = person.audience;
  status.roles = person.roles;
  status.connection = "live";
  status.complete = true;
  status.rows = 1'234;
  status.rows_done = status.rows_total = 1'234;
  status.buckets = 4;
  status.cursor = 812;
  status.epoch = "a1b2c3d4";
  status.server_ms = kSampleToday.ms - 60'000;
  status.last_contact_ms = kSampleToday.ms - 30'000;
  status.proven_ms = kSampleToday.ms - 60'000;
  status.proven = true;
  return status;
}

}  // namespace

FakeClient::FakeClient(FakePerson person)
    : status_now(status_of(person)), catalogue_(schema::Catalogue::embedded()) {
  for (const schema::Row& row : sample_rows()) by_id_[row.id] = &row;
}

std::shared_ptr<const schema::Catalogue> FakeClient::catalogue() const { return catalogue_; }

void FakeClient::listen(std::function<void(const client::Notice&)> listener) {
  listener_ = std::move(listener);
}

void FakeClient::notify(const client::Notice& notice) {
  if (listener_) listener_(notice);
}

template <class T>
void FakeClient::answer(client::Done<T> done, Result<T> value) {
  if (!hold_answers) return done(std::move(value));
  held_.push_back([done = std::move(done), value = std::move(value)] { done(value); });
}

void FakeClient::release() {
  hold_answers = false;
  for (auto& held : std::exchange(held_, {})) held();
}

void FakeClient::sign_in(client::SignInIntent intent, client::Done<client::StatusSnapshot> done) {
  if (intent.password != "correct horse")
    return done(fail(Errc::unauthenticated, "wrong name or password"));
  status_now.signed_in = true;
  notify({.status = true});
  done(status_now);
}

void FakeClient::sign_out(client::Done<client::StatusSnapshot> done) {
  status_now.signed_in = false;
  status_now.connection = "signed_out";
  notify({.status = true});
  done(status_now);
}

void FakeClient::sync_now(client::Done<client::SyncSnapshot> done) {
  ++syncs;
  done(client::SyncSnapshot{.reached_checkpoint = true, .message = {}});
}

std::string FakeClient::name_of(const schema::Row& row) const {
  if (row.entity->name_column.empty()) return {};
  return row.text(catalogue_->column(row.entity->name, row.entity->name_column));
}

const schema::Row* FakeClient::find(Uuid id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

std::vector<const schema::Row*> FakeClient::rows_of(const client::ListRequest& request) const {
  const schema::Entity& entity = catalogue_->entity(request.entity);
  std::vector<schema::Condition> conditions = request.conditions;
  const schema::View* view = entity.find_view(request.view);
  for (const schema::View& each : entity.views)
    if (request.view.empty() && each.is_default) view = &each;
  if (view != nullptr)
    conditions.insert(conditions.end(), view->conditions.begin(), view->conditions.end());
  std::vector<const schema::Row*> out;
  for (const schema::Row& row : sample_rows())
    if (row.entity->number == entity.number && matches(row, conditions) &&
        contains_words(name_of(row), request.search))
      out.push_back(&row);
  std::vector<schema::SortKey> sort = request.sort;
  if (sort.empty() && view != nullptr) sort = view->sort;
  std::ranges::stable_sort(out, [&](const schema::Row* a, const schema::Row* b) {
    for (const schema::SortKey& key : sort) {
      const schema::Column* const column = entity.find(key.column);
      if (column == nullptr) continue;
      const auto& one = a->values[column->ordinal];
      const auto& other = b->values[column->ordinal];
      if (one == other) continue;
      return key.direction == schema::SortDirection::ascending ? one < other : other < one;
    }
    return a->id < b->id;
  });
  return out;
}

void FakeClient::add_names(const schema::Row& row, client::NameMap& names) const {
  for (const schema::Column& column : row.entity->columns) {
    const auto* const id = std::get_if<Uuid>(&row.values[column.ordinal]);
    if (column.type != schema::ColumnType::lookup || id == nullptr) continue;
    if (const schema::Row* target = find(*id)) names[*id] = name_of(*target);
  }
}

client::RowSnapshot FakeClient::snapshot_of(const schema::Row& row,
                                            const schema::View* view) const {
  client::RowSnapshot out;
  out.row = row;
  out.pending = pending_.contains(row.id);
  if (view == nullptr) return out;
  for (const schema::RelatedColumn& related : view->related) {
    const auto target = row.lookup(catalogue_->column(row.entity->name, related.lookup));
    const schema::Row* const other = target ? find(*target) : nullptr;
    const schema::Column* const column =
        other == nullptr ? nullptr : other->entity->find(related.column);
    out.related.push_back(column == nullptr ? schema::Value() : other->values[column->ordinal]);
  }
  return out;
}

void FakeClient::list(client::ListRequest request, client::Done<client::ListSnapshot> done) {
  const auto rows = rows_of(request);
  const schema::Entity& entity = catalogue_->entity(request.entity);
  const schema::View* view = entity.find_view(request.view);
  for (const schema::View& each : entity.views)
    if (request.view.empty() && each.is_default) view = &each;
  client::ListSnapshot out;
  out.as_of_ms = status_now.server_ms;
  for (std::size_t i = request.offset; i < rows.size() && out.rows.size() < request.limit; ++i) {
    out.rows.push_back(snapshot_of(*rows[i], view));
    add_names(*rows[i], out.names);
  }
  answer<client::ListSnapshot>(std::move(done), std::move(out));
}

void FakeClient::count(client::ListRequest request, client::Done<std::uint64_t> done) {
  answer<std::uint64_t>(std::move(done), rows_of(request).size());
}

void FakeClient::detail(std::string entity, Uuid id, client::Done<client::DetailSnapshot> done) {
  const schema::Row* const row = find(id);
  if (row == nullptr || row->entity->name != entity)
    return done(fail(Errc::not_found, "this device does not hold the row"));
  client::DetailSnapshot out;
  out.main = snapshot_of(*row, nullptr);
  out.as_of_ms = status_now.server_ms;
  add_names(*row, out.names);
  for (const schema::Entity& other : catalogue_->entities()) {
    if (other.kind != schema::EntityKind::business) continue;
    for (const schema::Column& column : other.columns) {
      if (column.type != schema::ColumnType::lookup) continue;
      client::DetailSnapshot::Related related{other.name, column.name, {}};
      for (const schema::Row& each : sample_rows())
        if (each.entity->number == other.number &&
            each.values[column.ordinal] == schema::Value(id) && related.rows.size() < kRelatedMax) {
          related.rows.push_back(snapshot_of(each, nullptr));
          add_names(each, out.names);
        }
      if (!related.rows.empty()) out.related.push_back(std::move(related));
    }
  }
  out.decisions = decisions_for(entity, status_now.roles, status_now.audience);
  const auto audience = schema::parse_audience(status_now.audience);
  for (const schema::Column& column : row->entity->columns)
    if (audience && column.editable.has(*audience)) out.editable.push_back(column.ordinal);
  answer<client::DetailSnapshot>(std::move(done), std::move(out));
}

void FakeClient::search(std::string text, std::size_t limit,
                        client::Done<std::vector<client::SearchHitSnapshot>> done) {
  std::vector<client::SearchHitSnapshot> out;
  for (const schema::Row& row : sample_rows()) {
    if (out.size() >= limit) break;
    const std::string name = name_of(row);
    if (row.entity->kind == schema::EntityKind::business && !name.empty() &&
        contains_words(name, text))
      out.push_back({row.entity->name, row.id, name});
  }
  answer<std::vector<client::SearchHitSnapshot>>(std::move(done), std::move(out));
}

void FakeClient::search_online(client::OnlineSearch request,
                               client::Done<client::ListSnapshot> done) {
  list({.entity = request.entity, .view = "*", .search = request.text, .limit = request.limit},
       std::move(done));
}

void FakeClient::plan_offer(Uuid opportunity, client::Done<client::OfferPlanSnapshot> done) {
  client::OfferPlanSnapshot out{.opportunity = opportunity};
  const auto partners = rows_of({.entity = "account", .view = "*", .limit = 4});
  for (std::size_t i = 0; i < partners.size(); ++i) {
    const bool available = i + 1 < partners.size();
    const auto share = static_cast<double>(i);
    client::OfferPlanSnapshot::Candidate one{.partner = partners[i]->id,
                                             .name = name_of(*partners[i]),
                                             .available = available,
                                             .active = static_cast<std::int64_t>(i),
                                             .capacity = 5,
                                             .rules = {{"account_active", true, "passed"},
                                                       {"capacity", available, "full"},
                                                       {"territory", true, "nothing_to_test"}},
                                             .metrics = {},
                                             .score = 0};
    if (available) {
      one.metrics = {{"distance", 120 + share, -0.005, -0.6 - share / 200, ""},
                     {"winrate", 0.5, 3, 1.5, ""},
                     {"stallrate", 0, 0, 0, "left_out"}};
      one.score = 0.9 - share / 200;
      ++out.available;
    }
    out.candidates.push_back(std::move(one));
  }
  answer<client::OfferPlanSnapshot>(std::move(done), std::move(out));
}

void FakeClient::ask_integration(client::IntegrationQuestion,
                                 client::Done<client::IntegrationSnapshot> done) {
  const auto actuals = rows_of({.entity = "msdyn_actual", .view = "*", .limit = 1});
  done(sample_integration(status_now.server_ms, actuals.empty() ? Uuid{} : actuals.front()->id));
}

void FakeClient::ask_weights(client::WeightsQuestion question,
                             client::Done<client::WeightsSnapshot> done) {
  for (const auto& [metric, weight] : question.set)
    for (client::WeightsSnapshot::Weight& one : weights_now.weights)
      if (one.metric == metric) {
        one.weight = weight.value_or(one.configured);
        one.by_staff = weight.has_value();
        one.counts = one.weight != 0;
      }
  done(weights_now);
}

void FakeClient::ask_devices(client::DevicesQuestion question,
                             client::Done<client::DevicesSnapshot> done) {
  if (question.revoke.is_nil()) return done(devices_now);
  client::DevicesSnapshot out;
  for (client::DevicesSnapshot::Device& device : devices_now.devices)
    if (device.id == question.revoke) {
      device.revoked = true;
      device.wipe = question.wipe;
      out.devices.push_back(device);
    }
  done(std::move(out));
}

void FakeClient::conflicts(client::Done<std::vector<client::ConflictSnapshot>> done) {
  done(conflicts_now);
}

void FakeClient::decide(client::Intent intent, client::Done<client::IntentOutcome> done) {
  // A new record has no row among the sample's; it is named by another one.
  if (intent.target.is_nil())
    for (const schema::Row* other : rows_of({.entity = intent.entity, .view = "*", .limit = 1}))
      intent.target = other->id;
  decided.push_back(intent);
  pending_.insert(intent.target);
  const schema::Row* const row = find(intent.target);
  client::ActionSnapshot action;
  action.id = Uuid{{0xac, ++actions_}};
  action.kind = intent.kind;
  action.entity = intent.entity;
  action.target = intent.target;
  action.name = row == nullptr ? "" : name_of(*row);
  action.sentence = intent.kind + " " + action.name;
  action.state = "waiting";
  action.saved_ms = kSampleToday.ms;
  outbox_now.push_back(action);
  status_now.waiting = outbox_now.size();
  status_now.oldest_waiting_ms = kSampleToday.ms;
  notify({.entities = {catalogue_->entity(intent.entity).number}, .outbox = true, .status = true});
  client::IntentOutcome outcome;
  outcome.saved = true;
  outcome.action = action;
  outcome.kind = intent.kind;
  outcome.name = action.name;
  done(outcome);
}

void FakeClient::outbox(client::Done<std::vector<client::ActionSnapshot>> done) {
  done(outbox_now);
}

void FakeClient::inbox(client::Done<std::vector<client::ActionSnapshot>> done) { done(inbox_now); }

void FakeClient::history(std::size_t limit,
                         client::Done<std::vector<client::ActionSnapshot>> done) {
  auto out = history_now;
  if (out.size() > limit) out.resize(limit);
  done(out);
}

void FakeClient::set_state(Uuid action, std::string state,
                           client::Done<client::ActionSnapshot> done) {
  for (auto* const list : {&outbox_now, &inbox_now, &history_now}) {
    const auto found = std::ranges::find(*list, action, &client::ActionSnapshot::id);
    if (found == list->end()) continue;
    found->state = state;
    const client::ActionSnapshot after = *found;
    if (state == "withdrawn" || state == "dismissed") list->erase(found);
    status_now.waiting = outbox_now.size();
    status_now.needs_you = inbox_now.size() + conflicts_now.size();
    notify({.outbox = true, .status = true});
    return done(after);
  }
  done(fail(Errc::not_found, "no such action"));
}

void FakeClient::withdraw(Uuid action, client::Done<client::ActionSnapshot> done) {
  set_state(action, "withdrawn", std::move(done));
}

void FakeClient::hold(Uuid action, client::Done<client::ActionSnapshot> done) {
  set_state(action, "on_hold", std::move(done));
}

void FakeClient::release(Uuid action, client::Done<client::ActionSnapshot> done) {
  set_state(action, "waiting", std::move(done));
}

void FakeClient::dismiss(Uuid action, client::Done<client::ActionSnapshot> done) {
  set_state(action, "dismissed", std::move(done));
}

void FakeClient::retry(Uuid action, client::Done<client::IntentOutcome> done) {
  client::IntentOutcome outcome;
  outcome.saved = true;
  set_state(action, "waiting", [&](Result<client::ActionSnapshot> after) {
    if (after) outcome.action = *after;
  });
  done(outcome);
}

void FakeClient::doctor(client::Done<client::DoctorSnapshot> done) {
  client::DoctorSnapshot out;
  out.healthy = true;
  out.proven = true;
  out.rows = 1'234;
  out.buckets = {{"customer-psa:586bfa5a", 812, "00ff"}, {"public", 422, "11ee"}};
  out.view_digest = "0123456789abcdef";
  out.commit = 812;
  answer<client::DoctorSnapshot>(std::move(done), std::move(out));
}

}  // namespace fieldbook::tests
