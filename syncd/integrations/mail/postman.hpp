#pragma once

// Sends what the outbox of the peer "mail" holds, one message after the other. All state is in the
// store: a message that was queued is sent, whatever ends the process, and at most twice where the
// process ends between the server's answer and ours; both then bear one Message-ID.

#include <memory>

#include "syncd/endpoints/write_runner.hpp"
#include "syncd/integrations/mail/courier.hpp"
#include "syncd/integrations/mail/letters.hpp"
#include "syncd/integrations/outbox/outbox.hpp"

namespace fieldbook::syncd::mail {

struct PostmanSettings {
  std::string from;
  LetterSettings letters;
  std::uint32_t tries = 8;
};

struct PostReport {
  std::size_t sent = 0;
  std::size_t turned_away = 0;
  std::size_t given_up = 0;
  std::string problem;  ///< why the server could not be had; empty: it was
  /// When there may be something to do without a change; nothing: only then.
  std::optional<Instant> next;
};

/// One thread at a time.
class Postman {
 public:
  /// All outlive the postman.
  Postman(Store& store, const Committer& committer, WriteRunner& writer, const Clock& clock,
          Courier& courier, PostmanSettings settings);

  /// Queues what is to be written, then sends a bounded number of messages.
  [[nodiscard]] Result<PostReport> step();

 private:
  [[nodiscard]] Status queue();
  [[nodiscard]] Status queue_in(WriteTransaction& transaction) const;
  [[nodiscard]] Result<std::optional<OutboxItem>> next_item();
  [[nodiscard]] Status send(OutboxItem item, PostReport& report);
  [[nodiscard]] Status settle(const OutboxItem& item, const Settled& how);
  [[nodiscard]] Status write(const std::function<Status(WriteTransaction&)>& job);
  void wait_longer(PostReport& report);

  Store& store_;
  const Committer& committer_;
  WriteRunner& writer_;
  const Clock& clock_;
  Courier& courier_;
  PostmanSettings settings_;
  Outbox outbox_;
  std::int64_t looked_for_endings_ms_ = 0;
  std::chrono::milliseconds pause_{0};  ///< after a server that could not be had
  Instant not_before_;
  bool is_first_ = true;
};

}  // namespace fieldbook::syncd::mail
