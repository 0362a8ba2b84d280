#include "shared/protocol/problems.hpp"

#include <algorithm>
#include <array>

#include "shared/protocol/frames.hpp"

namespace fieldbook::protocol {

namespace {

constexpr std::string_view kTypePrefix = "urn:fieldbook:problem:";

using enum ProblemKind;
constexpr std::array kProblems{
    ProblemText{malformed, "malformed", "The request cannot be read", 400,
                "The server could not read what this app sent. Your work is kept on this device. "
                "Update the app; if it happens again, copy the details to your administrator."},
    ProblemText{too_large, "too_large", "The request is too large", 413,
                "More was sent at once than the server takes. Your work is kept on this device and "
                "will be sent in smaller parts."},
    ProblemText{unsupported_media, "unsupported_media", "Unknown format", 415,
                "The server does not know the format of this request. Use the media types of the "
                "protocol's description."},
    ProblemText{unsupported_protocol, "unsupported_protocol", "Update needed", 426,
                "This app can still save your work, but a newer version is needed to send it. "
                "Nothing is lost. Update the app."},
    ProblemText{sign_in_failed, "sign_in_failed", "Sign-in failed", 401,
                "The name or the password is not right. Your work on this device is kept. Try "
                "again, or ask your administrator for a new password."},
    ProblemText{sign_in_required, "sign_in_required", "Please sign in again", 401,
                "Your sign-in has ended. You can keep working; what you save is sent after you "
                "sign in again."},
    ProblemText{token_reused, "token_reused", "Signed out for safety", 401,
                "A sign-in of this device was used twice, so it was ended everywhere. Your work is "
                "kept on this device. Sign in again, and tell your administrator if you did not "
                "copy this device."},
    ProblemText{user_disabled, "user_disabled", "Your access is switched off", 403,
                "Your administrator has switched off your access. What you saved stays on this "
                "device and is not sent. Ask your administrator."},
    ProblemText{audience_not_held, "audience_not_held", "Not available for you", 403,
                "You may not sign in in this role. Choose another one, or ask your administrator."},
    ProblemText{device_conflict, "device_conflict", "This device is known under another key", 409,
                "This device's id belongs to another person or key. The app makes itself a new id "
                "and signs in again; your work is kept."},
    ProblemText{device_revoked, "device_revoked", "This device is locked", 403,
                "Your administrator has locked this device. What you saved can still be exported. "
                "Ask your administrator."},
    ProblemText{wipe, "wipe", "This device is to be emptied", 403,
                "Your administrator has asked this device to remove its data. Unsent work is "
                "exported first."},
    ProblemText{not_permitted, "not_permitted", "Not permitted", 403,
                "You may not do this. Nothing was changed. Ask your administrator for the "
                "right."},
    ProblemText{not_found, "not_found", "Not found", 404,
                "There is nothing here, or you may not see it. Check the address."},
    ProblemText{method_not_allowed, "method_not_allowed", "Wrong method", 405,
                "This address does not take that method."},
    ProblemText{rate_limited, "rate_limited", "Too many requests", 429,
                "The server asked this device to slow down. Your work is kept and is sent a little "
                "later."},
    ProblemText{too_many_sign_ins, "too_many_sign_ins", "Too many sign-ins", 429,
                "There were too many attempts to sign in. Wait, then try again."},
    ProblemText{signature_missing, "signature_missing", "A signature is missing", 403,
                "This server takes only signed entries, and this device has registered no key. "
                "Register the device with a key."},
    ProblemText{position_unknown, "position_unknown", "The position cannot be verified", 409,
                "The server does not recognise this device's position. The device compares its "
                "rows with the server's; your work is not touched."},
    ProblemText{busy, "busy", "The server is busy", 503,
                "The server has no room at this moment. Your work is kept and is sent a little "
                "later."},
    ProblemText{stopping, "stopping", "The server is restarting", 503,
                "The server is going down for a moment. Your work is kept and is sent when it is "
                "back."},
    ProblemText{storage_full, "storage_full", "The server's storage is full", 507,
                "The server cannot store more at this moment. Your work is kept on this device. "
                "Its administrator has been told."},
    ProblemText{internal, "internal", "Something unexpected happened", 500,
                "Something unexpected happened on the server. Your work is kept on this device and "
                "is sent again later."},
    ProblemText{invitation_refused, "invitation_refused", "The invitation cannot be used", 403,
                "This code is not that of an invitation. Copy the whole code, or ask whoever "
                "invited you for another one."},
    ProblemText{sign_in_name_taken, "sign_in_name_taken", "This name is taken", 409,
                "Another person signs in under this name. Choose another one; your invitation "
                "stays good."},
    ProblemText{credentials_refused, "credentials_refused", "Choose another name or password", 422,
                "This name or this password cannot be used. Choose another one."},
    ProblemText{reset_refused, "reset_refused", "The code cannot be used", 403,
                "The name or the code is not right, or the code has ended. Ask for another "
                "code and use it within 30 minutes."},
    ProblemText{mail_off, "mail_off", "This server sends no e-mail", 501,
                "A password cannot be set again by e-mail here. Ask your administrator for a new "
                "password."}};

static_assert(kProblems.size() == static_cast<std::size_t>(mail_off) + 1);
static_assert(std::ranges::is_sorted(kProblems, {}, &ProblemText::kind));

ProblemKind kind_of(Errc code) {
  switch (code) {
    case Errc::invalid_argument: return malformed;
    case Errc::not_found: return not_found;
    case Errc::permission_denied: return not_permitted;
    case Errc::unauthenticated: return sign_in_required;
    case Errc::limit_exceeded: return too_large;
    case Errc::unavailable: return busy;
    case Errc::unsupported: return unsupported_protocol;
    case Errc::already_exists:
    case Errc::conflict:
    case Errc::corrupt:
    case Errc::storage:
    case Errc::internal: break;
  }
  return internal;
}

}  // namespace

std::span<const ProblemText> problem_table() { return kProblems; }

const ProblemText& text_of(ProblemKind kind) { return kProblems[static_cast<std::size_t>(kind)]; }

std::string type_of(ProblemKind kind) {
  return std::string(kTypePrefix).append(text_of(kind).name);
}

std::optional<ProblemKind> parse_problem_type(std::string_view type) {
  if (!type.starts_with(kTypePrefix)) return std::nullopt;
  type.remove_prefix(kTypePrefix.size());
  const auto found = std::ranges::find(kProblems, type, &ProblemText::name);
  if (found == kProblems.end()) return std::nullopt;
  return found->kind;
}

Problem make_problem(ProblemKind kind, std::string_view detail, std::int64_t retry_after_s) {
  const ProblemText& text = text_of(kind);
  return {type_of(kind), std::string(text.title), text.status,
          std::string(detail.empty() ? text.detail : detail), retry_after_s};
}

Problem problem_of(const Error& error) {
  const ProblemKind kind = kind_of(error.code);
  Problem problem = make_problem(kind);
  // What is wrong with the input helps its sender; what is wrong with us does not.
  if (kind == malformed || kind == too_large || kind == unsupported_protocol)
    problem.detail.append(" (").append(error.message).append(")");
  return problem;
}

std::string problem_body(const Problem& problem) {
  nlohmann::ordered_json json = to_json(Message(problem));
  json.erase("frame");
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<Problem> problem_from_body(std::string_view body) {
  TRY(auto json, parse_json(body));
  if (!json.is_object() || !json.contains("type"))
    return fail(Errc::invalid_argument, "a problem has a type");
  json["frame"] = "problem";
  TRY(Message message, from_json(json));
  return std::get<Problem>(std::move(message));
}

}  // namespace fieldbook::protocol
