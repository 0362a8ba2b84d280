#pragma once

// The Sync Centre: overview, outbox and history of one client, and what a person may do there.

#include <optional>
#include <vector>

#include "ui/models/mailbox.hpp"
#include "ui/models/status_text.hpp"

namespace fieldbook::ui {

enum class OutboxCommand : std::uint8_t { withdraw, hold, release, retry, dismiss };

class SyncModel {
 public:
  static constexpr std::size_t kHistoryMax = 200;

  SyncModel(client::Client& client, Mailbox& mailbox);

  void refresh();
  void on_notice(const client::Notice& notice);

  [[nodiscard]] const std::vector<client::ActionSnapshot>& outbox() const { return outbox_; }
  /// Verdicts that a person has not dismissed yet.
  [[nodiscard]] const std::vector<client::ActionSnapshot>& inbox() const { return inbox_; }
  [[nodiscard]] const std::vector<client::ActionSnapshot>& history() const { return history_; }

  /// What may be done with an action in its state.
  [[nodiscard]] static std::vector<OutboxCommand> commands(const client::ActionSnapshot& action);
  void run(OutboxCommand command, const client::ActionSnapshot& action);
  void sync_now();
  [[nodiscard]] bool syncing() const { return syncing_; }
  /// What the last command or sync came to, to be shown until the next; empty when it went well.
  [[nodiscard]] std::string message(const TextContext& context) const;
  void forget_message() { trouble_ = {}; }
  /// Proves the replica; the result is shown on the overview.
  void prove();
  [[nodiscard]] bool proving() const { return proving_; }
  [[nodiscard]] const std::optional<client::DoctorSnapshot>& proof() const { return proof_; }

 private:
  client::Client& client_;
  Recipient recipient_;
  std::vector<client::ActionSnapshot> outbox_;
  std::vector<client::ActionSnapshot> inbox_;
  std::vector<client::ActionSnapshot> history_;
  /// Why the last command or sync did not go well: an error, a sync's message, or a refusal.
  struct Trouble {
    std::optional<Error> error;
    std::string sync;
    std::optional<client::IntentOutcome> refused;
  };
  void read_lists();
  void changed(const Result<client::ActionSnapshot>& answer);

  bool syncing_ = false;
  bool proving_ = false;
  bool reading_ = false;
  bool stale_ = false;  ///< changed since the lists were asked for
  std::size_t awaited_ = 0;
  Trouble trouble_;
  std::optional<client::DoctorSnapshot> proof_;
};

}  // namespace fieldbook::ui
