// quote.approve and quote.reject: one rule (DOMAIN.md 6.1, 6.2; design.md section 8).

#include "shared/actions/action_table.hpp"
#include "shared/actions/evidence.hpp"
#include "shared/rules/contract.hpp"
#include "shared/rules/support.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kWorkBased = 192350001;
constexpr std::int64_t kDraft = 0, kActive = 1, kWon = 2, kClosed = 3;  // quote.statecode
constexpr std::int64_t kStatusWon = 4, kStatusLost = 5;                 // quote.statuscode
constexpr std::int64_t kApproved = 1, kRejected = 2;  // fieldbook_quotedecision.decision

struct Columns {
  explicit Columns(const schema::Catalogue& catalogue)
      : customer(catalogue.column("quote", "customerid")),
        order_type(catalogue.column("quote", "msdyn_ordertype")),
        state(catalogue.column("quote", "statecode")),
        status(catalogue.column("quote", "statuscode")),
        effective_to(catalogue.column("quote", "effectiveto")),
        expires_on(catalogue.column("quote", "expireson")),
        closed_on(catalogue.column("quote", "closedon")),
        revision(catalogue.column("quote", "revisionnumber")),
        total(catalogue.column("quote", "totalamount")),
        currency(catalogue.column("quote", "transactioncurrencyid")),
        opportunity(catalogue.column("quote", "opportunityid")) {}
  schema::ColumnHandle customer, order_type, state, status, effective_to, expires_on, closed_on,
      revision, total, currency, opportunity;
};

struct DecisionColumns {
  explicit DecisionColumns(const schema::Catalogue& catalogue) {
    const auto of = [&](std::string_view column) {
      return catalogue.column("fieldbook_quotedecision", column);
    };
    name = of("name"), quote = of("quoteid"), contact = of("contactid"), role = of("role");
    decision = of("decision"), comment = of("comment"), decided_on = of("decidedon");
    received_on = of("receivedon"), hash = of("quotehash"), revision = of("revisionnumber");
    total = of("totalamount"), currency = of("transactioncurrencyid"), state = of("statecode");
    status = of("statuscode"), created_on = of("createdon"), modified_on = of("modifiedon");
  }
  schema::ColumnHandle name, quote, contact, role, decision, comment, decided_on, received_on, hash,
      revision, total, currency, state, status, created_on, modified_on;
};

std::int64_t wanted_decision(const actions::Action& action) {
  return action.kind == actions::kinds::kQuoteApprove ? kApproved : kRejected;
}

std::string_view decision_word(std::int64_t decision) {
  return decision == kApproved ? "approved" : "rejected";
}

/// A decision that stands: rows that staff set inactive ask for another one.
struct Standing {
  std::int64_t decision = 0;
  Uuid contact;
  Instant decided;
};

Result<std::optional<Standing>> standing_decision(schema::RowReader& rows, const Uuid& quote) {
  const DecisionColumns columns(rows.catalogue());
  TRY(const auto ids, rows.find(columns.quote, quote));
  std::optional<Standing> first;
  for (const Uuid& id : ids) {
    TRY(const auto row, rows.get({columns.quote.entity_number, id}));
    if (!row || row->integer(columns.state).value_or(0) != 0) continue;
    const Standing found{row->integer(columns.decision).value_or(0),
                         row->lookup(columns.contact).value_or(Uuid{}),
                         Instant{row->integer(columns.decided_on).value_or(0)}};
    if (!first || found.decided < first->decided) first = found;
  }
  return first;
}

Outcome answer_standing(const RuleInput& input, const Standing& standing) {
  if (standing.contact == input.actor.id && standing.decision == wanted_decision(input.action))
    return already_done();
  TRY(const auto by, person_name(input.rows, standing.contact));
  Detail detail;
  if (!by.empty()) detail.emplace_back("by", by);
  detail.emplace_back("decided_on", format_day(day_of(standing.decided)));
  detail.emplace_back("decision", decision_word(standing.decision));
  return refuse(Verdict::superseded, Reason::already_decided, std::move(detail));
}

/// The other quotes of the quote's opportunity that are here.
Result<std::vector<schema::Row>> rivals(schema::RowReader& rows, const schema::Row& quote,
                                        const Columns& columns) {
  std::vector<schema::Row> out;
  const auto opportunity = quote.lookup(columns.opportunity);
  if (!opportunity || opportunity->is_nil()) return out;
  TRY(const auto ids, rows.find(columns.opportunity, *opportunity));
  for (const Uuid& id : ids) {
    if (id == quote.id) continue;
    TRY(auto row, rows.get({columns.opportunity.entity_number, id}));
    if (row) out.push_back(*std::move(row));
  }
  return out;
}

bool is_open(const schema::Row& quote, const Columns& columns) {
  const auto state = quote.integer(columns.state).value_or(kDraft);
  return state == kDraft || state == kActive;
}

Outcome answer_closed(const RuleInput& input, const schema::Row& quote, const Columns& columns) {
  const auto state = quote.integer(columns.state).value_or(kDraft);
  const auto status = quote.integer(columns.status);
  if (state == kClosed && status != kStatusLost)
    return refuse(Verdict::superseded, Reason::quote_withdrawn);
  // Nobody rejected it: it was closed because another quote of its opportunity was won.
  TRY(const auto others, rivals(input.rows, quote, columns));
  for (const schema::Row& other : others)
    if (state == kClosed && other.integer(columns.state) == kWon)
      return refuse(Verdict::superseded, Reason::quote_withdrawn);
  Detail detail;
  if (const auto day = quote.integer(columns.closed_on))
    detail.emplace_back("decided_on", format_day(*day));
  detail.emplace_back("decision", decision_word(state == kWon ? kApproved : kRejected));
  return refuse(Verdict::superseded, Reason::already_decided, std::move(detail));
}

/// The last day of the offer: the earlier of effectiveto and expireson.
std::optional<std::int64_t> last_day(const schema::Row& quote, const Columns& columns) {
  std::optional<std::int64_t> day = quote.integer(columns.effective_to);
  if (const auto expires = quote.integer(columns.expires_on)) {
    const std::int64_t expires_day = day_of(Instant{*expires});
    day = day ? std::min(*day, expires_day) : expires_day;
  }
  return day;
}

/// What the quote was when it was signed, as far as the action tells, and what it is.
Detail changes(const RuleInput& input, const schema::Row& quote, const Columns& columns) {
  const schema::Column& total = quote.entity->columns[columns.total.ordinal];
  const schema::Column& revision = quote.entity->columns[columns.revision.ordinal];
  Detail detail;
  if (const auto* shown = input.action.argument(actions::arguments::kShownRevision))
    detail.emplace_back("revision_before", schema::value_to_text(revision, *shown));
  detail.emplace_back("revision_now", schema::value_to_text(revision, quote[columns.revision]));
  if (const auto* shown = input.action.argument(actions::arguments::kShownTotal))
    detail.emplace_back("total_before", schema::value_to_text(total, *shown));
  detail.emplace_back("total_now", schema::value_to_text(total, quote[columns.total]));
  return detail;
}

schema::RowChange decision_row(const RuleInput& input, const schema::Row& quote,
                               const Columns& columns) {
  const DecisionColumns decision(input.rows.catalogue());
  const std::int64_t wanted = wanted_decision(input.action);
  const std::string title = fmt::format("{}: {}", name_of(quote), decision_word(wanted));
  schema::RowChange change({decision.quote.entity_number, derived_id(input.action.id, "decision")});
  change.set(decision.name, title.size() <= 300 ? title : std::string(decision_word(wanted)))
      .set(decision.quote, quote.id)
      .set(decision.contact, input.actor.id)
      .set(decision.role, std::string(actions::kQuoteApproverRole))
      .set(decision.decision, wanted)
      .set(decision.decided_on, input.now.ms)
      .set(decision.hash, to_hex(input.action.basis.material_hash))
      .set(decision.revision, quote[columns.revision])
      .set(decision.total, quote[columns.total])
      .set(decision.currency, quote[columns.currency])
      .set(decision.state, std::int64_t{0})
      .set(decision.status, std::int64_t{1})
      .set(decision.created_on, input.now.ms)
      .set(decision.modified_on, input.now.ms);
  if (const auto* comment = input.action.argument(actions::arguments::kComment))
    change.set(decision.comment, *comment);
  if (input.daemon != nullptr) change.set(decision.received_on, input.daemon->received.ms);
  return change;
}

schema::RowChange closing(const RuleInput& input, const schema::Row& quote, const Columns& columns,
                          bool won) {
  schema::RowChange change(quote.key());
  change.set(columns.state, won ? kWon : kClosed)
      .set(columns.status, won ? kStatusWon : kStatusLost)
      .set(columns.closed_on, day_of(input.now));
  stamp_modified(change, *quote.entity, input.now);
  return change;
}

Result<Effect> effect_of(const RuleInput& input, const schema::Row& quote, const Columns& columns) {
  Effect effect;
  const bool approved = wanted_decision(input.action) == kApproved;
  if (input.settings.quote_policy == QuotePolicy::close)
    effect.changes.push_back(closing(input, quote, columns, approved));
  effect.changes.push_back(decision_row(input, quote, columns));
  if (input.settings.quote_policy != QuotePolicy::close || !approved) return effect;
  // Only one quote of an opportunity is won (DOMAIN.md 6.2). A customer's device does not know
  // which belong together, and learns of the others with the verdict.
  TRY(const auto others, rivals(input.rows, quote, columns));
  for (const schema::Row& other : others)
    if (is_open(other, columns)) effect.changes.push_back(closing(input, other, columns, false));
  if (!input.settings.contract_on_win) return effect;
  TRY(auto contract, contract_of(input, quote));
  std::ranges::move(contract, std::back_inserter(effect.changes));
  return effect;
}

}  // namespace

Outcome decide_quote(const RuleInput& input) {
  const Columns columns(input.rows.catalogue());
  TRY(const auto quote, read_target(input));
  if (!quote || quote->integer(columns.order_type) != kWorkBased || input.actor.account.is_nil() ||
      quote->lookup(columns.customer) != input.actor.account)
    return refuse(Verdict::refused, Reason::not_available);
  // Before visibility: whoever lost the role lost the quote with it, and shall read why.
  if (!input.actor.has_role(actions::kQuoteApproverRole))
    return refuse(Verdict::refused, missing_right(input),
                  {{"role", std::string(actions::kQuoteApproverRole)}});
  if (!is_visible(input)) return refuse(Verdict::refused, Reason::not_available);

  TRY(const auto standing, standing_decision(input.rows, quote->id));
  if (standing) return answer_standing(input, *standing);
  if (!is_open(*quote, columns)) return answer_closed(input, *quote, columns);

  const auto last = last_day(*quote, columns);
  if (last && input.now >= end_of_day(*last))
    return refuse(Verdict::expired, Reason::quote_expired, {{"expired_on", format_day(*last)}});
  TRY(const Bytes hash, material_hash(input.rows, quote->id, input.actor.audience));
  if (hash != input.action.basis.material_hash)
    return refuse(Verdict::superseded, Reason::quote_changed, changes(input, *quote, columns));
  if (const auto* signature = input.action.argument(actions::arguments::kSignature))
    if (const auto* strokes = std::get_if<std::string>(signature);
        strokes == nullptr || !actions::is_signature(*strokes))
      return refuse_argument("Signature");
  TRY(auto effect, effect_of(input, *quote, columns));
  return Decided(std::move(effect));
}

Result<std::vector<schema::RowKey>> quote_reads(const RuleInput& input) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  std::vector<schema::RowKey> out;
  for (const auto column : {catalogue.column("quotedetail", "quoteid"),
                            catalogue.column("fieldbook_quotedecision", "quoteid")}) {
    TRY(const auto ids, input.rows.find(column, input.action.target));
    for (const Uuid& id : ids) out.push_back({column.entity_number, id});
  }
  TRY(const auto quote, read_target(input));
  if (!quote) return out;
  TRY(const auto others, rivals(input.rows, *quote, Columns(catalogue)));
  for (const schema::Row& other : others) out.push_back(other.key());
  return out;
}

}  // namespace fieldbook::rules
