#include <array>

#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"

namespace fieldbook::rules {
namespace {

namespace kinds = actions::kinds;

constexpr std::array<Rule, 9> kTable = {{
    {kinds::kQuoteApprove, decide_quote, quote_reads},
    {kinds::kQuoteReject, decide_quote, quote_reads},
    {kinds::kOpportunityAccept, decide_opportunity, opportunity_reads},
    {kinds::kOpportunityDecline, decide_opportunity, opportunity_reads},
    {kinds::kBookingAccept, decide_booking, booking_reads},
    {kinds::kBookingDecline, decide_booking, booking_reads},
    {kinds::kRecordUpdate, update_record, update_reads},
    {kinds::kWithdraw, withdraw, withdraw_reads},
    {kinds::kRecordCreate, create_record, create_reads},
}};

}  // namespace

std::span<const Rule> rule_table() { return kTable; }

const Rule* find_rule(std::string_view kind) {
  for (const Rule& rule : kTable)
    if (rule.kind == kind) return &rule;
  return nullptr;
}

}  // namespace fieldbook::rules
