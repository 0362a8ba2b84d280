#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"
#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

namespace kinds = actions::kinds;

constexpr Rule kTable[] = {
    {kinds::kQuoteApprove, decide_quote, quote_reads},
    {kinds::kQuoteReject, decide_quote, quote_reads},
    {kinds::kOpportunityAccept, decide_opportunity, opportunity_reads},
    {kinds::kOpportunityDecline, decide_opportunity, opportunity_reads},
    {kinds::kBookingAccept, decide_booking, booking_reads},
    {kinds::kBookingDecline, decide_booking, booking_reads},
    {kinds::kRecordUpdate, update_record, update_reads},
    {kinds::kWithdraw, withdraw, withdraw_reads},
    {kinds::kRecordCreate, create_record, create_reads},
    {kinds::kRecordDelete, delete_record, delete_reads},
    {kinds::kNoteAdd, add_note, note_reads},
    {kinds::kBookingTravel, work_booking, booking_reads},
    {kinds::kBookingStart, work_booking, booking_reads},
    {kinds::kBookingPause, work_booking, booking_reads},
    {kinds::kBookingComplete, work_booking, booking_reads},
    {kinds::kBookingCancel, work_booking, booking_reads},
    {kinds::kOpportunityPhase, work_opportunity, opportunity_work_reads},
    {kinds::kOpportunityWin, work_opportunity, opportunity_work_reads},
    {kinds::kOpportunityCancel, work_opportunity, opportunity_work_reads},
    {kinds::kOpportunityReturn, work_opportunity, opportunity_work_reads},
    {kinds::kOpportunityAssign, work_opportunity, opportunity_work_reads},
    {kinds::kOpportunityAddContact, work_opportunity, opportunity_work_reads},
    {kinds::kOpportunityRegister, work_opportunity, opportunity_work_reads},
    {kinds::kOpportunityApprove, work_opportunity, opportunity_work_reads},
    {kinds::kCaseResolve, work_case, permission_reads},
    {kinds::kCaseCancel, work_case, permission_reads},
    {kinds::kCaseReopen, work_case, permission_reads},
    {kinds::kArticleRate, rate_article, no_reads},
    {kinds::kArticleApprove, work_article, no_reads},
    {kinds::kArticlePublish, work_article, no_reads},
    {kinds::kArticleRevise, work_article, no_reads},
    {kinds::kArticleArchive, work_article, no_reads},
    {kinds::kForumStart, start_thread, forum_reads},
    {kinds::kForumPost, post_reply, forum_reads},
    {kinds::kForumAnswer, mark_answer, forum_reads},
    {kinds::kForumUnanswer, mark_answer, forum_reads},
    {kinds::kForumSubscribe, subscribe, forum_reads},
    {kinds::kForumUnsubscribe, subscribe, forum_reads},
    {kinds::kForumLock, lock_thread, forum_reads},
    {kinds::kForumUnlock, lock_thread, forum_reads},
    {kinds::kContactMove, move_contact, permission_reads},
    {kinds::kContactRemove, remove_contact, permission_reads},
    {kinds::kAccessSet, set_access, permission_reads},
    {kinds::kRoleGrant, change_role, permission_reads},
    {kinds::kRoleRevoke, change_role, permission_reads},
    {kinds::kPartnerApply, apply_as_partner, no_reads},
    {kinds::kPartnerApprove, decide_application, no_reads},
    {kinds::kPartnerReject, decide_application, no_reads},
    {kinds::kContactInvite, invite_contact, permission_reads},
    {kinds::kInvitationWithdraw, withdraw_invitation, no_reads},
    {kinds::kOpportunityDistribute, distribute_opportunity, offer_reads},
    {kinds::kOpportunityOffer, offer_opportunity, offer_reads},
    {kinds::kForumVote, vote_on_post, vote_reads},
    {kinds::kForumUnvote, vote_on_post, vote_reads},
    {kinds::kAccountInvite, invite_group, permission_reads},
};

}  // namespace

std::span<const Rule> rule_table() { return kTable; }

const Rule* find_rule(std::string_view kind) {
  for (const Rule& rule : kTable)
    if (rule.kind == kind) return &rule;
  return nullptr;
}

}  // namespace fieldbook::rules
