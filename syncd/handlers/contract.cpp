#include "shared/rules/contract.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

#include "syncd/handlers/handler.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t kSuffixLength = 6;

}  // namespace

Status complete_contract(const HandlerInput& input, Handled& handled) {
  const schema::Catalogue& catalogue = input.store.catalogue();
  const schema::RowKey key{catalogue.entity("salesorder").number,
                           rules::contract_id(input.rule.action.target)};
  const auto made = std::ranges::find(handled.changes, key, &schema::RowChange::key);
  if (made == handled.changes.end()) return {};
  if (input.random == nullptr)
    return fail(Errc::internal, "a contract without a source of random numbers");
  std::string number = fmt::format("ORD-{:05}-", input.commit);
  for (std::size_t i = 0; i < kSuffixLength; ++i)
    number += kLetters[input.random->below(kLetters.size())];
  handled.facts.emplace_back("contract", number);
  made->set(catalogue.column("salesorder", "ordernumber"), std::move(number));
  return {};
}

}  // namespace fieldbook::syncd
