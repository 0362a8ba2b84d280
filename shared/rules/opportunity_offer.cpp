// opportunity.distribute and opportunity.offer: staff give an opportunity to a partner, the one
// that the daemon's plan chooses or one of their own choice with the reason (DOMAIN.md 3, design.md
// section 10). The row and its history of deliveries change together.

#include <algorithm>
#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"

namespace fieldbook::rules {
namespace {

namespace names = actions::arguments;

constexpr std::int64_t kOpen = 0, kLost = 2;                                // statecode
constexpr std::int64_t kInProgress = 1, kOnHold = 2;                        // statuscode
constexpr std::int64_t kDelivered = 100000001, kAccepted = 100000003;       // statuscode
constexpr std::int64_t kDeclined = 100000006, kExpired = 100000007;         // statuscode
constexpr std::int64_t kReturned = 756150000, kReturnedBefore = 100000005;  // statuscode
constexpr std::int64_t kPartnerAccount = 100000000;      // account.accountclassificationcode
constexpr std::int64_t kDistributed = 100000000;         // opportunity.adx_opportunitysource
constexpr std::int64_t kAutomatic = 2, kOverridden = 3;  // fieldbook_opportunitydelivery.way
constexpr std::string_view kDelivery = "fieldbook_opportunitydelivery";

struct Columns {
  explicit Columns(const schema::Catalogue& catalogue) {
    const auto of = [&](std::string_view name) { return catalogue.column("opportunity", name); };
    partner = of("msa_partnerid"), contact = of("msa_partneroppid"), state = of("statecode");
    status = of("statuscode"), step = of("stepname"), phase = of("salesstagecode");
    delivered = of("adx_delivereddate"), expires = of("adx_expirydate");
    accepted = of("adx_accepteddate"), closed = of("actualclosedate");
    own = of("adx_partnercreated"), collaboration = of("adx_partnercollaboration");
    source = of("adx_opportunitysource"), feedback = of("adx_feedbackyet");
    return_reason = of("adx_reasonforreturn"), customer = of("customerid");
    customer_type = of("customeridtype"), modified = of("modifiedon");
  }
  schema::ColumnHandle partner, contact, state, status, step, phase, delivered, expires, accepted,
      closed, own, collaboration, source, feedback, return_reason, customer, customer_type,
      modified;
};

schema::ColumnHandle delivery_column(const RuleInput& input, std::string_view name) {
  return input.rows.catalogue().column(kDelivery, name);
}

/// The offer begins when the daemon has it; a device shows its own day until then.
std::int64_t day_of_offer(const RuleInput& input) {
  return day_of(input.daemon != nullptr ? input.daemon->received : input.now);
}

/// In whose hands an opportunity is.
enum class Standing : std::uint8_t { free, offered, taken };

Standing standing_of(const schema::Row& row, const Columns& columns, std::int64_t today) {
  const auto status = row.integer(columns.status).value_or(kInProgress);
  const bool has_partner = row.lookup(columns.partner).has_value();
  if (row.integer(columns.state).value_or(kOpen) != kOpen) {
    const bool is_returned =
        row.integer(columns.state) == kLost && (status == kReturned || status == kReturnedBefore);
    return is_returned ? Standing::free : Standing::taken;
  }
  if (status == kDelivered && has_partner) {
    const auto expires = row.integer(columns.expires);
    return expires && *expires < today ? Standing::free : Standing::offered;
  }
  const bool is_worked =
      status == kAccepted || (has_partner && (status == kInProgress || status == kOnHold));
  return is_worked ? Standing::taken : Standing::free;
}

Outcome already_decided(const schema::Row& row, const Columns& columns) {
  const auto status = row.integer(columns.status).value_or(kInProgress);
  Detail detail = {{"decision", option_label(row.entity->columns[columns.status.ordinal], status)}};
  auto day = row.integer(columns.closed);
  if (!day) day = row.integer(columns.accepted);
  if (!day) day = row.integer(columns.delivered);
  if (day) detail.insert(detail.begin(), {"decided_on", format_day(*day)});
  return refuse(Verdict::superseded, Reason::already_decided, std::move(detail));
}

/// The account whose opportunity it is; of a contact its account.
Result<std::optional<Uuid>> customer_account(const RuleInput& input, const schema::Row& row,
                                             const Columns& columns) {
  const auto customer = row.lookup(columns.customer);
  if (!customer || row.text(columns.customer_type) != "contact") return customer;
  const schema::ColumnHandle parent = input.rows.catalogue().column("contact", "parentcustomerid");
  TRY(const auto contact, input.rows.get({parent.entity_number, *customer}));
  return contact ? contact->lookup(parent) : std::nullopt;
}

/// An active partner that is not the customer itself.
Result<bool> may_get_offers(const RuleInput& input, const schema::Row& row, const Columns& columns,
                            const Uuid& partner) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const auto of = [&](std::string_view name) { return catalogue.column("account", name); };
  TRY(const auto account, input.rows.get({catalogue.entity("account").number, partner}));
  if (!account || account->integer(of("accountclassificationcode")) != kPartnerAccount ||
      account->integer(of("statecode")).value_or(0) != 0)
    return false;
  TRY(const auto customer, customer_account(input, row, columns));
  return customer != partner;
}

Result<std::vector<schema::Row>> deliveries_of(const RuleInput& input) {
  const schema::ColumnHandle of = delivery_column(input, "opportunityid");
  TRY(const auto ids, input.rows.find(of, input.action.target));
  std::vector<schema::Row> out;
  for (const Uuid& id : ids) {
    TRY(auto row, input.rows.get({of.entity_number, id}));
    if (row) out.push_back(*std::move(row));
  }
  return out;
}

bool has_ended(const RuleInput& input, const schema::Row& delivery) {
  const auto has = [&](std::string_view name) {
    return delivery.integer(delivery_column(input, name)).has_value();
  };
  return has("declinedon") || has("returnedon") || has("wonon") || has("loston") ||
         has("withdrawnon") || (has("expiredon") && !has("acceptedon"));
}

/// What became of a delivery that nobody has noted yet: as the row says of its own partner; what
/// went to anybody else is taken back.
schema::RowChange end_of(const RuleInput& input, const schema::Row& row, const Columns& columns,
                         const schema::Row& delivery, std::int64_t today) {
  schema::RowChange out(delivery.key());
  const auto set = [&](std::string_view name, std::optional<std::int64_t> day) {
    out.set(delivery_column(input, name), day.value_or(today));
  };
  const auto status = row.integer(columns.status).value_or(kInProgress);
  const auto partner = delivery.lookup(delivery_column(input, "partnerid"));
  const auto expires = row.integer(columns.expires);
  if (partner != row.lookup(columns.partner)) {
    set("withdrawnon", today);
  } else if (status == kDeclined) {
    set("declinedon", today);
  } else if (status == kExpired || (status == kDelivered && expires && *expires < today)) {
    set("expiredon", expires);
  } else if (status == kReturned || status == kReturnedBefore) {
    if (!delivery.integer(delivery_column(input, "acceptedon")))
      set("acceptedon", row.integer(columns.accepted));
    set("returnedon", row.integer(columns.closed));
  } else {
    set("withdrawnon", today);
  }
  stamp_modified(out, *delivery.entity, input.now);
  return out;
}

struct Choice {
  Uuid partner;
  std::int64_t way = kAutomatic;
  std::optional<double> score;
  std::string reason;
};

schema::RowChange new_delivery(const RuleInput& input, const schema::Row& row,
                               const Columns& columns, const Choice& choice,
                               const std::vector<schema::Row>& known, std::int64_t today,
                               std::int64_t expires) {
  const std::string purpose =
      fmt::format("delivered to {} on {}", to_string(choice.partner), format_day(today));
  Uuid id = derived_id(row.id, purpose);
  for (int again = 1; std::ranges::find(known, id, &schema::Row::id) != known.end(); ++again)
    id = derived_id(row.id, fmt::format("{}, {}", purpose, again));
  NewRow out(input, kDelivery, id);
  out.set("name", name_of(row))
      .set("opportunityid", row.id)
      .set("partnerid", choice.partner)
      .set("way", choice.way)
      .set("deliveredon", today);
  if (input.daemon != nullptr) out.set("expireson", expires);
  if (const auto phase = row.integer(columns.phase)) out.set("stagecode", *phase);
  if (choice.score) out.set("score", *choice.score);
  if (!choice.reason.empty()) out.set("reason", choice.reason);
  return out.change();
}

/// Everything that an offer changes. Only the daemon knows the deadline.
Outcome offer(const RuleInput& input, const schema::Row& row, const Columns& columns,
              const Choice& choice, Detail detail) {
  const std::int64_t today = day_of_offer(input);
  const std::int64_t expires = input.daemon != nullptr ? today + input.daemon->offer_days : today;
  Effect effect;
  effect.detail = std::move(detail);
  std::ranges::sort(effect.detail);
  schema::RowChange change(row.key());
  change.set(columns.state, kOpen)
      .set(columns.status, kDelivered)
      .set(columns.step, std::string("Delivered"))
      .set(columns.partner, choice.partner)
      .set(columns.contact, schema::Null{})
      .set(columns.delivered, today)
      .set(columns.expires,
           input.daemon != nullptr ? schema::Value(expires) : schema::Value(schema::Null{}))
      .set(columns.accepted, schema::Null{})
      .set(columns.closed, schema::Null{})
      .set(columns.source, kDistributed)
      .set(columns.feedback, std::int64_t{0})
      .set(columns.return_reason, schema::Null{})
      .set(columns.modified, input.now.ms);
  effect.changes.push_back(std::move(change));
  TRY(const auto known, deliveries_of(input));
  for (const schema::Row& delivery : known)
    if (!has_ended(input, delivery))
      effect.changes.push_back(end_of(input, row, columns, delivery, today));
  effect.changes.push_back(new_delivery(input, row, columns, choice, known, today, expires));
  if (choice.score) {
    schema::RowChange ranked({input.rows.catalogue().entity("account").number, choice.partner});
    ranked.set(input.rows.catalogue().column("account", "adx_partnerranking"), *choice.score);
    effect.changes.push_back(std::move(ranked));
  }
  return Decided(std::move(effect));
}

/// The opportunity as staff may offer it; else the answer.
using Target = Result<std::expected<schema::Row, Outcome>>;
Target offerable(const RuleInput& input, const Columns& columns) {
  const auto stop = [](Outcome answer) -> Target {
    return std::expected<schema::Row, Outcome>(std::unexpected(std::move(answer)));
  };
  if (input.actor.audience != schema::Audience::staff)
    return stop(refuse(Verdict::refused, Reason::not_permitted));
  TRY(auto row, read_target(input));
  if (!row || !is_visible(input)) return stop(refuse(Verdict::refused, Reason::not_available));
  if (row->flag(columns.own) || row->flag(columns.collaboration))
    return stop(refuse(Verdict::refused, Reason::not_distributed));
  const bool is_as_seen =
      row->integer(columns.delivered).value_or(0) == input.action.basis.delivered_day;
  if (!is_as_seen || standing_of(*row, columns, day_of_offer(input)) == Standing::taken)
    return stop(already_decided(*row, columns));
  return *std::move(row);
}

}  // namespace

Outcome distribute_opportunity(const RuleInput& input) {
  const Columns columns(input.rows.catalogue());
  TRY(const auto target, offerable(input, columns));
  if (!target) return target.error();
  const schema::Row& row = *target;
  if (standing_of(row, columns, day_of_offer(input)) == Standing::offered)
    return already_decided(row, columns);
  if (input.daemon == nullptr) {
    // Whom it goes to only the daemon's plan tells.
    Effect effect;
    effect.changes.emplace_back(row.key());
    stamp_modified(effect.changes.back(), *row.entity, input.now);
    return Decided(std::move(effect));
  }
  if (!input.daemon->plan_offer) return fail(Errc::unavailable, "nothing here plans offers");
  TRY(OfferPlan plan, input.daemon->plan_offer(row.id));
  if (!plan.partner) return refuse(Verdict::refused, Reason::nobody_available);
  plan.why.emplace_back("partner", to_string(*plan.partner));
  plan.why.emplace_back("partner_name", plan.partner_name);
  if (plan.score) plan.why.emplace_back("score", fmt::format("{}", *plan.score));
  return offer(input, row, columns, {.partner = *plan.partner, .score = plan.score},
               std::move(plan.why));
}

Outcome offer_opportunity(const RuleInput& input) {
  const Columns columns(input.rows.catalogue());
  TRY(const auto target, offerable(input, columns));
  if (!target) return target.error();
  const schema::Row& row = *target;
  const auto partner = uuid_argument(input, names::kPartner);
  const std::string partner_label = row.entity->columns[columns.partner.ordinal].label;
  if (!partner) return refuse_argument(partner_label);
  TRY(const bool may_have, may_get_offers(input, row, columns, *partner));
  if (!may_have) return refuse_argument(partner_label);
  const std::string reason = text_argument(input, names::kComment);
  if (reason.empty()) return refuse_argument("Comment");
  if (row.lookup(columns.partner) == *partner &&
      standing_of(row, columns, day_of_offer(input)) == Standing::offered)
    return already_done();
  TRY(const auto account,
      input.rows.get({input.rows.catalogue().entity("account").number, *partner}));
  Detail detail = {{"partner", to_string(*partner)},
                   {"partner_name", account ? name_of(*account) : ""}};
  return offer(input, row, columns, {.partner = *partner, .way = kOverridden, .reason = reason},
               std::move(detail));
}

Result<std::vector<schema::RowKey>> offer_reads(const RuleInput& input) {
  std::vector<schema::RowKey> out;
  if (const auto partner = uuid_argument(input, names::kPartner))
    out.push_back({input.rows.catalogue().entity("account").number, *partner});
  const schema::ColumnHandle of = delivery_column(input, "opportunityid");
  TRY(const auto ids, input.rows.find(of, input.action.target));
  for (const Uuid& id : ids) out.push_back({of.entity_number, id});
  return out;
}

}  // namespace fieldbook::rules
