#include "shared/actions/action_table.hpp"

#include <array>
#include <fmt/format.h>

#include "shared/actions/evidence.hpp"
#include "shared/schema/value_check.hpp"

namespace fieldbook::actions {
namespace {

using schema::ColumnType;
using namespace std::chrono_literals;

constexpr schema::AudienceSet only(schema::Audience audience) {
  return {static_cast<std::uint8_t>(1U << static_cast<unsigned>(audience))};
}
constexpr schema::AudienceSet kCustomer = only(schema::Audience::customer);
constexpr schema::AudienceSet kPartner = only(schema::Audience::partner);
constexpr schema::AudienceSet kEveryone = {0b111};
constexpr schema::AudienceSet kPartnerAndStaff = {
    static_cast<std::uint8_t>(kPartner.bits | only(schema::Audience::staff).bits)};

constexpr schema::AudienceSet kStaff = only(schema::Audience::staff);
constexpr schema::AudienceSet kCustomerAndPartner = {
    static_cast<std::uint8_t>(kCustomer.bits | kPartner.bits)};

constexpr std::array kApproverRoles = {kQuoteApproverRole};

constexpr std::array kQuoteArguments = {
    ArgumentRow{arguments::kComment, ColumnType::memo, false, 2000},
    ArgumentRow{arguments::kShownRevision, ColumnType::integer, false, 0},
    ArgumentRow{arguments::kShownTotal, ColumnType::money, false, 0},
    ArgumentRow{arguments::kSignerName, ColumnType::text, false, 200},
    ArgumentRow{arguments::kSignature, ColumnType::memo, false, kSignatureLengthMax},
};
constexpr std::array kCommentOnly = {
    ArgumentRow{arguments::kComment, ColumnType::memo, false, 2000},
};
constexpr std::array kTextOnly = {
    ArgumentRow{arguments::kComment, ColumnType::memo, true, 10000},
};
constexpr std::array kUpdateArguments = {
    ArgumentRow{arguments::kConflict, ColumnType::uuid, false, 0},
};
constexpr std::array kWithdrawArguments = {
    ArgumentRow{arguments::kWithdrawnKind, ColumnType::text, false, 64},
};
constexpr std::array kCreateArguments = {
    ArgumentRow{arguments::kOpportunity, ColumnType::uuid, false, 0},
};
constexpr std::array kNoteArguments = {
    ArgumentRow{arguments::kSubject, ColumnType::text, false, 200},
    ArgumentRow{arguments::kComment, ColumnType::memo, true, 10000},
};
constexpr std::array kPhaseArguments = {
    ArgumentRow{arguments::kPhase, ColumnType::integer, true, 0},
    ArgumentRow{arguments::kComment, ColumnType::memo, false, 2000},
};
constexpr std::array kReturnArguments = {
    ArgumentRow{arguments::kReason, ColumnType::integer, true, 0},
    ArgumentRow{arguments::kComment, ColumnType::memo, false, 2000},
};
constexpr std::array kAssignArguments = {
    ArgumentRow{arguments::kAssignee, ColumnType::uuid, true, 0},
    ArgumentRow{arguments::kComment, ColumnType::memo, false, 2000},
};
constexpr std::array kOfferArguments = {
    ArgumentRow{arguments::kPartner, ColumnType::uuid, true, 0},
    ArgumentRow{arguments::kComment, ColumnType::memo, true, 2000},
};
constexpr std::array kContactArguments = {
    ArgumentRow{arguments::kContact, ColumnType::uuid, true, 0},
};
constexpr std::array kRatingArguments = {
    ArgumentRow{arguments::kRating, ColumnType::integer, true, 0},
    ArgumentRow{arguments::kComment, ColumnType::memo, false, 2000},
};
constexpr std::array kThreadArguments = {
    ArgumentRow{arguments::kTitle, ColumnType::text, true, 250},
    ArgumentRow{arguments::kComment, ColumnType::memo, true, 10000},
    ArgumentRow{arguments::kThreadType, ColumnType::uuid, false, 0},
};
constexpr std::array kPostArguments = {
    ArgumentRow{arguments::kComment, ColumnType::memo, true, 10000},
    ArgumentRow{arguments::kReplyTo, ColumnType::uuid, false, 0},
};

constexpr std::array kMoveArguments = {
    ArgumentRow{arguments::kNewAccount, ColumnType::uuid, true, 0},
};
constexpr std::array kAccessArguments = {
    ArgumentRow{arguments::kOpportunityCreate, ColumnType::boolean, false, 0},
    ArgumentRow{arguments::kOpportunityDelete, ColumnType::boolean, false, 0},
    ArgumentRow{arguments::kOpportunityAcceptDecline, ColumnType::boolean, false, 0},
    ArgumentRow{arguments::kOpportunityAssign, ColumnType::boolean, false, 0},
    ArgumentRow{arguments::kChannelWrite, ColumnType::boolean, false, 0},
    ArgumentRow{arguments::kChannelCreate, ColumnType::boolean, false, 0},
};
constexpr std::array kRoleArguments = {
    ArgumentRow{arguments::kRole, ColumnType::uuid, true, 0},
};
constexpr std::array kApplicationArguments = {
    ArgumentRow{arguments::kCompany, ColumnType::text, false, 160},
    ArgumentRow{"telephone1", ColumnType::text, false, 50},
    ArgumentRow{"emailaddress1", ColumnType::text, false, 100},
    ArgumentRow{"address1_line1", ColumnType::text, false, 250},
    ArgumentRow{"address1_city", ColumnType::text, false, 80},
    ArgumentRow{"address1_postalcode", ColumnType::text, false, 20},
    ArgumentRow{"address1_country", ColumnType::text, false, 80},
    ArgumentRow{arguments::kComment, ColumnType::memo, false, 2000},
};

constexpr std::string_view kBooking = "bookableresourcebooking", kOpportunity = "opportunity",
                           kArticle = "knowledgearticle", kForum = "adx_communityforum",
                           kThread = "adx_communityforumthread", kPost = "adx_communityforumpost";

// Who may accept an opportunity follows from permission rows (DOMAIN.md 4.4) and who may answer a
// booking from its resource, so only quotes name roles.
constexpr ActionRow kTable[] = {
    {1, kinds::kQuoteApprove, "quote", 1, kCustomer, kApproverRoles, kQuoteArguments, 72h,
     "Approve quote", "Approve quote {name}", Listing::always},
    {2, kinds::kQuoteReject, "quote", 1, kCustomer, kApproverRoles, kQuoteArguments, 72h,
     "Reject quote", "Reject quote {name}", Listing::always},
    {3,
     kinds::kOpportunityAccept,
     kOpportunity,
     1,
     kPartner,
     {},
     kCommentOnly,
     24h,
     "Accept opportunity",
     "Accept opportunity {name}",
     Listing::always},
    {4,
     kinds::kOpportunityDecline,
     kOpportunity,
     1,
     kPartner,
     {},
     kCommentOnly,
     24h,
     "Decline opportunity",
     "Decline opportunity {name}",
     Listing::always},
    {5,
     kinds::kBookingAccept,
     kBooking,
     1,
     kPartner,
     {},
     kCommentOnly,
     24h,
     "Accept booking",
     "Accept booking {name}",
     Listing::always},
    {6,
     kinds::kBookingDecline,
     kBooking,
     1,
     kPartner,
     {},
     kCommentOnly,
     24h,
     "Decline booking",
     "Decline booking {name}",
     Listing::always},
    {7,
     kinds::kRecordUpdate,
     "",
     1,
     kEveryone,
     {},
     kUpdateArguments,
     168h,
     "Save changes",
     "Change {name}"},
    {8,
     kinds::kWithdraw,
     "",
     1,
     kEveryone,
     {},
     kWithdrawArguments,
     std::nullopt,
     "Withdraw",
     "Withdraw {name}"},
    {9, kinds::kRecordCreate, "", 1, kEveryone, {}, kCreateArguments, 168h, "Add", "Add {name}"},
    {10, kinds::kRecordDelete, "", 1, kEveryone, {}, {}, 168h, "Delete", "Delete {name}"},
    {11,
     kinds::kNoteAdd,
     "",
     1,
     kEveryone,
     {},
     kNoteArguments,
     168h,
     "Add note",
     "Add a note to {name}"},
    {12,
     kinds::kBookingTravel,
     kBooking,
     1,
     kPartnerAndStaff,
     {},
     kCommentOnly,
     24h,
     "Start travelling",
     "Start travelling to {name}"},
    {13,
     kinds::kBookingStart,
     kBooking,
     1,
     kPartnerAndStaff,
     {},
     kCommentOnly,
     24h,
     "Start work",
     "Start work on {name}"},
    {14,
     kinds::kBookingPause,
     kBooking,
     1,
     kPartnerAndStaff,
     {},
     kCommentOnly,
     24h,
     "Take a break",
     "Take a break from {name}"},
    {15,
     kinds::kBookingComplete,
     kBooking,
     1,
     kPartnerAndStaff,
     {},
     kCommentOnly,
     24h,
     "Complete",
     "Complete {name}"},
    {16,
     kinds::kBookingCancel,
     kBooking,
     1,
     kPartnerAndStaff,
     {},
     kCommentOnly,
     24h,
     "Cancel booking",
     "Cancel booking {name}"},
    {17,
     kinds::kOpportunityPhase,
     kOpportunity,
     1,
     kPartner,
     {},
     kPhaseArguments,
     168h,
     "Update phase",
     "Update the phase of {name}"},
    {18,
     kinds::kOpportunityWin,
     kOpportunity,
     1,
     kPartner,
     {},
     kCommentOnly,
     168h,
     "Win opportunity",
     "Win opportunity {name}"},
    {19,
     kinds::kOpportunityCancel,
     kOpportunity,
     1,
     kPartner,
     {},
     kCommentOnly,
     168h,
     "Cancel opportunity",
     "Cancel opportunity {name}"},
    {20,
     kinds::kOpportunityReturn,
     kOpportunity,
     1,
     kPartner,
     {},
     kReturnArguments,
     168h,
     "Return opportunity",
     "Return opportunity {name}"},
    {21,
     kinds::kOpportunityAssign,
     kOpportunity,
     1,
     kPartner,
     {},
     kAssignArguments,
     168h,
     "Assign opportunity",
     "Assign opportunity {name}"},
    {22,
     kinds::kOpportunityAddContact,
     kOpportunity,
     1,
     kPartner,
     {},
     kContactArguments,
     168h,
     "Add contact",
     "Add a contact to {name}"},
    {23,
     kinds::kOpportunityRegister,
     kOpportunity,
     1,
     kPartner,
     {},
     kCommentOnly,
     168h,
     "Register deal",
     "Register the deal {name}"},
    {24,
     kinds::kOpportunityApprove,
     kOpportunity,
     1,
     kStaff,
     {},
     kCommentOnly,
     168h,
     "Approve opportunity",
     "Approve opportunity {name}"},
    {25,
     kinds::kCaseResolve,
     "incident",
     1,
     kEveryone,
     {},
     kTextOnly,
     168h,
     "Resolve case",
     "Resolve case {name}"},
    {26,
     kinds::kCaseCancel,
     "incident",
     1,
     kEveryone,
     {},
     kCommentOnly,
     168h,
     "Cancel case",
     "Cancel case {name}"},
    {27,
     kinds::kCaseReopen,
     "incident",
     1,
     kEveryone,
     {},
     kCommentOnly,
     168h,
     "Reopen case",
     "Reopen case {name}"},
    {28,
     kinds::kArticleRate,
     kArticle,
     1,
     kCustomerAndPartner,
     {},
     kRatingArguments,
     168h,
     "Rate article",
     "Rate article {name}"},
    {29,
     kinds::kArticleApprove,
     kArticle,
     1,
     kStaff,
     {},
     kCommentOnly,
     168h,
     "Approve article",
     "Approve article {name}"},
    {30,
     kinds::kArticlePublish,
     kArticle,
     1,
     kStaff,
     {},
     kCommentOnly,
     168h,
     "Publish article",
     "Publish article {name}"},
    {31,
     kinds::kArticleRevise,
     kArticle,
     1,
     kStaff,
     {},
     kCommentOnly,
     168h,
     "Revise article",
     "Revise article {name}"},
    {32,
     kinds::kArticleArchive,
     kArticle,
     1,
     kStaff,
     {},
     kCommentOnly,
     168h,
     "Archive article",
     "Archive article {name}"},
    {33,
     kinds::kForumStart,
     kForum,
     1,
     kEveryone,
     {},
     kThreadArguments,
     168h,
     "Start thread",
     "Start a thread in {name}"},
    {34,
     kinds::kForumPost,
     kThread,
     1,
     kEveryone,
     {},
     kPostArguments,
     168h,
     "Reply",
     "Reply to {name}"},
    {35,
     kinds::kForumAnswer,
     kPost,
     1,
     kEveryone,
     {},
     {},
     168h,
     "Mark as answer",
     "Mark {name} as answer"},
    {36,
     kinds::kForumUnanswer,
     kPost,
     1,
     kEveryone,
     {},
     {},
     168h,
     "Unmark as answer",
     "Unmark {name} as answer"},
    {37,
     kinds::kForumSubscribe,
     kThread,
     1,
     kCustomerAndPartner,
     {},
     {},
     168h,
     "Subscribe",
     "Subscribe to {name}"},
    {38,
     kinds::kForumUnsubscribe,
     kThread,
     1,
     kCustomerAndPartner,
     {},
     {},
     168h,
     "Unsubscribe",
     "Unsubscribe from {name}"},
    {39,
     kinds::kForumLock,
     kThread,
     1,
     kEveryone,
     {},
     kCommentOnly,
     168h,
     "Lock thread",
     "Lock thread {name}"},
    {40,
     kinds::kForumUnlock,
     kThread,
     1,
     kEveryone,
     {},
     kCommentOnly,
     168h,
     "Unlock thread",
     "Unlock thread {name}"},
    {41,
     kinds::kContactMove,
     "contact",
     1,
     kPartnerAndStaff,
     {},
     kMoveArguments,
     168h,
     "Move contact",
     "Move contact {name}"},
    {42,
     kinds::kContactRemove,
     "contact",
     1,
     kPartnerAndStaff,
     {},
     kCommentOnly,
     168h,
     "Remove contact",
     "Remove contact {name}"},
    {43,
     kinds::kAccessSet,
     "contact",
     1,
     kPartnerAndStaff,
     {},
     kAccessArguments,
     168h,
     "Change access",
     "Change access of {name}"},
    {44,
     kinds::kRoleGrant,
     "contact",
     1,
     kPartnerAndStaff,
     {},
     kRoleArguments,
     168h,
     "Grant role",
     "Grant a role to {name}"},
    {45,
     kinds::kRoleRevoke,
     "contact",
     1,
     kPartnerAndStaff,
     {},
     kRoleArguments,
     168h,
     "Revoke role",
     "Revoke a role of {name}"},
    {46,
     kinds::kPartnerApply,
     "contact",
     1,
     kCustomerAndPartner,
     {},
     kApplicationArguments,
     168h,
     "Apply as partner",
     "Apply as partner for {name}"},
    {47,
     kinds::kPartnerApprove,
     "account",
     1,
     kStaff,
     {},
     kCommentOnly,
     168h,
     "Approve application",
     "Approve the application of {name}"},
    {48,
     kinds::kPartnerReject,
     "account",
     1,
     kStaff,
     {},
     kCommentOnly,
     168h,
     "Reject application",
     "Reject the application of {name}"},
    {60,
     kinds::kContactInvite,
     "contact",
     1,
     kPartnerAndStaff,
     {},
     {},
     168h,
     "Invite",
     "Invite {name}"},
    {61,
     kinds::kInvitationWithdraw,
     "adx_invitation",
     1,
     kPartnerAndStaff,
     {},
     {},
     168h,
     "Withdraw invitation",
     "Withdraw {name}"},
    {62,
     kinds::kOpportunityDistribute,
     kOpportunity,
     1,
     kStaff,
     {},
     kCommentOnly,
     168h,
     "Distribute",
     "Distribute {name}"},
    {63,
     kinds::kOpportunityOffer,
     kOpportunity,
     1,
     kStaff,
     {},
     kOfferArguments,
     168h,
     "Offer to partner",
     "Offer {name} to a partner"},
};

const ArgumentRow* find_argument(const ActionRow& row, std::string_view name) {
  for (const ArgumentRow& argument : row.arguments)
    if (argument.name == name) return &argument;
  return nullptr;
}

Status check_arguments(const ActionRow& row, const Action& action) {
  for (const auto& [name, value] : action.arguments) {
    const ArgumentRow* argument = find_argument(row, name);
    if (argument == nullptr)
      return fail(Errc::invalid_argument, fmt::format("{} takes no argument {}", row.kind, name));
    schema::Column column;
    column.type = argument->type;
    column.max_length = argument->length_max;
    if (const auto problem = schema::value_problem(column, value))
      return fail(Errc::invalid_argument, fmt::format("argument {} {}", name, *problem));
  }
  for (const ArgumentRow& argument : row.arguments)
    if (argument.required && action.argument(argument.name) == nullptr)
      return fail(Errc::invalid_argument, fmt::format("argument {} is missing", argument.name));
  return {};
}

std::string print_row(const ActionRow& row) {
  std::string audiences;
  for (const auto audience :
       {schema::Audience::customer, schema::Audience::partner, schema::Audience::staff})
    if (row.audiences.has(audience))
      audiences += fmt::format("{}{}", audiences.empty() ? "" : ",", schema::to_string(audience));
  std::string taken;
  for (const ArgumentRow& argument : row.arguments)
    taken += fmt::format("{}{}:{}{}{}", taken.empty() ? "" : ", ", argument.name,
                         schema::to_string(argument.type),
                         argument.length_max > 0 ? fmt::format("({})", argument.length_max) : "",
                         argument.required ? "!" : "");
  return fmt::format("{} | {} | v{} | {} | {} | {} | {} | {} | {} | {}\n", row.number, row.kind,
                     row.version, row.entity.empty() ? "-" : row.entity, audiences,
                     row.roles.empty() ? "-" : fmt::format("{}", fmt::join(row.roles, ", ")),
                     taken.empty() ? "-" : taken,
                     row.stale_after ? fmt::format("{} h", row.stale_after->count()) : "-",
                     row.label, row.sentence);
}

}  // namespace

std::span<const ActionRow> action_table() { return kTable; }

const ActionRow* find_action(std::string_view kind) {
  for (const ActionRow& row : kTable)
    if (row.kind == kind) return &row;
  return nullptr;
}

std::string action_sentence(const ActionRow& row, std::string_view name) {
  std::string out(row.sentence);
  constexpr std::string_view kPlace = "{name}";
  if (const auto at = out.find(kPlace); at != std::string::npos)
    out.replace(at, kPlace.size(), name);
  return out;
}

Status check_shape(const Action& action) {
  const ActionRow* row = find_action(action.kind);
  if (row == nullptr) return fail(Errc::unsupported, "unknown kind of action: " + action.kind);
  if (action.version > row->version)
    return fail(Errc::unsupported,
                fmt::format("version {} of {} is not known here", action.version, action.kind));
  if (!row->audiences.has(action.audience))
    return fail(Errc::invalid_argument, fmt::format("{} is not for a {} sign-in", action.kind,
                                                    schema::to_string(action.audience)));
  if (!row->entity.empty() && action.entity != row->entity)
    return fail(Errc::invalid_argument,
                fmt::format("{} has a {} as its target", action.kind, row->entity));
  if (action.target.is_nil()) return fail(Errc::invalid_argument, action.kind + " names no target");
  const bool has_fields =
      action.kind == kinds::kRecordUpdate || action.kind == kinds::kRecordCreate;
  if (has_fields && action.fields.empty())
    return fail(Errc::invalid_argument, action.kind + " names no field");
  if (!has_fields && !action.fields.empty())
    return fail(Errc::invalid_argument, action.kind + " has no fields");
  return check_arguments(*row, action);
}

std::string print_action_table() {
  std::string out =
      "number | kind | version | entity | sign-ins | roles | arguments | overdue after | label | "
      "sentence\n";
  for (const ActionRow& row : kTable) out += print_row(row);
  return out;
}

}  // namespace fieldbook::actions
