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

std::optional<std::string> SignInModel::problem() const {
  if (server.empty()) return "sign_in.server_missing";
  if (!server.starts_with("https://") && !server.starts_with("http://"))
    return "sign_in.server_wrong";
  if (signin.empty()) return "sign_in.name_missing";
  if (password.empty()) return "sign_in.password_missing";
  return std::nullopt;
}

void SignInModel::fail_with(const Error& error) {
  busy_ = false;
  error_ = error;
  failure_ = error_text(error, *strings_);
}

void SignInModel::submit() {
  if (busy_ || problem()) return;
  error_.reset();
  failure_.reset();
  if (open_profile)
    if (const Status opened = open_profile(server); !opened) return fail_with(opened.error());
  if (client_ == nullptr)
    return fail_with({Errc::internal, "no client is open after opening a profile"});
  busy_ = true;
  client_->sign_in(
      {.signin = signin, .password = password, .audience = audience},
      recipient_.deliver<client::StatusSnapshot>([this](Result<client::StatusSnapshot> answer) {
        // A password is kept no longer than it is needed, right or wrong.
        password.clear();
        if (!answer) return fail_with(answer.error());
        busy_ = false;
        if (signed_in) signed_in();
      }));
}

}  // namespace fieldbook::ui
