#pragma once

// The catalogue of actions: one row a kind. Numbers are permanent and never used again; a golden
// (tests/golden/actions) holds what the table prints, so that every change of it is seen.

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/actions/action.hpp"

namespace fieldbook::actions {

/// One argument that a kind takes under its name.
struct ArgumentRow {
  std::string_view name;
  schema::ColumnType type = schema::ColumnType::text;
  bool required = false;
  std::uint32_t length_max = 0;  ///< of text and memo, in code points
};

/// When the screen of a record names an action.
enum class Listing : std::uint8_t {
  where_possible,  ///< a step of work: only where it may be taken just then
  always           ///< a decision that was asked for: also with the reason why it is not open
};

struct ActionRow {
  std::uint16_t number = 0;
  std::string_view kind;    ///< "quote.approve"
  std::string_view entity;  ///< of the target; empty = any (record.*) or none (withdraw)
  std::uint32_t version = 1;
  schema::AudienceSet audiences;            ///< sign-ins that may take it
  std::span<const std::string_view> roles;  ///< web roles that open it; empty = any
  std::span<const ArgumentRow> arguments;
  /// Unsent for longer than this it is shown as overdue. It never expires by itself.
  std::optional<std::chrono::hours> stale_after;
  std::string_view label;     ///< of the button: "Approve quote"
  std::string_view sentence;  ///< of the outbox: "Approve quote {name}"; {name} is the record's
  Listing listing = Listing::where_possible;
};

/// All rows, ascending by number.
[[nodiscard]] std::span<const ActionRow> action_table();
/// Null for a kind this build does not know.
[[nodiscard]] const ActionRow* find_action(std::string_view kind);
/// The row's sentence with the record's name in it.
[[nodiscard]] std::string action_sentence(const ActionRow& row, std::string_view name);

/// Whether `action` has the shape of its row: version, entity, target, audience, arguments (known,
/// typed, the required ones present), fields only where they belong. Returns Errc::unsupported for
/// an unknown kind or a later version, Errc::invalid_argument with what is wrong otherwise.
[[nodiscard]] Status check_shape(const Action& action);

/// The table as text, one line a kind: the golden.
[[nodiscard]] std::string print_action_table();

// Names of kinds and arguments, for code that makes or decides actions.
namespace kinds {
inline constexpr std::string_view kQuoteApprove = "quote.approve";
inline constexpr std::string_view kQuoteReject = "quote.reject";
inline constexpr std::string_view kOpportunityAccept = "opportunity.accept";
inline constexpr std::string_view kOpportunityDecline = "opportunity.decline";
inline constexpr std::string_view kBookingAccept = "booking.accept";
inline constexpr std::string_view kBookingDecline = "booking.decline";
inline constexpr std::string_view kRecordUpdate = "record.update";
inline constexpr std::string_view kWithdraw = "withdraw";
inline constexpr std::string_view kRecordCreate = "record.create";
inline constexpr std::string_view kRecordDelete = "record.delete";
inline constexpr std::string_view kNoteAdd = "note.add";
inline constexpr std::string_view kBookingTravel = "booking.travel";
inline constexpr std::string_view kBookingStart = "booking.start";
inline constexpr std::string_view kBookingPause = "booking.pause";
inline constexpr std::string_view kBookingComplete = "booking.complete";
inline constexpr std::string_view kBookingCancel = "booking.cancel";
inline constexpr std::string_view kOpportunityPhase = "opportunity.phase";
inline constexpr std::string_view kOpportunityWin = "opportunity.win";
inline constexpr std::string_view kOpportunityCancel = "opportunity.cancel";
inline constexpr std::string_view kOpportunityReturn = "opportunity.return";
inline constexpr std::string_view kOpportunityAssign = "opportunity.assign";
inline constexpr std::string_view kOpportunityAddContact = "opportunity.add_contact";
inline constexpr std::string_view kOpportunityRegister = "opportunity.register";
inline constexpr std::string_view kOpportunityApprove = "opportunity.approve";
inline constexpr std::string_view kOpportunityDistribute = "opportunity.distribute";
inline constexpr std::string_view kOpportunityOffer = "opportunity.offer";
inline constexpr std::string_view kCaseResolve = "case.resolve";
inline constexpr std::string_view kCaseCancel = "case.cancel";
inline constexpr std::string_view kCaseReopen = "case.reopen";
inline constexpr std::string_view kArticleRate = "article.rate";
inline constexpr std::string_view kArticleApprove = "article.approve";
inline constexpr std::string_view kArticlePublish = "article.publish";
inline constexpr std::string_view kArticleRevise = "article.revise";
inline constexpr std::string_view kArticleArchive = "article.archive";
inline constexpr std::string_view kForumStart = "forum.start";
inline constexpr std::string_view kForumPost = "forum.post";
inline constexpr std::string_view kForumAnswer = "forum.answer";
inline constexpr std::string_view kForumUnanswer = "forum.unanswer";
inline constexpr std::string_view kForumSubscribe = "forum.subscribe";
inline constexpr std::string_view kForumUnsubscribe = "forum.unsubscribe";
inline constexpr std::string_view kForumVote = "forum.vote";
inline constexpr std::string_view kForumUnvote = "forum.unvote";
inline constexpr std::string_view kForumLock = "forum.lock";
inline constexpr std::string_view kForumUnlock = "forum.unlock";
inline constexpr std::string_view kContactMove = "contact.move";
inline constexpr std::string_view kContactRemove = "contact.remove";
inline constexpr std::string_view kAccessSet = "access.set";
inline constexpr std::string_view kRoleGrant = "role.grant";
inline constexpr std::string_view kRoleRevoke = "role.revoke";
inline constexpr std::string_view kPartnerApply = "partner.apply";
inline constexpr std::string_view kPartnerApprove = "partner.approve";
inline constexpr std::string_view kPartnerReject = "partner.reject";
inline constexpr std::string_view kContactInvite = "contact.invite";
inline constexpr std::string_view kInvitationWithdraw = "invitation.withdraw";
inline constexpr std::string_view kAccountInvite = "account.invite";
}  // namespace kinds

namespace arguments {
inline constexpr std::string_view kComment = "comment";
inline constexpr std::string_view kReason = "reason";
inline constexpr std::string_view kSubject = "subject";
inline constexpr std::string_view kTitle = "title";
// Named after the column of the target that they set, where there is one: a form that knows the
// column knows options and targets.
inline constexpr std::string_view kPhase = "salesstagecode";
inline constexpr std::string_view kAssignee = "msa_partneroppid";
inline constexpr std::string_view kPartner = "msa_partnerid";
inline constexpr std::string_view kContact = "contact";
inline constexpr std::string_view kRating = "rating";
inline constexpr std::string_view kRedemptions = "adx_maximumredemptions";
inline constexpr std::string_view kNewAccount = "parentcustomerid";
inline constexpr std::string_view kRole = "role";
/// The role's name, for people whose devices carry no web roles: partners.
inline constexpr std::string_view kRoleName = "role_name";
inline constexpr std::string_view kCompany = "company";
// Of access.set: rights that are given (yes) or taken (no); what is not named stays.
inline constexpr std::string_view kOpportunityCreate = "opportunity_create";
inline constexpr std::string_view kOpportunityDelete = "opportunity_delete";
inline constexpr std::string_view kOpportunityAcceptDecline = "opportunity_acceptdecline";
inline constexpr std::string_view kOpportunityAssign = "opportunity_assign";
inline constexpr std::string_view kChannelWrite = "channel_write";
inline constexpr std::string_view kChannelCreate = "channel_create";
inline constexpr std::string_view kThreadType = "thread_type";
inline constexpr std::string_view kReplyTo = "reply_to";
/// Of record.create on a case: the opportunity that the partner links it to.
inline constexpr std::string_view kOpportunity = "opportunity";
/// What stood on the screen when the quote was signed, for the evidence and for the answer.
inline constexpr std::string_view kShownRevision = "shown_revision";
inline constexpr std::string_view kShownTotal = "shown_total";
/// Of withdraw: the kind of the action that is taken back.
inline constexpr std::string_view kWithdrawnKind = "kind";
/// Of record.update: the conflict row that this update decides.
inline constexpr std::string_view kConflict = "conflict";
}  // namespace arguments

/// The web role that may decide on quotes (DOMAIN.md 2.1, 6.2).
inline constexpr std::string_view kQuoteApproverRole = "PSA Customer Approver";

}  // namespace fieldbook::actions
