#include "shared/actions/verdict_text.hpp"

#include <fmt/format.h>

#include "shared/actions/action_table.hpp"

namespace fieldbook::actions {
namespace {

std::string_view detail(const Receipt& receipt, std::string_view name) {
  for (const auto& [candidate, text] : receipt.detail)
    if (candidate == name) return text;
  return {};
}

/// `before` and the fact, or nothing when the fact is missing.
std::string with(std::string_view before, std::string_view fact) {
  return fact.empty() ? std::string() : fmt::format("{}{}", before, fact);
}

std::string record(const VerdictContext& context) {
  const ActionRow* row = find_action(context.kind);
  const std::string_view entity = row == nullptr ? std::string_view() : row->entity;
  if (entity == "quote") return fmt::format("Quote {}", context.name);
  if (entity == "opportunity") return fmt::format("Opportunity {}", context.name);
  if (entity == "bookableresourcebooking") return fmt::format("Booking {}", context.name);
  return fmt::format("‘{}’", context.name);
}

std::string was_decided(const Receipt& receipt) {
  const auto decision = detail(receipt, "decision");
  return fmt::format("was already {}{}{}", decision.empty() ? "decided" : decision,
                     with(" by ", detail(receipt, "by")),
                     with(" on ", detail(receipt, "decided_on")));
}

std::string change(std::string_view label, std::string_view before, std::string_view after) {
  if (after.empty() || before == after) return {};
  return before.empty() ? fmt::format("{} is {}", label, after)
                        : fmt::format("{} {} → {}", label, before, after);
}

std::string quote_changes(const Receipt& receipt) {
  const std::string revision =
      change("revision", detail(receipt, "revision_before"), detail(receipt, "revision_now"));
  const std::string total =
      change("total", detail(receipt, "total_before"), detail(receipt, "total_now"));
  if (revision.empty() && total.empty()) return {};
  return fmt::format(" ({}{}{})", revision, revision.empty() || total.empty() ? "" : ", ", total);
}

VerdictText success_text(const Receipt& receipt, const VerdictContext& context) {
  const ActionRow* row = find_action(context.kind);
  const std::string done = row == nullptr ? record(context) : action_sentence(*row, context.name);
  switch (receipt.reason) {
    case Reason::already_done:
      return {fmt::format("{} already stood as you decided it.", record(context)),
              "Your decision counts once.", ""};
    case Reason::accepted_late:
      return {fmt::format("Done: {}. The offer ended{} before your answer reached us.", done,
                          with(" on ", detail(receipt, "expired_on"))),
              "It was accepted because you decided in time; it is marked late.", ""};
    case Reason::conflict:
      return {fmt::format("Two people changed {}{}.", record(context),
                          with(": ", detail(receipt, "fields"))),
              "Your other changes were saved.", "Decide which text to keep."};
    case Reason::column_not_editable:
    case Reason::invalid_value:
      return {fmt::format("Some fields of {} could not be changed{}.", record(context),
                          with(": ", detail(receipt, "fields"))),
              "Your other changes were saved; these texts are kept here.",
              "Ask your contact to change those fields."};
    default: break;
  }
  if (receipt.verdict == Verdict::merged)
    return {fmt::format("Done: {}, together with changes by {}.", done,
                        detail(receipt, "by").empty() ? "others" : detail(receipt, "by")),
            "Both sets of changes are saved.", ""};
  if (const auto code = detail(receipt, "code"); !code.empty())
    return {fmt::format("Done: {}.", done),
            fmt::format("The code ‘{}’ works {} and ends{}.", code,
                        detail(receipt, "times").empty()
                            ? std::string("once")
                            : fmt::format("{} times", detail(receipt, "times")),
                        with(" on ", detail(receipt, "expired_on"))),
            "Copy it and give it to them; it is shown to you alone."};
  if (const auto partner = detail(receipt, "partner_name"); !partner.empty())
    return {fmt::format("Done: {}.", done), fmt::format("It is offered to {}.", partner), ""};
  return {fmt::format("Done: {}.", done), "", ""};
}

/// A post that takes no vote of this person, whatever their role.
VerdictText vote_text(const Receipt& receipt, const VerdictContext& context) {
  return detail(receipt, "vote") == "own"
             ? VerdictText{fmt::format("{} is your own post.", record(context)),
                           "Your vote was not counted.", "Others say whether it helped them."}
             : VerdictText{fmt::format("{} is in a thread that takes no votes.", record(context)),
                           "Your vote was not counted.", ""};
}

/// Of a record that was to be added: nothing is there yet that could be viewed or decided on.
VerdictText not_added_text(const Receipt& receipt, const VerdictContext& context) {
  if (receipt.reason == Reason::not_available)
    return {
        fmt::format("{} needs a record that is missing or not available to you.", record(context)),
        "Nothing was added; what you typed is kept here.",
        "Choose another one, or ask your contact."};
  return {fmt::format("You may not add {}.", record(context)),
          "Nothing was added; what you typed is kept here.",
          "Ask a colleague with that right to add it."};
}

VerdictText who_text(const Receipt& receipt, const VerdictContext& context) {
  if (!detail(receipt, "vote").empty()) return vote_text(receipt, context);
  if (context.kind == kinds::kRecordCreate) return not_added_text(receipt, context);
  switch (receipt.reason) {
    case Reason::not_permitted:
      return {fmt::format("Your role lets you view {} but not decide on it.", record(context)),
              "Nothing was changed; your note is kept as a draft.",
              fmt::format("Ask {} to decide.", detail(receipt, "role").empty()
                                                   ? "a colleague with that right"
                                                   : fmt::format("a colleague with the role {}",
                                                                 detail(receipt, "role")))};
    case Reason::role_ended:
      return {fmt::format("Your right to decide on {} ended before your decision reached us.",
                          record(context)),
              "Your decision was not used; your note is kept as a draft.",
              "Ask a colleague who has the right to decide."};
    default:
      return {fmt::format("{} is no longer available to you.", record(context)),
              "Your change was not used; your text is kept here.",
              "Ask your contact if you expected to see it."};
  }
}

VerdictText quote_text(const Receipt& receipt, const VerdictContext& context) {
  switch (receipt.reason) {
    case Reason::quote_changed:
      return {fmt::format("{} was revised after you signed{}.", record(context),
                          quote_changes(receipt)),
              "Your signature was not used.", "Review the quote as it is and decide again."};
    case Reason::quote_expired:
      return {fmt::format("{} expired{} before you decided.", record(context),
                          with(" on ", detail(receipt, "expired_on"))),
              "Your decision was not used.", "Ask for a renewed quote."};
    case Reason::quote_withdrawn:
      return {fmt::format("{} was withdrawn.", record(context)), "Your decision was not used.",
              "Nothing to do unless you want to ask for another quote."};
    default:
      return {fmt::format("{} {}.", record(context), was_decided(receipt)),
              "That decision stands; yours was not used.",
              "Talk to your colleague if you disagree."};
  }
}

VerdictText offer_text(const Receipt& receipt, const VerdictContext& context) {
  switch (receipt.reason) {
    case Reason::offer_moved:
      return {
          fmt::format("{} was offered elsewhere before your answer reached us.", record(context)),
          "Your answer was not used.", "Look at your other offers."};
    case Reason::offer_expired:
      return {fmt::format("The offer {} ended{}; your answer was received{}.", context.name,
                          with(" on ", detail(receipt, "expired_on")),
                          with(" on ", detail(receipt, "received_on"))),
              detail(receipt, "decided_in_time") == "yes"
                  ? "It came too late to be used, but counts as answered in time."
                  : "It came too late to be used.",
              "Look at your other offers."};
    case Reason::nobody_available:
      return {fmt::format("No partner is available for {}.", record(context)),
              "Nothing was changed.", "The preview says of each partner why not."};
    case Reason::not_distributed:
      return {fmt::format("{} is not distributed: a partner made it, or several work on it.",
                          record(context)),
              "Nothing was changed.", ""};
    default:
      if (detail(receipt, "offered_again") == "yes")
        return {fmt::format("{} was taken back and offered to you again.", record(context)),
                "Your answer was for the earlier offer and was not used.",
                "Look at the offer as it is and answer again."};
      return {fmt::format("{} was taken back.", record(context)), "Your answer was not used.",
              "Look at your other offers."};
  }
}

VerdictText booking_text(const Receipt& receipt, const VerdictContext& context) {
  if (receipt.reason == Reason::booking_reassigned)
    return {fmt::format("{} went to somebody else while you worked.", record(context)),
            "What you did was received and is kept for staff to decide.", "Nothing to do."};
  if (receipt.reason == Reason::booking_cancelled && receipt.verdict == Verdict::held)
    return {fmt::format("{} was cancelled while you worked.", record(context)),
            "What you did was received and is kept for staff to decide.", "Nothing to do."};
  if (receipt.reason == Reason::booking_cancelled)
    return {fmt::format("{} was cancelled{}.", record(context),
                        with(" on ", detail(receipt, "decided_on"))),
            "You need not go there; your answer was not used.", ""};
  return {fmt::format("{} was moved{}{}.", record(context),
                      with(" from ", detail(receipt, "old_start")),
                      with(" to ", detail(receipt, "new_start"))),
          "Your answer was for the old time and was not used.",
          "Look at the new time and answer again."};
}

VerdictText update_text(const Receipt& receipt, const VerdictContext& context) {
  switch (receipt.reason) {
    case Reason::conflict:
      return {fmt::format("Two people changed {}{}.", record(context),
                          with(": ", detail(receipt, "fields"))),
              "Your text is kept beside theirs.", "Decide which to keep."};
    case Reason::record_deleted:
      return {fmt::format("{} was removed while you edited it.", record(context)),
              "Your text is kept.", "Ask for it to be restored, or let it go."};
    case Reason::column_not_editable:
      return {fmt::format(
                  "You may not change {} of {}{}.",
                  detail(receipt, "fields").empty() ? "these fields" : detail(receipt, "fields"),
                  record(context), with(", which is kept in ", detail(receipt, "owner"))),
              "Nothing was changed; your text is kept here.", "Ask your contact to change it."};
    default:
      return {fmt::format("A value you gave for {} does not fit{}.", record(context),
                          with(": ", detail(receipt, "fields"))),
              "Nothing was changed; your text is kept here.", "Correct it and save again."};
  }
}

VerdictText any_text(const Receipt& receipt, const VerdictContext& context) {
  switch (receipt.reason) {
    case Reason::dependency_refused:
      return {fmt::format("What {} depends on was not accepted.", record(context)),
              "This change was not used; it is kept here.",
              "Settle the earlier one, then send this again."};
    case Reason::thread_locked:
      return {fmt::format("{} was locked before your post reached us.", record(context)),
              "It was not posted; your text is kept here.", "Start another thread if it matters."};
    case Reason::already_exists:
      if (context.kind == kinds::kContactInvite)
        return {fmt::format("{} signs in already.", record(context)), "Nobody was invited.",
                "If the password is forgotten, it can be set again."};
      return {
          fmt::format("{} is there already.", detail(receipt, "name").empty()
                                                  ? record(context)
                                                  : fmt::format("‘{}’", detail(receipt, "name"))),
          "Nothing was added; what you typed is kept here.", "Open that record and change it."};
    case Reason::unknown_kind:
      return {"The daemon does not know this kind of change yet.",
              "It was received and is kept there; nothing is lost.",
              "Staff can settle it after an upgrade."};
    case Reason::too_old:
      return {fmt::format("The change to {} is older than the daemon's memory.", record(context)),
              "It was received and is kept for staff to decide.", "Nothing to do."};
    case Reason::defect:
      return {fmt::format("Something unexpected happened with {}.", record(context)),
              "It was received and is being looked at. Your work is safe.", "Nothing to do."};
    case Reason::bad_signature:
      return {
          fmt::format("The change to {} does not carry this device's signature.", record(context)),
          "It was not used; it is kept here.",
          "Save it again; if that does not help, sign in again."};
    case Reason::staff_refused:
      return {fmt::format("Staff looked at the change to {} and did not use it{}.", record(context),
                          with(": ", detail(receipt, "why"))),
              "Your text is kept here.", "Ask your contact if you disagree."};
    default:
      return {fmt::format("The change to {} could not be read.", record(context)),
              "It was not used; it is kept here.", "Save a report so that it can be looked at."};
  }
}

}  // namespace

std::string VerdictText::sentence() const {
  std::string out = what;
  for (const std::string& part : {meaning, remedy})
    if (!part.empty()) out += " " + part;
  return out;
}

VerdictText verdict_text(const Receipt& receipt, const VerdictContext& context) {
  if (receipt.verdict == Verdict::applied || receipt.verdict == Verdict::merged)
    return success_text(receipt, context);
  if (receipt.verdict == Verdict::withdrawn)
    return {fmt::format("You took back the change to {}.", record(context)), "It was not used.",
            ""};
  switch (receipt.reason) {
    case Reason::not_permitted:
    case Reason::role_ended:
    case Reason::not_available: return who_text(receipt, context);
    case Reason::quote_changed:
    case Reason::quote_expired:
    case Reason::quote_withdrawn:
    case Reason::already_decided: return quote_text(receipt, context);
    case Reason::offer_moved:
    case Reason::offer_expired:
    case Reason::accepted_late:
    case Reason::nobody_available:
    case Reason::not_distributed:
    case Reason::offer_withdrawn: return offer_text(receipt, context);
    case Reason::booking_cancelled:
    case Reason::booking_reassigned:
    case Reason::booking_moved: return booking_text(receipt, context);
    case Reason::conflict:
    case Reason::record_deleted:
    case Reason::column_not_editable:
    case Reason::invalid_value: return update_text(receipt, context);
    case Reason::none:
    case Reason::thread_locked:
    case Reason::already_exists:
    case Reason::dependency_refused:
    case Reason::already_done:
    case Reason::unknown_kind:
    case Reason::malformed:
    case Reason::too_old:
    case Reason::defect:
    case Reason::bad_signature:
    case Reason::staff_refused: break;
  }
  return any_text(receipt, context);
}

std::string problem_type(Reason reason) {
  return fmt::format("urn:fieldbook:problem:{}", to_string(reason));
}

}  // namespace fieldbook::actions
