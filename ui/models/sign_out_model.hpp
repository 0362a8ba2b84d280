#pragma once

// Leaving (product.md 3.2): how much is not sent, and what becomes of it: it stays here, is sent
// now, is written to a file to be read elsewhere, or is discarded on purpose.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/mailbox.hpp"
#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

class SignOutModel {
 public:
  SignOutModel(client::Client& client, Mailbox& mailbox);

  /// Where files go; empty: there is nowhere to write to.
  std::filesystem::path folder;

  void begin();
  /// A readable list of the unsent work (CSV, UTF-8): what, on which record, when, with which
  /// values. It cannot be read back in. `file()` or `error()` says what came of it.
  void write_list(const std::vector<client::ActionSnapshot>& outbox, const TextContext& context);
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  /// Discarding is confirmed by typing how many there are.
  void ask_discard(bool asked);
  [[nodiscard]] bool asks_discard() const { return asks_discard_; }
  std::string typed_count;
  [[nodiscard]] bool may_discard(std::size_t waiting) const;
  /// Withdraws every action. What the server may have already is asked back and stays in the
  /// outbox until it answers.
  void discard(const std::vector<client::ActionSnapshot>& outbox);
  [[nodiscard]] bool discarding() const { return awaited_ > 0; }

 private:
  client::Client& client_;
  Recipient recipient_;
  std::filesystem::path file_;
  std::optional<Error> error_;
  bool asks_discard_ = false;
  std::size_t awaited_ = 0;
};

}  // namespace fieldbook::ui
