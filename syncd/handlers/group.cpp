#include "syncd/handlers/group.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "shared/actions/cbor_reader.hpp"
#include "shared/base/limits.hpp"
#include "syncd/handlers/time_evidence.hpp"

namespace fieldbook::syncd {
namespace {

using actions::Reason;
using actions::Verdict;

/// Errors after which a write transaction must be dropped.
bool is_fatal(const Error& error) {
  return error.code == Errc::storage || error.code == Errc::corrupt;
}

Handled answer(Verdict verdict, Reason reason, rules::Detail detail = {}) {
  Handled out;
  out.verdict = verdict;
  out.reason = reason;
  out.detail = std::move(detail);
  return out;
}

/// A UUIDv7 tells when it was made; of other ids nothing is known.
bool is_too_old(const Uuid& id, Instant received) {
  if (id.bytes[6] >> 4U != 7) return false;
  std::int64_t made = 0;
  for (std::size_t i = 0; i < 6; ++i) made = made << 8 | id.bytes[i];
  return Instant{made} + limits::kActionIdRetention < received;
}

Handled from_outcome(std::expected<rules::Effect, rules::Refusal> decided) {
  Handled out;
  if (decided) {
    out.verdict = decided->verdict;
    out.reason = decided->reason;
    out.detail = std::move(decided->detail);
    out.changes = std::move(decided->changes);
  } else {
    rules::Refusal& refusal = decided.error();
    out.verdict = refusal.verdict;
    out.reason = refusal.reason;
    out.detail = std::move(refusal.detail);
    out.changes = std::move(refusal.changes);
  }
  return out;
}

/// Whether rows of the entity say who somebody is or what they may do: persons, roles, permissions.
bool names_rights(const schema::Entity& entity) {
  constexpr std::array<std::string_view, 13> kEntities = {"account",
                                                          "account_adx_webrole_link",
                                                          "adx_accountaccess",
                                                          "adx_caseaccess",
                                                          "adx_channelpermissions",
                                                          "adx_communityforumaccesspermission",
                                                          "adx_contactaccess",
                                                          "adx_opportunitypermissions",
                                                          "adx_webrole",
                                                          "bookableresource",
                                                          "contact",
                                                          "contact_adx_webrole_link",
                                                          "systemuser"};
  return std::ranges::find(kEntities, entity.name) != kEntities.end();
}

bool was_not_accepted(Verdict verdict) {
  return verdict == Verdict::refused || verdict == Verdict::superseded ||
         verdict == Verdict::expired || verdict == Verdict::withdrawn;
}

}  // namespace

std::optional<Uuid> peek_id(ByteView body) {
  schema::ValueReader reader(body);
  if (!reader.map(limits::kColumnsPerEntityMax)) return std::nullopt;
  const auto key = reader.next();
  const auto value = reader.next();
  if (!key || !value || key->integer != 1) return std::nullopt;
  const auto id = to_uuid(value->view);
  return id && !id->is_nil() ? std::optional(*id) : std::nullopt;
}

/// One action with what is known of it before it is decided.
struct ActionGroup::Item {
  const DecideBatch& batch;
  const actions::SignedAction& signed_action;
  Uuid id;
  FixedBytes<32> hash{};
  std::optional<actions::Action> action;  ///< nothing: it does not read
  bool is_proven = true;                  ///< its device vouches for it

  [[nodiscard]] schema::RowKey target(const schema::Catalogue& catalogue) const {
    if (!action) return {};
    const schema::Entity* entity = catalogue.find(action->entity);
    return {entity == nullptr ? 0 : entity->number, action->target};
  }
};

Result<DecidedActions> ActionGroup::decide(const DecideBatch& batch) {
  std::vector<Item> items;
  for (const actions::SignedAction& one : batch.actions) {
    Item item{batch, one, {}, actions::action_hash(one.body), std::nullopt};
    if (auto action = actions::decode_action(one.body)) {
      item.id = action->id;
      item.action = *std::move(action);
    } else if (const auto id = peek_id(one.body)) {
      item.id = *id;
    }
    item.is_proven = !std::ranges::binary_search(batch.unproven, one.number);
    if (item.is_proven && item.id.is_nil())
      return fail(Errc::invalid_argument, "an action without a readable id");
    items.push_back(std::move(item));
  }
  TRY(auto found, transaction_.stream(batch.stream));
  Stream stream =
      found.value_or(Stream{.id = batch.stream, .device = batch.device, .person = batch.person});
  // What only somebody without the device's key sends must not move the stream on.
  if (std::ranges::any_of(items, &Item::is_proven))
    stream.acknowledged = std::max(stream.acknowledged, batch.acknowledged);
  stream.last_seen = batch.received;
  DecidedActions out;
  out.fork = stream.forked || stream.device != batch.device || stream.person != batch.person;
  for (const Item& item : items) {
    if (out.fork) break;
    if (!item.is_proven) {
      TRY(auto answered, decide_unproven(item, stream));
      out.fork = !answered;
      if (answered) out.receipts.push_back(*std::move(answered));
      continue;
    }
    TRY(out.fork, is_fork(item, stream));
    if (out.fork) break;
    TRY(auto receipt, known(item));
    if (!receipt) {
      TRY(receipt, decide_new(item));
    }
    stream.last = std::max(stream.last, item.signed_action.number);
    out.receipts.push_back(*std::move(receipt));
  }
  // Another device's request says nothing about the stream's owner.
  if (stream.device != batch.device || stream.person != batch.person) return out;
  stream.forked = out.fork;
  CHECK(transaction_.put_stream(stream));
  return out;
}

/// Nothing for a number that the device has an answer to which is not here: a fork.
Result<std::optional<actions::Receipt>> ActionGroup::decide_unproven(const Item& item,
                                                                     const Stream& stream) {
  const std::uint64_t number = item.signed_action.number;
  // A signed action has the number: that it came again in pieces takes nothing from its verdict.
  TRY(const auto numbered, transaction_.numbered_action(stream.id, number));
  if (numbered) {
    TRY(auto result, transaction_.action_result(numbered->action));
    if (!result) return fail(Errc::corrupt, "a number without its verdict");
    result->receipt.number = number;
    return std::optional(std::move(result->receipt));
  }
  TRY(const auto known, transaction_.unproven_action(stream.id, number));
  if (known && known->receipt.action_hash == item.hash) return std::optional(known->receipt);
  if (!known && number <= stream.acknowledged) return std::optional<actions::Receipt>();
  actions::Receipt receipt;
  receipt.number = number;
  receipt.action = item.id;
  receipt.verdict = Verdict::refused;
  receipt.reason = Reason::bad_signature;
  receipt.commit = commit_.number();
  receipt.action_hash = item.hash;
  Cause cause;
  cause.kind = "unproven action";
  cause.actor = item.batch.person;
  cause.device = item.batch.device;
  cause.action = item.id;
  cause.verdict = receipt.verdict;
  cause.reason = receipt.reason;
  cause.facts = {{"number", std::to_string(number)}, {"stream", to_string(stream.id)}};
  TRY(auto part, commit_.begin_part());
  CHECK(part.apply({}, cause));
  CHECK(transaction_.put_unproven_action({stream.id, receipt}));
  CHECK(part.release());
  return std::optional(std::move(receipt));
}

Result<bool> ActionGroup::is_fork(const Item& item, const Stream& stream) {
  TRY(const auto numbered, transaction_.numbered_action(stream.id, item.signed_action.number));
  if (!numbered) return item.signed_action.number <= stream.acknowledged;
  return numbered->action != item.id || numbered->action_hash != item.hash;
}

Result<std::optional<actions::Receipt>> ActionGroup::known(const Item& item) {
  TRY(const auto result, transaction_.action_result(item.id));
  if (!result) return std::optional<actions::Receipt>();
  const std::uint64_t number = item.signed_action.number;
  TRY(const auto numbered, transaction_.numbered_action(item.batch.stream, number));
  if (!numbered)
    CHECK(transaction_.put_numbered_action(item.batch.stream, {number, item.id, item.hash}));
  if (!numbered) CHECK(transaction_.remove_unproven_action(item.batch.stream, number));
  actions::Receipt receipt = result->receipt;
  receipt.number = number;
  return std::optional(std::move(receipt));
}

Result<actions::Receipt> ActionGroup::decide_new(const Item& item) {
  TRY(const std::uint32_t tries, transaction_.tries(item.id));
  if (tries == 0) return settle_with_tries(item);
  if (tries < limits::kActionTriesMax) {
    TRY(auto receipt, settle_with_tries(item));
    CHECK(transaction_.forget_tries(item.id));
    return receipt;
  }
  CHECK(keep_in_custody(item, "its handler ended the process"));
  CHECK(transaction_.forget_tries(item.id));
  return settle(item, answer(Verdict::held, Reason::defect));
}

Result<actions::Receipt> ActionGroup::settle_with_tries(const Item& item) {
  std::string cause;
  for (;;) {
    try {
      Result<Handled> handled = judge(item);
      Result<actions::Receipt> receipt = std::unexpected(Error{});
      if (handled) receipt = settle(item, *std::move(handled));
      const Error* error = !handled ? &handled.error() : !receipt ? &receipt.error() : nullptr;
      if (error == nullptr) return receipt;
      if (is_fatal(*error)) return std::unexpected(*error);
      cause = error->message;
    } catch (const std::exception& exception) {
      // The last-resort catch of a handler: whatever it is, it must not stop the others.
      cause = exception.what();
    }
    TRY(const std::uint32_t tries, transaction_.count_try(item.id));
    if (tries >= limits::kActionTriesMax) break;
  }
  CHECK(keep_in_custody(item, cause));
  CHECK(transaction_.forget_tries(item.id));
  return settle(item, answer(Verdict::held, Reason::defect));
}

Result<Handled> ActionGroup::judge(const Item& item) {
  const auto hold = [&](Reason reason, std::string_view cause) -> Result<Handled> {
    CHECK(keep_in_custody(item, cause));
    return answer(Verdict::held, reason);
  };
  if (!item.action) return hold(Reason::malformed, "its body does not read as an action");
  const actions::Action& action = *item.action;
  if (action.actor != item.batch.person || action.audience != item.batch.audience)
    return answer(Verdict::refused, Reason::not_permitted);
  if (!by_staff_ && is_too_old(item.id, item.batch.received))
    return hold(Reason::too_old, "it is older than verdicts are kept");
  if (const Status shape = actions::check_shape(action); !shape) {
    if (shape.error().code == Errc::unsupported)
      return hold(Reason::unknown_kind, shape.error().message);
    return answer(Verdict::refused, Reason::malformed, {{"problem", shape.error().message}});
  }
  TRY(auto dependency, dependency_answer(item));
  if (dependency) return *std::move(dependency);
  if (action.kind == actions::kinds::kWithdraw) return withdraw(item);
  return run_rule(item);
}

Result<std::optional<Handled>> ActionGroup::dependency_answer(const Item& item) {
  for (const Uuid& id : item.action->depends_on) {
    TRY(const auto result, transaction_.action_result(id));
    if (!result) {
      TRY(const bool unproven, transaction_.is_unproven(item.batch.stream, id));
      if (!unproven) continue;  // withdrawn before it was sent: this one stands by itself
    }
    if (!result || was_not_accepted(result->receipt.verdict))
      return std::optional(
          answer(Verdict::superseded, Reason::dependency_refused, {{"dependency", to_string(id)}}));
    if (result->receipt.verdict == Verdict::held) {
      CHECK(keep_in_custody(item, "what it depends on is held"));
      return std::optional(
          answer(Verdict::held, Reason::dependency_refused, {{"dependency", to_string(id)}}));
    }
  }
  return std::optional<Handled>();
}

Result<Handled> ActionGroup::run_rule(const Item& item) {
  const actions::Action& action = *item.action;
  const rules::Rule* rule = find_rule_(action.kind);
  if (rule == nullptr) {
    CHECK(keep_in_custody(item, "no rule for this kind"));
    return answer(Verdict::held, Reason::unknown_kind);
  }
  TRY(const Rights::Actor* actor, rights_.of(item.batch.person, item.batch.audience));
  const DecisionTime time = decision_time(action.time, item.batch.received);
  rules::DaemonFacts facts;
  facts.received = item.batch.received;
  facts.earliest = time.earliest;
  facts.latest = time.latest;
  facts.offer_grace = settings_.offer_grace;
  facts.offer_days = settings_.offer_days;
  if (settings_.plan_offer)
    facts.plan_offer = [&](const Uuid& id) { return settings_.plan_offer(transaction_, id); };
  facts.may_see = [&](const schema::RowKey& key) { return rights_.may_see(*actor, key); };
  facts.by_staff = by_staff_;
  facts.owners = settings_.owners.empty() ? nullptr : &settings_.owners;
  TRY(facts.target_visible, rights_.may_see(*actor, item.target(transaction_.catalogue())));
  const rules::RuleInput input{transaction_, actor->actor, action,
                               time.latest,  &facts,       settings_.rules};
  TRY(auto outcome, rule->run(input));
  Handled handled = from_outcome(std::move(outcome));
  CHECK(complete(
      {transaction_, input, item.signed_action, item.batch.device, commit_.number(), random_},
      handled));
  if (handled.verdict == Verdict::held) CHECK(keep_in_custody(item, to_string(handled.reason)));
  return handled;
}

Result<Handled> ActionGroup::withdraw(const Item& item) {
  const Uuid target = item.action->target;
  TRY(auto result, transaction_.action_result(target));
  if (!result) {
    // The verdict waits for the action, should it ever arrive. Its own number is not known, so it
    // stands under a stream that nobody sends.
    ActionResult withdrawn;
    withdrawn.receipt.action = target;
    withdrawn.receipt.verdict = Verdict::withdrawn;
    withdrawn.receipt.commit = commit_.number();
    withdrawn.stream = target;
    withdrawn.device = item.batch.device;
    withdrawn.actor = item.batch.person;
    withdrawn.decided = item.batch.received;
    if (const auto* kind = item.action->argument(actions::arguments::kWithdrawnKind))
      if (const auto* text = std::get_if<std::string>(kind)) withdrawn.kind = *text;
    CHECK(transaction_.put_action_result(withdrawn));
    return answer(Verdict::applied, Reason::none);
  }
  if (result->actor != item.batch.person) return answer(Verdict::refused, Reason::not_available);
  if (result->receipt.verdict == Verdict::withdrawn)
    return answer(Verdict::applied, Reason::already_done);
  if (result->receipt.verdict == Verdict::held) {
    result->receipt.verdict = Verdict::withdrawn;
    result->receipt.reason = Reason::none;
    result->receipt.detail.clear();
    result->receipt.commit = commit_.number();
    result->decided = item.batch.received;
    CHECK(transaction_.replace_action_result(*result));
    CHECK(transaction_.remove_held_action(target));
    return answer(Verdict::applied, Reason::none);
  }
  return answer(Verdict::superseded, Reason::already_decided,
                {{"reason", std::string(to_string(result->receipt.reason))},
                 {"verdict", std::string(to_string(result->receipt.verdict))}});
}

Result<actions::Receipt> ActionGroup::settle(const Item& item, Handled handled) {
  ActionResult result;
  result.receipt = {item.signed_action.number, item.id,        handled.verdict, handled.reason,
                    commit_.number(),          handled.detail, item.hash};
  result.stream = item.batch.stream;
  result.device = item.batch.device;
  result.actor = item.batch.person;
  result.kind = item.action ? item.action->kind : "";
  result.target = item.target(transaction_.catalogue());
  result.decided = item.batch.received;
  Cause cause;
  cause.kind = result.kind.empty() ? "unreadable action" : result.kind;
  cause.actor = item.batch.person;
  cause.device = item.batch.device;
  cause.action = item.id;
  cause.verdict = handled.verdict;
  cause.reason = handled.reason;
  if (result.target.entity != 0) cause.target = result.target;
  cause.facts = std::move(handled.facts);

  TRY(auto part, commit_.begin_part());
  CHECK(part.apply(handled.changes, cause));
  CHECK(transaction_.put_action_result(result));
  CHECK(transaction_.remove_unproven_action(result.stream, result.receipt.number));
  CHECK(part.release());
  const bool concerns_rights = std::ranges::any_of(handled.changes, [&](const auto& change) {
    return names_rights(*transaction_.catalogue().find_number(change.key.entity));
  });
  if (concerns_rights) rights_.forget();
  return result.receipt;
}

Result<HeldSettled> ActionGroup::settle_held(const HeldAction& held, const HeldDecision& decision,
                                             Instant now) {
  TRY(auto result, transaction_.action_result(held.id));
  if (!result || result->receipt.verdict != Verdict::held)
    return fail(Errc::not_found, "no action of this id is held");
  DecideBatch batch{.person = held.actor,
                    .device = held.device,
                    .stream = held.stream,
                    .received = held.since,
                    .actions = {}};
  Item item{batch, held.action, held.id, result->receipt.action_hash, std::nullopt};
  if (auto action = actions::decode_action(held.action.body)) {
    batch.audience = action->audience;
    item.action = *std::move(action);
  }
  by_staff_ = true;
  Handled handled;
  if (decision.kind == HeldDecision::Kind::refuse) {
    handled = answer(Verdict::refused, Reason::staff_refused, {{"why", decision.why}});
  } else {
    TRY(handled, judge_held(item));
  }
  HeldSettled out;
  out.actor = held.actor;
  if (handled.verdict != Verdict::held) {
    result->decided = now;
    CHECK(settle_later(item, decision, std::move(handled), *result));
  } else {
    TRY(const auto still, transaction_.held_action(held.id));
    out.cause = still ? still->cause : held.cause;
  }
  out.receipt = result->receipt;
  return out;
}

/// As judge(), with a handler that fails kept in custody at once.
Result<Handled> ActionGroup::judge_held(const Item& item) {
  std::string cause;
  try {
    Result<Handled> handled = judge(item);
    if (handled || is_fatal(handled.error())) return handled;
    cause = handled.error().message;
  } catch (const std::exception& exception) {
    cause = exception.what();
  }
  CHECK(keep_in_custody(item, cause));
  return answer(Verdict::held, Reason::defect);
}

Status ActionGroup::settle_later(const Item& item, const HeldDecision& decision, Handled handled,
                                 ActionResult& result) {
  result.receipt.verdict = handled.verdict;
  result.receipt.reason = handled.reason;
  result.receipt.detail = std::move(handled.detail);
  result.receipt.commit = commit_.number();
  if (result.kind.empty() && item.action) result.kind = item.action->kind;
  if (result.target.entity == 0) result.target = item.target(transaction_.catalogue());
  Cause cause;
  cause.kind = result.kind.empty() ? "unreadable action" : result.kind;
  cause.actor = result.actor;
  cause.device = result.device;
  cause.action = item.id;
  cause.verdict = handled.verdict;
  cause.reason = handled.reason;
  if (result.target.entity != 0) cause.target = result.target;
  cause.facts = std::move(handled.facts);
  cause.facts.emplace_back(
      "held", decision.kind == HeldDecision::Kind::retry ? "decided again" : "refused by staff");
  if (!decision.why.empty()) cause.facts.emplace_back("why", decision.why);
  TRY(auto part, commit_.begin_part());
  CHECK(part.apply(handled.changes, cause));
  CHECK(transaction_.replace_action_result(result));
  CHECK(transaction_.remove_held_action(item.id));
  CHECK(transaction_.forget_tries(item.id));
  return part.release();
}

Status ActionGroup::keep_in_custody(const Item& item, std::string_view cause) {
  TRY(const std::uint32_t tries, transaction_.tries(item.id));
  return transaction_.put_held_action({item.signed_action, item.id, item.batch.stream,
                                       item.batch.device, item.batch.person, std::string(cause),
                                       tries, item.batch.received});
}

}  // namespace fieldbook::syncd
