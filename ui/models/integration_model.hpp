#pragma once

// The integration with Finance and Operations for staff: asked of the daemon when a person goes
// there or presses, never kept on the device. One question is under way at a time; a new one takes
// the place of the last.

#include <optional>
#include <string>

#include "client/api/client.hpp"
#include "ui/models/mailbox.hpp"

namespace fieldbook::ui {

class IntegrationModel {
 public:
  using Kind = client::IntegrationQuestion::Kind;
  using Snapshot = client::IntegrationSnapshot;

  IntegrationModel(client::Client& client, Mailbox& mailbox);

  void refresh() { ask({.kind = Kind::overview}); }
  void check() { ask({.kind = Kind::check}); }
  void run() { ask({.kind = Kind::run}); }
  void retry(std::string task) { ask({.kind = Kind::retry, .name = std::move(task)}); }
  void preview(std::string template_name, std::string label);
  void trace(Uuid actual);
  /// Closes the preview or trace.
  void close();

  /// Nothing before the first answer.
  [[nodiscard]] const std::optional<Snapshot>& overview() const { return overview_; }
  /// What stands in the way of a run; nothing before somebody asked.
  [[nodiscard]] const std::optional<Snapshot>& checks() const { return checks_; }
  /// What the dialog shows: its title, and nothing while the answer is awaited.
  [[nodiscard]] const std::optional<std::string>& dialog() const { return dialog_; }
  [[nodiscard]] const std::optional<Snapshot>& answer() const { return answer_; }
  [[nodiscard]] bool is_trace() const { return asked_.kind == Kind::trace; }
  /// Why the last question has no answer: the network, the sign-in, or what the daemon says.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  [[nodiscard]] bool is_asking() const { return asking_; }

 private:
  void ask(client::IntegrationQuestion question);
  void take(Snapshot answer);

  client::Client& client_;
  Recipient recipient_;
  client::IntegrationQuestion asked_;
  std::optional<Snapshot> overview_;
  std::optional<Snapshot> checks_;
  std::optional<Snapshot> answer_;
  std::optional<std::string> dialog_;
  std::optional<Error> error_;
  bool asking_ = false;
};

}  // namespace fieldbook::ui
