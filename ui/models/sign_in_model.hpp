#pragma once

// Signing in: server, name, password; and which of two audiences, where a person has two. Who was
// invited, or forgot the password, chooses one here by a code.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "ui/models/mailbox.hpp"
#include "ui/models/status_text.hpp"

namespace fieldbook::ui {

/// What the code beside name and password is for.
enum class CodeUse : std::uint8_t { none, invitation, reset };

class SignInModel {
 public:
  explicit SignInModel(Mailbox& mailbox);
  /// The client of the open profile; null until a server is known.
  void attach(client::Client* client);

  std::string server;  ///< bound to the fields on screen
  std::string signin;
  std::string password;
  std::string audience;  ///< "customer", "partner", "staff"; empty: the person's first
  CodeUse code_use = CodeUse::none;
  std::string code;
  std::string firstname, lastname;  ///< of whom an invitation for a group does not know

  /// Opens a profile for this server. Set by the composition root; returns the error to show.
  std::function<Status(const std::string& server)> open_profile;
  /// Called on the screen's thread once a person is signed in.
  std::function<void()> signed_in;

  [[nodiscard]] std::optional<std::string> problem() const;  ///< key, before anything was tried
  void submit();
  /// Why no code can be mailed yet (key).
  [[nodiscard]] std::optional<std::string> code_problem() const;
  /// Asks the server to mail a code for another password.
  void ask_code();
  /// The server was asked; whether anybody has the name it does not tell.
  [[nodiscard]] bool code_asked() const { return code_asked_; }
  [[nodiscard]] bool busy() const { return busy_; }
  [[nodiscard]] const std::optional<ErrorText>& failure() const { return failure_; }
  /// The language in which failures are told; call when it changes.
  void set_strings(const Strings& strings);

 private:
  void fail_with(const Error& error);
  [[nodiscard]] bool begin();

  Recipient recipient_;
  client::Client* client_ = nullptr;
  std::optional<Strings> strings_;
  bool busy_ = false;
  bool code_asked_ = false;
  std::optional<Error> error_;
  std::optional<ErrorText> failure_;
};

}  // namespace fieldbook::ui
