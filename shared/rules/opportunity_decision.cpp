// opportunity.accept and opportunity.decline: one rule (DOMAIN.md 3.5, 3.7; design.md section 8).

#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kOpen = 0;
constexpr std::int64_t kDelivered = 100000001, kAccepted = 100000003;  // statuscode
constexpr std::int64_t kDeclined = 100000006, kExpired = 100000007;
constexpr std::int64_t kAccountScope = 100000001;  // adx_opportunitypermissions.adx_scope

struct Columns {
  explicit Columns(const schema::Catalogue& catalogue) {
    const auto of = [&](std::string_view name) { return catalogue.column("opportunity", name); };
    partner = of("msa_partnerid"), delivered = of("adx_delivereddate");
    expiry = of("adx_expirydate"), accepted = of("adx_accepteddate");
    state = of("statecode"), status = of("statuscode"), step = of("stepname");
  }
  schema::ColumnHandle partner, delivered, expiry, accepted, state, status, step;
};

bool is_accept(const actions::Action& action) {
  return action.kind == actions::kinds::kOpportunityAccept;
}

/// DOMAIN.md 4.4: an account-scope permission for the contact's own account. A device that carries
/// no permission rows leaves the answer to the daemon.
Result<bool> may_decide(const RuleInput& input) {
  schema::RowReader& rows = input.rows;
  const Actor& actor = input.actor;
  const auto of = [&](std::string_view name) {
    return rows.catalogue().column("adx_opportunitypermissions", name);
  };
  const schema::ColumnHandle contact = of("adx_contactid");
  TRY(const auto ids, rows.find(contact, actor.id));
  if (ids.empty() && input.daemon == nullptr) return true;
  for (const Uuid& id : ids) {
    TRY(const auto row, rows.get({contact.entity_number, id}));
    if (row && row->lookup(of("adx_accountid")) == actor.account &&
        row->integer(of("adx_scope")) == kAccountScope && row->flag(of("adx_acceptdecline")) &&
        row->integer(of("statecode")).value_or(0) == 0)
      return true;
  }
  return false;
}

/// The opportunity is decided, taken back or over: which of these.
Outcome answer_not_open(const RuleInput& input, const schema::Row& row, const Columns& columns) {
  const bool was_accepted =
      row.integer(columns.status) == kAccepted || !schema::is_null(row[columns.accepted]);
  const bool was_declined = row.integer(columns.status) == kDeclined;
  if (!was_accepted && !was_declined) return refuse(Verdict::superseded, Reason::offer_withdrawn);
  if (was_accepted == is_accept(input.action)) return already_done();
  Detail detail;
  if (const auto day = row.integer(columns.accepted); day && was_accepted)
    detail.emplace_back("decided_on", format_day(*day));
  detail.emplace_back("decision", was_accepted ? "accepted" : "declined");
  return refuse(Verdict::superseded, Reason::already_decided, std::move(detail));
}

enum class InTime : std::uint8_t { yes, within_grace, no };

InTime in_time(const RuleInput& input, Instant deadline) {
  if (input.daemon == nullptr) return input.now < deadline ? InTime::yes : InTime::no;
  const DaemonFacts& facts = *input.daemon;
  if (facts.received < deadline) return InTime::yes;
  if (facts.earliest < deadline && facts.received < deadline + facts.offer_grace)
    return InTime::within_grace;
  return InTime::no;
}

Outcome answer_expired(const RuleInput& input, std::optional<std::int64_t> day) {
  Detail detail;
  if (input.daemon != nullptr) {
    const bool proven = day && input.daemon->latest < end_of_day(*day);
    detail.emplace_back("decided_in_time", proven ? "yes" : "no");
  }
  if (day) detail.emplace_back("expired_on", format_day(*day));
  if (input.daemon != nullptr)
    detail.emplace_back("received_on", format_day(day_of(input.daemon->received)));
  return refuse(Verdict::expired, Reason::offer_expired, std::move(detail));
}

/// The link that keeps a declined opportunity from coming back. Its id follows from what it links,
/// so that it exists once however often the partner declines.
Result<std::optional<schema::RowChange>> decline_link(const RuleInput& input) {
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("adx_account_declinedopportunity", name);
  };
  const schema::ColumnHandle opportunity = of("opportunityid");
  TRY(const auto ids, input.rows.find(opportunity, input.action.target));
  for (const Uuid& id : ids) {
    TRY(const auto row, input.rows.get({opportunity.entity_number, id}));
    if (row && row->lookup(of("accountid")) == input.actor.account)
      return std::optional<schema::RowChange>();
  }
  const Uuid id = derived_id(input.action.target, "declined by " + to_string(input.actor.account));
  schema::RowChange change({opportunity.entity_number, id});
  change.set(of("accountid"), input.actor.account).set(opportunity, input.action.target);
  return std::optional(std::move(change));
}

Outcome effect_of(const RuleInput& input, const schema::Row& row, const Columns& columns,
                  InTime timing, std::optional<std::int64_t> expiry) {
  const bool accept = is_accept(input.action);
  Effect effect;
  schema::RowChange change(row.key());
  change.set(columns.state, kOpen)
      .set(columns.status, accept ? kAccepted : kDeclined)
      .set(columns.step, std::string(accept ? "Accepted" : "Declined"))
      .set(columns.expiry, schema::Null{});
  if (accept) change.set(columns.accepted, day_of(input.now));
  stamp_modified(change, *row.entity, input.now);
  effect.changes.push_back(std::move(change));
  if (!accept) {
    TRY(auto link, decline_link(input));
    if (link) effect.changes.push_back(*std::move(link));
  }
  if (timing == InTime::within_grace) {
    if (accept) effect.reason = Reason::accepted_late;
    effect.detail.emplace_back("expired_on", format_day(*expiry));
    effect.detail.emplace_back("late", "yes");
  }
  return Decided(std::move(effect));
}

}  // namespace

Outcome decide_opportunity(const RuleInput& input) {
  const Columns columns(input.rows.catalogue());
  TRY(const auto row, read_target(input));
  if (!row || input.actor.account.is_nil() || input.action.basis.partner != input.actor.account)
    return refuse(Verdict::refused, Reason::not_available);
  // Where it went is never said (design.md section 8).
  if (row->lookup(columns.partner) != input.actor.account)
    return refuse(Verdict::superseded, Reason::offer_moved);
  TRY(const bool permitted, may_decide(input));
  if (!permitted) return refuse(Verdict::refused, missing_right(input));
  if (!is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  if (row->integer(columns.delivered) != input.action.basis.delivered_day)
    return refuse(Verdict::superseded, Reason::offer_withdrawn, {{"offered_again", "yes"}});

  const auto status = row->integer(columns.status);
  const bool expired = status == kExpired;
  if (status != kDelivered && !expired) return answer_not_open(input, *row, columns);
  const auto expiry = row->integer(columns.expiry);
  const InTime timing = expiry ? in_time(input, end_of_day(*expiry)) : InTime::yes;
  // Only the daemon can still accept an offer that is over, and only what was decided in time.
  if (timing == InTime::no || (expired && timing != InTime::within_grace))
    return answer_expired(input, expiry);
  return effect_of(input, *row, columns, timing, expiry);
}

Result<std::vector<schema::RowKey>> opportunity_reads(const RuleInput& input) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  std::vector<schema::RowKey> out;
  const auto add = [&](schema::ColumnHandle column, const Uuid& value) -> Status {
    TRY(const auto ids, input.rows.find(column, value));
    for (const Uuid& id : ids) out.push_back({column.entity_number, id});
    return {};
  };
  CHECK(add(catalogue.column("adx_opportunitypermissions", "adx_contactid"), input.actor.id));
  CHECK(add(catalogue.column("adx_account_declinedopportunity", "opportunityid"),
            input.action.target));
  return out;
}

}  // namespace fieldbook::rules
