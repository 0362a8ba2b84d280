#include "ui/models/sync_model.hpp"

#include "ui/models/verdict_words.hpp"

namespace fieldbook::ui {
namespace {

/// Refusals after which the same decision may be accepted: rights and offers come back, and what
/// was signed is signed anew.
constexpr std::string_view kRetryable[] = {"not_permitted",     "role_ended",    "not_available",
                                           "quote_changed",     "booking_moved", "offer_withdrawn",
                                           "dependency_refused"};

bool may_retry(const client::ActionSnapshot& action) {
  return std::ranges::find(kRetryable, action.reason) != std::end(kRetryable);
}

}  // namespace

SyncModel::SyncModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void SyncModel::refresh() {
  if (reading_) {
    stale_ = true;
    return;
  }
  read_lists();
}

void SyncModel::read_lists() {
  using Actions = std::vector<client::ActionSnapshot>;
  reading_ = true;
  stale_ = false;
  awaited_ = 3;
  const auto into = [this](Actions& list) {
    return recipient_.deliver<Actions>([this, &list](Result<Actions> answer) {
      if (answer)
        list = *std::move(answer);
      else
        trouble_.error = answer.error();
      if (--awaited_ > 0) return;
      reading_ = false;
      if (stale_) read_lists();
    });
  };
  client_.outbox(into(outbox_));
  client_.inbox(into(inbox_));
  client_.history(kHistoryMax, into(history_));
}

void SyncModel::on_notice(const client::Notice& notice) {
  if (notice.outbox || notice.status) refresh();
}

std::vector<OutboxCommand> SyncModel::commands(const client::ActionSnapshot& action) {
  using enum OutboxCommand;
  // A withdrawal is itself on its way; taking it back would be a decision anew.
  const bool withdrawal = action.kind == "withdraw";
  const std::string& state = action.state;
  if (state == "saved" || state == "waiting")
    return withdrawal ? std::vector{hold} : std::vector{withdraw, hold};
  if (state == "on_hold") return withdrawal ? std::vector{release} : std::vector{release, withdraw};
  if (state == "sending" || (state == "received" && action.verdict.empty()))
    return withdrawal ? std::vector<OutboxCommand>{} : std::vector{withdraw};
  std::vector<OutboxCommand> out;
  if (action.dismissed) return out;
  if ((state == "not_accepted" || state == "needs_you") && may_retry(action)) out.push_back(retry);
  if (!action.verdict.empty() && action.settled_ms > 0) out.push_back(dismiss);
  return out;
}

void SyncModel::changed(const Result<client::ActionSnapshot>& answer) {
  if (!answer) trouble_.error = answer.error();
  refresh();
}

void SyncModel::run(OutboxCommand command, const client::ActionSnapshot& action) {
  forget_message();
  const auto done = recipient_.deliver<client::ActionSnapshot>(
      [this](Result<client::ActionSnapshot> answer) { changed(answer); });
  switch (command) {
    case OutboxCommand::withdraw: return client_.withdraw(action.id, done);
    case OutboxCommand::hold: return client_.hold(action.id, done);
    case OutboxCommand::release: return client_.release(action.id, done);
    case OutboxCommand::dismiss: return client_.dismiss(action.id, done);
    case OutboxCommand::retry: break;
  }
  client_.retry(action.id, recipient_.deliver<client::IntentOutcome>(
                               [this](Result<client::IntentOutcome> answer) {
                                 if (!answer)
                                   trouble_.error = answer.error();
                                 else if (!answer->saved)
                                   trouble_.refused = *std::move(answer);
                                 refresh();
                               }));
}

void SyncModel::sync_now() {
  if (syncing_) return;
  syncing_ = true;
  forget_message();
  client_.sync_now(
      recipient_.deliver<client::SyncSnapshot>([this](Result<client::SyncSnapshot> answer) {
        syncing_ = false;
        if (!answer)
          trouble_.error = answer.error();
        else if (!answer->reached_checkpoint)
          trouble_.sync = answer->message;
        refresh();
      }));
}

std::string SyncModel::message(const TextContext& context) const {
  if (trouble_.refused) return outcome_sentence(*trouble_.refused, context);
  if (trouble_.error) return error_text(*trouble_.error, context.strings).content;
  if (trouble_.sync.empty()) return {};
  return error_text({Errc::unavailable, trouble_.sync}, context.strings).content;
}

void SyncModel::prove() {
  if (proving_) return;
  proving_ = true;
  proof_.reset();
  forget_message();
  client_.doctor(
      recipient_.deliver<client::DoctorSnapshot>([this](Result<client::DoctorSnapshot> answer) {
        proving_ = false;
        if (answer)
          proof_ = *std::move(answer);
        else
          trouble_.error = answer.error();
      }));
}

}  // namespace fieldbook::ui
