// opportunity.phase, .win, .cancel, .return, .assign, .add_contact, .register and .approve: what is
// done with an opportunity between acceptance and its end (DOMAIN.md 3.5, 4.4), as a table of who
// may do it when, and a function for what it does.

#include <algorithm>
#include <array>

#include "shared/actions/action_table.hpp"
#include "shared/rules/opportunity_note.hpp"
#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

namespace kinds = actions::kinds;

constexpr std::int64_t kOpen = 0, kWon = 1, kLost = 2;                      // statecode
constexpr std::int64_t kInProgress = 1, kAccepted = 100000003;              // statuscode
constexpr std::int64_t kPurchased = 100000004, kCanceled = 4;               // statuscode
constexpr std::int64_t kReturned = 756150000, kReturnedBefore = 100000005;  // statuscode

struct Columns {
  explicit Columns(const schema::Catalogue& catalogue) {
    const auto of = [&](std::string_view name) { return catalogue.column("opportunity", name); };
    partner = of("msa_partnerid"), contact = of("msa_partneroppid");
    customer = of("customerid"), delivered = of("adx_delivereddate");
    accepted = of("adx_accepteddate"), state = of("statecode"), status = of("statuscode");
    step = of("stepname"), phase = of("salesstagecode"), feedback = of("adx_feedbackyet");
    own = of("adx_partnercreated"), shared = of("adx_partnercollaboration"),
    won = of("adx_wondate"), closed = of("actualclosedate");
    probability = of("closeprobability"), return_reason = of("adx_reasonforreturn");
    registration = of("adx_dealregistrationrequestid");
  }
  schema::ColumnHandle partner, contact, customer, delivered, accepted, state, status, step, phase,
      feedback, own, shared, won, closed, probability, return_reason, registration;
};

struct Work {
  const RuleInput& input;
  const schema::Row& row;
  const Columns& columns;
  schema::RowChange change;
  std::vector<schema::RowChange> beside;

  void note(std::string title) {
    beside.push_back(opportunity_note(input, row.id, std::move(title),
                                      text_argument(input, actions::arguments::kComment)));
  }
  /// The partner has told how it goes: once an opportunity (DOMAIN.md 3.4).
  void give_feedback() {
    if (!row.flag(columns.feedback)) change.set(columns.feedback, std::int64_t{1});
  }
  void close(std::int64_t state, std::int64_t status) {
    change.set(columns.state, state).set(columns.status, status);
    change.set(columns.closed, day_of(input.now));
  }
  [[nodiscard]] const schema::Column& column(schema::ColumnHandle handle) const {
    return row.entity->columns[handle.ordinal];
  }
};

/// Nothing: it is done as `work` says. Otherwise the answer.
using Done = Result<std::optional<Outcome>>;

Done answer(Outcome outcome) { return std::optional(std::move(outcome)); }

Done advance(Work& work) {
  const auto wanted = integer_argument(work.input, actions::arguments::kPhase);
  const schema::Column& phases = work.column(work.columns.phase);
  if (!wanted || !std::ranges::any_of(phases.options, [&](const schema::Option& option) {
        return option.value == *wanted;
      }))
    return answer(refuse_argument(phases.label));
  const auto present = work.row.integer(work.columns.phase).value_or(0);
  // Forward only; values ascend with the phases.
  if (*wanted < present)
    return answer(refuse(Verdict::superseded, Reason::already_decided,
                         {{"decision", "moved on to " + option_label(phases, present)}}));
  const bool is_same = *wanted == present && work.row.integer(work.columns.status) == kInProgress;
  if (is_same && work.row.flag(work.columns.feedback)) return answer(already_done());
  const std::string label = option_label(phases, *wanted);
  work.change.set(work.columns.status, kInProgress)
      .set(work.columns.phase, *wanted)
      .set(work.columns.step, label);
  work.give_feedback();
  work.note(label);
  return std::optional<Outcome>();
}

Done win(Work& work) {
  work.close(kWon, kPurchased);
  work.change.set(work.columns.won, day_of(work.input.now));
  work.give_feedback();
  work.note("Won");
  return std::optional<Outcome>();
}

Done cancel(Work& work) {
  work.close(kLost, kCanceled);
  work.note("Canceled");
  return std::optional<Outcome>();
}

Done give_back(Work& work) {
  const auto reason = integer_argument(work.input, actions::arguments::kReason);
  const schema::Column& reasons = work.column(work.columns.return_reason);
  if (!reason || !std::ranges::any_of(reasons.options, [&](const schema::Option& option) {
        return option.value == *reason;
      }))
    return answer(refuse_argument(reasons.label));
  work.close(kLost, kReturned);
  work.change.set(work.columns.probability, std::int64_t{0})
      .set(work.columns.return_reason, *reason);
  work.note("Returned to Network");
  return std::optional<Outcome>();
}

/// An active contact; nothing when there is none (for the actor).
Result<std::optional<schema::Row>> active_contact(const Work& work, const std::optional<Uuid>& id) {
  const schema::ColumnHandle state = work.input.rows.catalogue().column("contact", "statecode");
  if (!id) return std::optional<schema::Row>();
  TRY(auto row, work.input.rows.get({state.entity_number, *id}));
  if (!row || row->integer(state).value_or(0) != 0) return std::optional<schema::Row>();
  return row;
}

Done assign(Work& work) {
  const auto wanted = uuid_argument(work.input, actions::arguments::kAssignee);
  const schema::ColumnHandle parent =
      work.input.rows.catalogue().column("contact", "parentcustomerid");
  if (!wanted) return answer(refuse_argument(work.column(work.columns.contact).label));
  TRY(const auto colleague, active_contact(work, wanted));
  if (!colleague || colleague->lookup(parent) != work.row.lookup(work.columns.partner))
    return answer(refuse(Verdict::refused, Reason::not_available));
  if (work.row.lookup(work.columns.contact) == wanted) return answer(already_done());
  work.change.set(work.columns.contact, *wanted);
  work.note("Assigned to " + name_of(*colleague));
  return std::optional<Outcome>();
}

Done add_contact(Work& work) {
  const auto wanted = uuid_argument(work.input, actions::arguments::kContact);
  if (!wanted) return answer(refuse_argument("Contact"));
  TRY(const auto person, active_contact(work, wanted));
  TRY(const bool seen, sees(work.input, "contact", *wanted));
  if (!person || !seen) return answer(refuse(Verdict::refused, Reason::not_available));
  const Uuid id = derived_id(work.row.id, "contact " + to_string(*wanted));
  NewRow link(work.input, "adx_opportunity_contact", id);
  link.set("opportunityid", work.row.id).set("contactid", *wanted);
  TRY(const auto present, work.input.rows.get(link.change().key));
  if (present) return answer(already_done());
  work.beside.push_back(link.change());
  work.note("Contact Added: " + name_of(*person));
  return std::optional<Outcome>();
}

Done register_deal(Work& work) {
  if (!schema::is_null(work.row[work.columns.registration])) return answer(already_done());
  const Uuid id = derived_id(work.row.id, "deal registration");
  NewRow request(work.input, "adx_dealregistrationrequest", id);
  request.set("adx_name", name_of(work.row))
      .set("adx_opportunityid", work.row.id)
      .set("adx_partnerid", work.input.actor.account);
  const std::string text = text_argument(work.input, actions::arguments::kComment);
  if (!text.empty()) request.set("adx_description", text);
  work.change.set(work.columns.registration, id);
  work.beside.push_back(request.change());
  work.note("Registered");
  return std::optional<Outcome>();
}

Done approve(Work& work) {
  work.change.set(work.columns.status, kAccepted)
      .set(work.columns.step, std::string("Accepted"))
      .set(work.columns.accepted, day_of(work.input.now));
  work.note("Approved");
  return std::optional<Outcome>();
}

enum class Origin : std::uint8_t { any, own, distributed };

struct Kind {
  std::string_view kind;
  Right right;
  Origin origin;
  std::int64_t result;  ///< the status it leads to; 0 = it changes none
  Done (*run)(Work& work);
};
constexpr std::array<Kind, 8> kKinds = {{
    {kinds::kOpportunityPhase, Right::write, Origin::any, 0, advance},
    {kinds::kOpportunityWin, Right::write, Origin::any, kPurchased, win},
    {kinds::kOpportunityCancel, Right::remove, Origin::own, kCanceled, cancel},
    {kinds::kOpportunityReturn, Right::write, Origin::distributed, kReturned, give_back},
    {kinds::kOpportunityAssign, Right::assign, Origin::any, 0, assign},
    {kinds::kOpportunityAddContact, Right::write, Origin::any, 0, add_contact},
    {kinds::kOpportunityRegister, Right::write, Origin::own, 0, register_deal},
    {kinds::kOpportunityApprove, Right::write, Origin::own, kAccepted, approve},
}};

/// Closed, not accepted, or offered: which it is, in the words of its status.
Outcome answer_not_worked(const schema::Row& row, const Columns& columns, const Kind& kind) {
  const auto status = row.integer(columns.status).value_or(0);
  const bool is_returned = status == kReturnedBefore && kind.result == kReturned;
  if (kind.result != 0 && (status == kind.result || is_returned)) return already_done();
  Detail detail = {{"decision", option_label(row.entity->columns[columns.status.ordinal], status)}};
  if (const auto day = row.integer(columns.closed))
    detail.insert(detail.begin(), {"decided_on", format_day(*day)});
  return refuse(Verdict::superseded, Reason::already_decided, std::move(detail));
}

/// Whether the opportunity is the actor's: with their account, or assigned to them.
bool is_with_actor(const RuleInput& input, const schema::Row& row, const Columns& columns) {
  if (input.actor.audience == schema::Audience::staff) return true;
  const auto partner = row.lookup(columns.partner);
  return partner ? partner == input.actor.account : row.lookup(columns.contact) == input.actor.id;
}

}  // namespace

Outcome work_opportunity(const RuleInput& input) {
  const auto kind = std::ranges::find(kKinds, input.action.kind, &Kind::kind);
  ASSERT(kind != kKinds.end());
  const Columns columns(input.rows.catalogue());
  const bool is_staff = input.actor.audience == schema::Audience::staff;
  TRY(const auto row, read_target(input));
  if (!row || input.action.basis.partner != input.actor.account)
    return refuse(Verdict::refused, Reason::not_available);
  // Where it went is never said (design.md section 8).
  if (!is_with_actor(input, *row, columns)) return refuse(Verdict::superseded, Reason::offer_moved);
  TRY(const bool permitted, may_work_opportunity(input, *row, kind->right));
  if (!permitted) return refuse(Verdict::refused, missing_right(input));
  if (!is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  if (row->integer(columns.delivered).value_or(0) != input.action.basis.delivered_day)
    return refuse(Verdict::superseded, Reason::offer_withdrawn, {{"offered_again", "yes"}});
  const bool is_own = row->flag(columns.own);
  if ((kind->origin == Origin::own && !is_own) || (kind->origin == Origin::distributed && is_own))
    return refuse(Verdict::refused, Reason::not_permitted);
  // Of several partners none closes it for the others (DOMAIN.md 3.1).
  if (kind->result != 0 && !is_staff && row->flag(columns.shared))
    return refuse(Verdict::refused, Reason::not_permitted);
  const auto status = row->integer(columns.status);
  const bool is_worked = row->integer(columns.state).value_or(kOpen) == kOpen &&
                         (status == kInProgress || (status == kAccepted && !is_staff));
  if (!is_worked) return answer_not_worked(*row, columns, *kind);

  Work work{input, *row, columns, schema::RowChange(row->key()), {}};
  TRY(auto answered, kind->run(work));
  if (answered) return *std::move(answered);
  Effect effect;
  stamp_modified(work.change, *row->entity, input.now);
  effect.changes.push_back(std::move(work.change));
  for (schema::RowChange& beside : work.beside) effect.changes.push_back(std::move(beside));
  return Decided(std::move(effect));
}

Result<std::vector<schema::RowKey>> opportunity_work_reads(const RuleInput& input) {
  TRY(auto out, permission_reads(input));
  for (const auto name : {actions::arguments::kAssignee, actions::arguments::kContact})
    if (const auto id = uuid_argument(input, name))
      out.push_back({input.rows.catalogue().entity("contact").number, *id});
  return out;
}

}  // namespace fieldbook::rules
