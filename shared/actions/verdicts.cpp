#include <array>

#include "shared/actions/action.hpp"
#include "shared/schema/names.hpp"

namespace fieldbook::actions {
namespace {

constexpr schema::NameTable<Verdict, 7> kVerdictNames = {{
    {"applied", Verdict::applied},
    {"merged", Verdict::merged},
    {"refused", Verdict::refused},
    {"superseded", Verdict::superseded},
    {"expired", Verdict::expired},
    {"held", Verdict::held},
    {"withdrawn", Verdict::withdrawn},
}};

constexpr schema::NameTable<Reason, 31> kReasonNames = {{
    {"none", Reason::none},
    {"not_permitted", Reason::not_permitted},
    {"role_ended", Reason::role_ended},
    {"not_available", Reason::not_available},
    {"quote_changed", Reason::quote_changed},
    {"quote_expired", Reason::quote_expired},
    {"quote_withdrawn", Reason::quote_withdrawn},
    {"already_decided", Reason::already_decided},
    {"offer_moved", Reason::offer_moved},
    {"offer_expired", Reason::offer_expired},
    {"offer_withdrawn", Reason::offer_withdrawn},
    {"accepted_late", Reason::accepted_late},
    {"nobody_available", Reason::nobody_available},
    {"not_distributed", Reason::not_distributed},
    {"booking_cancelled", Reason::booking_cancelled},
    {"booking_moved", Reason::booking_moved},
    {"booking_reassigned", Reason::booking_reassigned},
    {"thread_locked", Reason::thread_locked},
    {"already_exists", Reason::already_exists},
    {"conflict", Reason::conflict},
    {"record_deleted", Reason::record_deleted},
    {"column_not_editable", Reason::column_not_editable},
    {"invalid_value", Reason::invalid_value},
    {"dependency_refused", Reason::dependency_refused},
    {"already_done", Reason::already_done},
    {"unknown_kind", Reason::unknown_kind},
    {"malformed", Reason::malformed},
    {"too_old", Reason::too_old},
    {"defect", Reason::defect},
    {"bad_signature", Reason::bad_signature},
    {"staff_refused", Reason::staff_refused},
}};

}  // namespace

std::string_view to_string(Verdict verdict) { return schema::name_of(kVerdictNames, verdict); }

Result<Verdict> parse_verdict(std::string_view text) {
  if (const auto verdict = schema::value_of(kVerdictNames, text)) return *verdict;
  return fail(Errc::invalid_argument, "not a verdict: " + std::string(text));
}

std::string_view to_string(Reason reason) { return schema::name_of(kReasonNames, reason); }

Result<Reason> parse_reason(std::string_view text) {
  if (const auto reason = schema::value_of(kReasonNames, text)) return *reason;
  return fail(Errc::invalid_argument, "not a reason: " + std::string(text));
}

}  // namespace fieldbook::actions
