#include "client/runtime/running_client.hpp"

#include "client/runtime/action_words.hpp"
#include "shared/actions/action_table.hpp"

namespace fieldbook::client {
namespace {

/// So long nobody wants anything of the database: then rows are read again.
constexpr std::chrono::milliseconds kScrubQuiet{2'000};

/// Fields of an intent under the numbers of their columns, ascending.
Result<std::vector<std::pair<std::uint32_t, schema::Value>>> by_number(
    const schema::Entity* entity, const std::string& entity_name,
    const std::vector<std::pair<std::string, schema::Value>>& fields) {
  std::vector<std::pair<std::uint32_t, schema::Value>> out;
  for (const auto& [name, value] : fields) {
    const schema::Column* column = entity != nullptr ? entity->find(name) : nullptr;
    if (column == nullptr)
      return fail(Errc::invalid_argument, fmt::format("{} has no column {}", entity_name, name));
    out.emplace_back(column->number, value);
  }
  std::ranges::sort(out, {}, [](const auto& field) { return field.first; });
  return out;
}

/// Whose daemon receives this device's actions.
std::string receiver(const Replica& replica) {
  return replica.identity() ? replica.identity()->organisation_name : std::string();
}

Error sign_in_error(const SessionFailure& failure) {
  const bool is_refused =
      failure.kind == FailureKind::unauthenticated || failure.kind == FailureKind::refused;
  return {is_refused ? Errc::unauthenticated : Errc::unavailable, failure.message};
}

/// Of an invited person, or one who forgot it; nothing to do for others.
std::expected<void, SessionFailure> choose_password(Session& session, HttpClient& http,
                                                    const SignInIntent& intent) {
  if (!intent.invitation.empty())
    return session.redeem(http, {.code = intent.invitation,
                                 .signin = intent.signin,
                                 .password = intent.password,
                                 .firstname = intent.firstname,
                                 .lastname = intent.lastname});
  if (!intent.reset_code.empty())
    return session.reset_password(
        http, {.signin = intent.signin, .code = intent.reset_code, .password = intent.password});
  return {};
}

}  // namespace

RunningClient::RunningClient(std::unique_ptr<Profile> profile, const ClientOptions& options,
                             std::unique_ptr<Replica> replica,
                             std::unique_ptr<JournalFile> journal_file,
                             std::unique_ptr<Queue> queue)
    : profile_(std::move(profile)),
      options_(options),
      database_(std::move(replica), std::move(journal_file), std::move(queue), board_,
                profile_->clock),
      sync_(database_, options.http, *profile_->session, profile_->clock, profile_->random,
            EngineTuning{.live = options.live}) {
  const bool signed_in = profile_->session->has_refresh_token();
  board_.change([&](StatusSnapshot& status) {
    status.signed_in = signed_in;
    status.connection = signed_in ? "waiting" : "signed_out";
  });
  // What is damaged comes again with a sync, which is the person's to start where it is by hand.
  database_.scrub_when_idle(kScrubQuiet, [this] {
    if (options_.sync_at_start) sync_.post(WorkWaiting{});
  });
  if (signed_in && options.sync_at_start) sync_.post(SignedIn{});
  watch_network();
}

RunningClient::~RunningClient() {
  stopping_ = true;
  // The sync thread waits for the database thread, so it ends first.
  sync_.stop();
  network_.stop();
  readers_.stop();
  database_.stop();
}

void RunningClient::watch_network() {
  if (!options_.sync_at_start) return;
  network_.post([this] {
    auto monitor = platform::NetworkMonitor::open();
    while (monitor && !stopping_)
      if (monitor->wait(std::chrono::milliseconds(500))) sync_.post(NetworkChanged{true});
  });
}

std::shared_ptr<const schema::Catalogue> RunningClient::catalogue() const {
  return database_.catalogue();
}

StatusSnapshot RunningClient::status() const { return board_.read(); }

void RunningClient::listen(std::function<void(const Notice&)> listener) {
  board_.listen(std::move(listener));
}

void RunningClient::sign_in(SignInIntent intent, Done<StatusSnapshot> done) {
  sync_.run([this, intent = std::move(intent), done = std::move(done)](HttpClient& http) mutable {
    const auto prepared = choose_password(*profile_->session, http, intent);
    if (!prepared && prepared.error().kind != FailureKind::refused)
      return done(std::unexpected(sign_in_error(prepared.error())));
    auto response = profile_->session->sign_in(http, intent.signin, intent.password,
                                               intent.audience, options_.device_name);
    // A code that is used up may have been used by us: its answer was lost.
    if (!response)
      return done(std::unexpected(sign_in_error(prepared ? response.error() : prepared.error())));
    take_identity(*response, std::move(done));
  });
}

void RunningClient::ask_reset_code(std::string signin, Done<StatusSnapshot> done) {
  sync_.run([this, signin = std::move(signin), done = std::move(done)](HttpClient& http) {
    const auto asked = profile_->session->reset_password(http, {.signin = signin});
    if (!asked) return done(std::unexpected(sign_in_error(asked.error())));
    done(board_.read());
  });
}

void RunningClient::take_identity(const protocol::SignInResponse& response,
                                  Done<StatusSnapshot> done) {
  const auto audience = schema::parse_audience(response.audience);
  if (!audience) return done(std::unexpected(audience.error()));
  const Identity identity{.user = response.user,
                          .user_name = response.user_name,
                          .account = response.account,
                          .audience = *audience,
                          .roles = response.roles,
                          .organisation = response.organisation,
                          .organisation_name = response.organisation_name,
                          .device = profile_->session->device(),
                          .digest_key = response.digest_key,
                          .receipt_public_key = response.receipt_public_key};
  database_.run([this, identity, done = std::move(done)](Replica& replica, Queue&) {
    if (const Status stored = replica.sign_in(identity); !stored)
      return done(std::unexpected(stored.error()));
    database_.refresh_status();
    board_.change([](StatusSnapshot& status) { status.signed_in = true; });
    if (options_.sync_at_start) sync_.post(SignedIn{});
    done(board_.read());
  });
}

void RunningClient::sign_out(Done<StatusSnapshot> done) {
  sync_.run([this, done = std::move(done)](HttpClient& http) {
    profile_->session->sign_out(http);
    sync_.post(SignedOut{});
    board_.change([](StatusSnapshot& status) { status.signed_in = false; });
    done(board_.read());
  });
}

void RunningClient::sync_now(Done<SyncSnapshot> done) {
  if (!profile_->session->has_refresh_token())
    return done(fail(Errc::unauthenticated, "Please sign in. You can keep working."));
  sync_.after_next_sync([done = std::move(done)](const SyncEnded& ended) {
    done(SyncSnapshot{.reached_checkpoint = ended.checkpoint && !ended.failure,
                      .message = ended.message});
  });
  sync_.post(SignedIn{});
  sync_.post(NetworkChanged{true});
}

void RunningClient::decide(Intent intent, Done<IntentOutcome> done) {
  database_.run([this, intent = std::move(intent), done = std::move(done)](Replica& replica,
                                                                           Queue& queue) {
    NewAction action{.kind = intent.kind,
                     .entity = intent.entity,
                     .target = intent.target,
                     .arguments = intent.arguments};
    const schema::Entity* entity = replica.catalogue().find(intent.entity);
    auto fields = by_number(entity, intent.entity, intent.fields);
    if (!fields) return done(std::unexpected(fields.error()));
    auto shown = by_number(entity, intent.entity, intent.shown);
    if (!shown) return done(std::unexpected(shown.error()));
    action.fields = *std::move(fields);
    action.basis.fields = *std::move(shown);
    std::ranges::sort(action.arguments, {}, [](const auto& argument) { return argument.first; });
    auto outcome = queue.save(std::move(action));
    const Uuid target = outcome && *outcome ? (*outcome)->target : intent.target;
    answer_saved(std::move(outcome), intent.kind, intent.entity, target, replica, queue, done);
  });
}

void RunningClient::answer_saved(SaveOutcome outcome, const std::string& kind,
                                 const std::string& entity, const Uuid& target, Replica& replica,
                                 Queue& queue, const Done<IntentOutcome>& done) {
  if (!outcome) return done(std::unexpected(outcome.error()));
  const actions::Action named{.kind = kind, .entity = entity, .target = target};
  IntentOutcome answer{.kind = kind, .name = target_name(replica.rows(), named)};
  if (!*outcome) {
    answer.reason = to_string(outcome->error().reason);
    answer.text = refusal_text(outcome->error(), kind, answer.name);
    answer.facts = outcome->error().detail;
    return done(answer);
  }
  auto action = queue.find((*outcome)->id);
  if (!action) return done(std::unexpected(action.error()));
  answer.saved = true;
  answer.action = to_snapshot(*action, answer.name, receiver(replica), replica.catalogue());
  answer.text = "Saved on this device.";
  done(answer);
  Notice notice{.outbox = true, .status = true};
  for (const auto& change : (*outcome)->effect.changes)
    notice.entities.push_back(change.key.entity);
  database_.refresh_status();
  board_.notify(notice);
  sync_.post(WorkWaiting{});
}

void RunningClient::answer_actions(Result<std::vector<QueuedAction>> actions, Replica& replica,
                                   const Done<std::vector<ActionSnapshot>>& done) {
  if (!actions) return done(std::unexpected(actions.error()));
  std::vector<ActionSnapshot> out;
  for (const QueuedAction& action : *actions)
    out.push_back(to_snapshot(action, target_name(replica.rows(), action.action), receiver(replica),
                              replica.catalogue()));
  done(std::move(out));
}

void RunningClient::outbox(Done<std::vector<ActionSnapshot>> done) {
  database_.run([this, done = std::move(done)](Replica& replica, Queue& queue) {
    answer_actions(queue.outbox(), replica, done);
  });
}

void RunningClient::inbox(Done<std::vector<ActionSnapshot>> done) {
  database_.run([this, done = std::move(done)](Replica& replica, Queue& queue) {
    answer_actions(queue.inbox(), replica, done);
  });
}

void RunningClient::history(std::size_t limit, Done<std::vector<ActionSnapshot>> done) {
  database_.run([this, limit, done = std::move(done)](Replica& replica, Queue& queue) {
    answer_actions(queue.history(limit), replica, done);
  });
}

void RunningClient::answer_action(Status changed, const Uuid& id, Replica& replica, Queue& queue,
                                  const Done<ActionSnapshot>& done) {
  if (!changed) return done(std::unexpected(changed.error()));
  auto action = queue.find(id);
  if (!action) return done(std::unexpected(action.error()));
  done(to_snapshot(*action, target_name(replica.rows(), action->action), receiver(replica),
                   replica.catalogue()));
  database_.refresh_status();
  board_.notify({.outbox = true, .status = true});
}

void RunningClient::withdraw(Uuid action, Done<ActionSnapshot> done) {
  database_.run([this, action, done = std::move(done)](Replica& replica, Queue& queue) {
    auto withdrawn = queue.withdraw(action);
    const bool sends = withdrawn && withdrawn->has_value();
    answer_action(withdrawn ? Status{} : Status(std::unexpected(withdrawn.error())), action,
                  replica, queue, done);
    if (sends) sync_.post(WorkWaiting{});
  });
}

void RunningClient::hold(Uuid action, Done<ActionSnapshot> done) {
  database_.run([this, action, done = std::move(done)](Replica& replica, Queue& queue) {
    answer_action(queue.hold(action), action, replica, queue, done);
  });
}

void RunningClient::release(Uuid action, Done<ActionSnapshot> done) {
  database_.run([this, action, done = std::move(done)](Replica& replica, Queue& queue) {
    answer_action(queue.release(action), action, replica, queue, done);
    sync_.post(WorkWaiting{});
  });
}

void RunningClient::retry(Uuid action, Done<IntentOutcome> done) {
  database_.run([this, action, done = std::move(done)](Replica& replica, Queue& queue) {
    auto before = queue.find(action);
    if (!before) return done(std::unexpected(before.error()));
    answer_saved(queue.retry(action), before->action.kind, before->action.entity,
                 before->action.target, replica, queue, done);
  });
}

void RunningClient::dismiss(Uuid action, Done<ActionSnapshot> done) {
  database_.run([this, action, done = std::move(done)](Replica& replica, Queue& queue) {
    answer_action(queue.dismiss(action), action, replica, queue, done);
  });
}

}  // namespace fieldbook::client
