// Verbs about actions in the daemon's custody.

#include <algorithm>
#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "syncd/admin/verbs.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::size_t kListedMax = 1000;
/// What a person reads as one sentence; a thousand of them fit a checkpoint.
constexpr std::size_t kReasonBytesMax = 300;

Result<std::string> signin_of(ReadTransaction& transaction, const Uuid& person) {
  TRY(const auto user, transaction.user(person));
  return user ? user->signin : to_string(person);
}

std::string record_of(const schema::Catalogue& catalogue, const schema::RowKey& key) {
  const schema::Entity* entity = catalogue.find_number(key.entity);
  return entity == nullptr ? "" : fmt::format("{} {}", entity->name, to_string(key.id));
}

Result<OrderedJson> describe(ReadTransaction& transaction, const HeldAction& held) {
  TRY(const auto result, transaction.action_result(held.id));
  TRY(const auto signin, signin_of(transaction, held.actor));
  OrderedJson out;
  out["id"] = to_string(held.id);
  out["kind"] = result ? result->kind : "";
  out["record"] = result ? record_of(transaction.catalogue(), result->target) : "";
  out["signin"] = signin;
  out["device"] = to_string(held.device);
  out["since"] = format_instant(held.since);
  out["reason"] = result ? to_string(result->receipt.reason) : "";
  out["cause"] = held.cause;
  return out;
}

Result<OrderedJson> settle(AdminContext& context, const HeldDecision& decision) {
  std::optional<HeldSettled> settled;
  CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TRY(settled, context.core.settle_held(transaction, decision));
    AfterCommit after;
    after.outcome = settled->commit;
    // Its author hears of it at once, whether or not rows changed that the author sees.
    auto& persons = after.outcome->persons;
    if (!std::ranges::binary_search(persons, settled->actor))
      persons.insert(std::ranges::lower_bound(persons, settled->actor), settled->actor);
    return after;
  }));
  OrderedJson out;
  out["id"] = to_string(decision.action);
  out["verdict"] = to_string(settled->receipt.verdict);
  out["reason"] = to_string(settled->receipt.reason);
  out["commit"] = settled->receipt.commit;
  if (!settled->cause.empty())
    out["findings"] = {
        fmt::format("{} is still held: {}", to_string(decision.action), settled->cause)};
  return out;
}

}  // namespace

Result<OrderedJson> held_list(AdminContext& context, const Json&) {
  TRY(const auto transaction, context.store.begin_read());
  TRY(const auto held, transaction->held_actions(kListedMax));
  OrderedJson out;
  out["held"] = OrderedJson::array();
  for (const HeldAction& action : held) {
    TRY(auto described, describe(*transaction, action));
    out["held"].push_back(std::move(described));
  }
  return out;
}

Result<OrderedJson> held_retry(AdminContext& context, const Json& arguments) {
  TRY(const Uuid action, uuid_argument(arguments, "action"));
  return settle(context, {HeldDecision::Kind::retry, action, {}});
}

Result<OrderedJson> held_refuse(AdminContext& context, const Json& arguments) {
  TRY(const Uuid action, uuid_argument(arguments, "action"));
  TRY(auto why, text_argument(arguments, "reason"));
  if (why.empty() || why.size() > kReasonBytesMax)
    return fail(Errc::invalid_argument,
                fmt::format("reason must be a sentence of at most {} bytes", kReasonBytesMax));
  return settle(context, {HeldDecision::Kind::refuse, action, std::move(why)});
}

}  // namespace fieldbook::syncd
