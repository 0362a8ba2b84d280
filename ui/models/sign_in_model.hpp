#pragma once

// Signing in: server, name, password; and which of two audiences, where a person has two.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "ui/models/mailbox.hpp"
#include "ui/models/status_text.hpp"

namespace fieldbook::ui {

class SignInModel {
 public:
  explicit SignInModel(Mailbox& mailbox);
  /// The client of the open profile; null until a server is known.
  void attach(client::Client* client);

  std::string server;  ///< bound to the fields on screen
  std::string signin;
  std::string password;
  std::string audience;  ///< "customer", "partner", "staff"; empty: the person's first

  /// Opens a profile for this server. Set by the composition root; returns the error to show.
  std::function<Status(const std::string& server)> open_profile;
  /// Called on the screen's thread once a person is signed in.
  std::function<void()> signed_in;

  [[nodiscard]] std::optional<std::string> problem() const;  ///< key, before anything was tried
  void submit();
  [[nodiscard]] bool busy() const { return busy_; }
  [[nodiscard]] const std::optional<ErrorText>& failure() const { return failure_; }
  /// The language in which failures are told; call when it changes.
  void set_strings(const Strings& strings);

 private:
  void fail_with(const Error& error);

  Recipient recipient_;
  client::Client* client_ = nullptr;
  std::optional<Strings> strings_;
  bool busy_ = false;
  std::optional<Error> error_;
  std::optional<ErrorText> failure_;
};

}  // namespace fieldbook::ui
