#include "shared/actions/action_table.hpp"

#include <array>
#include <fmt/format.h>

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

constexpr std::array kApproverRoles = {kQuoteApproverRole};

constexpr std::array kQuoteArguments = {
    ArgumentRow{arguments::kComment, ColumnType::memo, false, 2000},
    ArgumentRow{arguments::kShownRevision, ColumnType::integer, false, 0},
    ArgumentRow{arguments::kShownTotal, ColumnType::money, false, 0},
};
constexpr std::array kCommentOnly = {
    ArgumentRow{arguments::kComment, ColumnType::memo, false, 2000},
};
constexpr std::array kUpdateArguments = {
    ArgumentRow{arguments::kConflict, ColumnType::uuid, false, 0},
};
constexpr std::array kWithdrawArguments = {
    ArgumentRow{arguments::kWithdrawnKind, ColumnType::text, false, 64},
};

// Who may accept an opportunity follows from permission rows (DOMAIN.md 4.4) and who may answer a
// booking from its resource, so these rows name no roles.
constexpr std::array<ActionRow, 9> kTable = {{
    {1, kinds::kQuoteApprove, "quote", 1, kCustomer, kApproverRoles, kQuoteArguments, 72h,
     "Approve quote", "Approve quote {name}"},
    {2, kinds::kQuoteReject, "quote", 1, kCustomer, kApproverRoles, kQuoteArguments, 72h,
     "Reject quote", "Reject quote {name}"},
    {3,
     kinds::kOpportunityAccept,
     "opportunity",
     1,
     kPartner,
     {},
     kCommentOnly,
     24h,
     "Accept opportunity",
     "Accept opportunity {name}"},
    {4,
     kinds::kOpportunityDecline,
     "opportunity",
     1,
     kPartner,
     {},
     kCommentOnly,
     24h,
     "Decline opportunity",
     "Decline opportunity {name}"},
    {5,
     kinds::kBookingAccept,
     "bookableresourcebooking",
     1,
     kPartner,
     {},
     kCommentOnly,
     24h,
     "Accept booking",
     "Accept booking {name}"},
    {6,
     kinds::kBookingDecline,
     "bookableresourcebooking",
     1,
     kPartner,
     {},
     kCommentOnly,
     24h,
     "Decline booking",
     "Decline booking {name}"},
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
    {9, kinds::kRecordCreate, "", 1, kPartnerAndStaff, {}, {}, 168h, "Add", "Add {name}"},
}};

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
