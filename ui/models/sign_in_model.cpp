#include "ui/models/sign_in_model.hpp"

namespace fieldbook::ui {

SignInModel::SignInModel(Mailbox& mailbox) : recipient_(mailbox) {
  auto english = Strings::load("en");
  ASSERT(english.has_value());
  strings_.emplace(**english);
}

void SignInModel::attach(client::Client* client) {
  if (client == client_) return;
  client_ = client;
  recipient_.renew();
  busy_ = false;
}

void SignInModel::set_strings(const Strings& strings) {
  strings_.emplace(strings);
  if (error_) failure_ = error_text(*error_, *strings_);
}

std::optional<std::string> SignInModel::code_problem() const {
  if (server.empty()) return "sign_in.server_missing";
  if (!server.starts_with("https://") && !server.starts_with("http://"))
    return "sign_in.server_wrong";
  if (signin.empty()) return "sign_in.name_missing";
  return std::nullopt;
}

std::optional<std::string> SignInModel::problem() const {
  if (auto missing = code_problem()) return missing;
  if (password.empty()) return "sign_in.password_missing";
  if (code_use != CodeUse::none && code.empty()) return "sign_in.code_missing";
  return std::nullopt;
}

void SignInModel::fail_with(const Error& error) {
  busy_ = false;
  error_ = error;
  failure_ = error_text(error, *strings_);
}

/// Clears what was told before and opens the profile; false when that failed.
bool SignInModel::begin() {
  error_.reset();
  failure_.reset();
  if (open_profile)
    if (const Status opened = open_profile(server); !opened) {
      fail_with(opened.error());
      return false;
    }
  if (client_ == nullptr) {
    fail_with({Errc::internal, "no client is open after opening a profile"});
    return false;
  }
  busy_ = true;
  return true;
}

void SignInModel::submit() {
  if (busy_ || problem() || !begin()) return;
  client_->sign_in(
      {.signin = signin,
       .password = password,
       .audience = audience,
       .invitation = code_use == CodeUse::invitation ? code : std::string(),
       .firstname = code_use == CodeUse::invitation ? firstname : std::string(),
       .lastname = code_use == CodeUse::invitation ? lastname : std::string(),
       .reset_code = code_use == CodeUse::reset ? code : std::string()},
      recipient_.deliver<client::StatusSnapshot>([this](Result<client::StatusSnapshot> answer) {
        // A password is kept no longer than it is needed, right or wrong.
        password.clear();
        if (!answer) return fail_with(answer.error());
        busy_ = false;
        code_asked_ = false;
        code_use = CodeUse::none;
        code.clear();
        firstname.clear();
        lastname.clear();
        if (signed_in) signed_in();
      }));
}

void SignInModel::ask_code() {
  if (busy_ || code_problem() || !begin()) return;
  code_asked_ = false;
  client_->ask_reset_code(signin, recipient_.deliver<client::StatusSnapshot>(
                                      [this](Result<client::StatusSnapshot> answer) {
                                        if (!answer) return fail_with(answer.error());
                                        busy_ = false;
                                        code_asked_ = true;
                                      }));
}

}  // namespace fieldbook::ui
