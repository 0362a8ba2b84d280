#include "syncd/integrations/mail/postman.hpp"

#include <algorithm>
#include <array>

#include "syncd/auth/password_reset.hpp"

namespace fieldbook::syncd::mail {
namespace {

using namespace std::chrono_literals;

constexpr const char* kPeer = "mail";
constexpr std::array kTasks = {kReset, kInvitation, kOffer,
                               kEnding};  // who waits for it comes first
constexpr std::size_t kEntriesPerRead = 1'000;
constexpr std::size_t kMessagesPerStep = 20;
constexpr std::size_t kRetriedPerStep = 1'000;
constexpr auto kPauseMin = 15s;  // then doubled, up to an hour
constexpr auto kPauseMax = 1h;
constexpr auto kEndingsInterval = 10min;
constexpr std::int64_t kInvitationSent = 756150000;  // adx_invitation.statuscode

FixedBytes<16> hash_of(const Letter& letter) {
  const auto bytes = from_hex(letter.id);
  FixedBytes<16> out{};
  if (bytes && bytes->size() == out.size()) std::ranges::copy(*bytes, out.begin());
  return out;
}

std::vector<OutboxTask> fed_tasks(const schema::Catalogue& catalogue) {
  return {{std::string(kInvitation), catalogue.entity("adx_invitation").number},
          {std::string(kOffer), catalogue.entity("fieldbook_opportunitydelivery").number}};
}

}  // namespace

Postman::Postman(Store& store, const Committer& committer, WriteRunner& writer, const Clock& clock,
                 Courier& courier, PostmanSettings settings)
    : store_(store),
      committer_(committer),
      writer_(writer),
      clock_(clock),
      courier_(courier),
      settings_(std::move(settings)),
      outbox_(kPeer, fed_tasks(store.catalogue())) {}

Status Postman::write(const std::function<Status(WriteTransaction&)>& job) {
  return writer_.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    CHECK(job(transaction));
    return AfterCommit{};
  });
}

Status Postman::queue() {
  for (bool more = true; more;) {
    CHECK(write([&](WriteTransaction& transaction) -> Status {
      TRY(const auto report, outbox_.feed(transaction, clock_.now(), kEntriesPerRead));
      more = report.more;
      return {};
    }));
  }
  CHECK(write([this](WriteTransaction& transaction) { return queue_in(transaction); }));
  is_first_ = false;
  return {};
}

/// What no change of a row tells of: resets, and deadlines that come near. And what was on its way,
/// or turned away for now.
Status Postman::queue_in(WriteTransaction& transaction) const {
  const Instant now = clock_.now();
  const auto add_once = [&](std::string_view task, const schema::RowKey& key) -> Status {
    const std::string name(task);
    TRY(const auto item, transaction.outbox_item(kPeer, name, key));
    if (item && item->state != OutboxState::sent) return {};
    TRY(const auto letter, write_letter(transaction, task, key, now, settings_.letters));
    if (!letter || (item && item->sent == hash_of(*letter))) return {};
    return outbox_.add(transaction, name, key, now);
  };
  TRY(const auto resets, open_password_resets(transaction, now));
  for (const PasswordReset& reset : resets)
    CHECK(add_once(kReset, {store_.catalogue().entity("contact").number, reset.person}));
  if (now.ms - looked_for_endings_ms_ >= std::chrono::milliseconds(kEndingsInterval).count()) {
    TRY(const auto endings, ending_offers(transaction, now, settings_.letters));
    for (const schema::RowKey& key : endings) CHECK(add_once(kEnding, key));
  }
  for (const std::string_view task : kTasks) {
    const std::string name(task);
    const auto let_wait = [&](OutboxState state) -> Status {
      TRY([[maybe_unused]] const auto items,
          outbox_.retry(transaction, name, state, false, now, kRetriedPerStep));
      return {};
    };
    // Nobody knows whether the server has these: they go once more, under the same Message-ID.
    if (is_first_) CHECK(let_wait(OutboxState::sending));
    CHECK(let_wait(OutboxState::failed));
  }
  return {};
}

Result<std::optional<OutboxItem>> Postman::next_item() {
  TRY(const auto rows, store_.begin_read());
  for (const std::string_view task : kTasks) {
    TRY(auto items, outbox_.waiting(*rows, task, 1));
    if (!items.empty()) return std::optional(std::move(items.front()));
  }
  return std::optional<OutboxItem>();
}

/// Settles, and says in the invitation's row that it went out.
Status Postman::settle(const OutboxItem& item, const Settled& how) {
  return writer_.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    AfterCommit after;
    CHECK(outbox_.settle(transaction, item, how, clock_.now()));
    if (item.task != kInvitation || how.state != OutboxState::sent) return after;
    TRY(const auto row, transaction.get(item.row));
    const auto status = store_.catalogue().column("adx_invitation", "statuscode");
    if (!row || row->integer(status) != 1) return after;
    schema::RowChange change(item.row);
    change.set(status, kInvitationSent);
    TRY(after.outcome, committer_.commit(transaction, std::vector{change},
                                         Cause{.kind = "invitation.mail", .target = item.row}));
    return after;
  });
}

Status Postman::send(OutboxItem item, PostReport& report) {
  std::optional<Letter> letter;
  {
    TRY(const auto rows, store_.begin_read());
    TRY(letter, write_letter(*rows, item.task, item.row, clock_.now(), settings_.letters));
  }
  // Nothing to say, or said already: what is noted stays, so that it is not said again.
  if (!letter || item.sent == hash_of(*letter)) {
    item.intended = item.sent;
    return write([&](WriteTransaction& transaction) {
      return outbox_.settle(transaction, item, {OutboxState::sent, {}}, clock_.now());
    });
  }
  item.intended = hash_of(*letter);
  std::vector<OutboxItem> items = {item};
  CHECK(write([&](WriteTransaction& transaction) {
    return outbox_.mark_sending(transaction, items, clock_.now());
  }));
  if (items.empty()) return {};  // it changed meanwhile and waits still
  const Delivery delivery = courier_.carry(settings_.from, letter->to,
                                           print_letter(*letter, settings_.from, clock_.now()));
  switch (delivery.kind) {
    case Delivery::Kind::taken:
      ++report.sent;
      pause_ = 0ms;
      return settle(items.front(), {OutboxState::sent, {}});
    case Delivery::Kind::unreachable:
      report.problem = delivery.why;
      return settle(items.front(), {OutboxState::waiting, {}});
    case Delivery::Kind::refused: break;
    case Delivery::Kind::turned_away: {
      if (item.tries + 1 >= settings_.tries) break;
      ++report.turned_away;
      return settle(items.front(), {OutboxState::failed, delivery.why});
    }
  }
  ++report.given_up;
  return settle(items.front(), {OutboxState::skipped, delivery.why});
}

void Postman::wait_longer(PostReport& report) {
  pause_ = pause_ == 0ms ? std::chrono::milliseconds(kPauseMin)
                         : std::min<std::chrono::milliseconds>(pause_ * 2, kPauseMax);
  not_before_ = clock_.now() + pause_;
  report.next = not_before_;
}

Result<PostReport> Postman::step() {
  PostReport report;
  if (clock_.now() < not_before_) {
    report.next = not_before_;
    return report;
  }
  CHECK(queue());
  if (clock_.now().ms - looked_for_endings_ms_ >=
      std::chrono::milliseconds(kEndingsInterval).count())
    looked_for_endings_ms_ = clock_.now().ms;
  for (std::size_t i = 0; i < kMessagesPerStep && report.problem.empty(); ++i) {
    TRY(auto item, next_item());
    if (!item) break;
    CHECK(send(*std::move(item), report));
    if (i + 1 == kMessagesPerStep) report.next = clock_.now();
  }
  if (!report.problem.empty() || report.turned_away > 0) wait_longer(report);
  return report;
}

}  // namespace fieldbook::syncd::mail
