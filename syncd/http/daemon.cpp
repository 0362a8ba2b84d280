#include "syncd/http/daemon.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>

#include "shared/base/limits.hpp"
#include "syncd/endpoints/core.hpp"
#include "syncd/http/action_limit.hpp"
#include "syncd/http/distribution_job.hpp"
#include "syncd/http/finance_job.hpp"
#include "syncd/http/guarded_sessions.hpp"
#include "syncd/http/health.hpp"
#include "syncd/http/housekeeping.hpp"
#include "syncd/http/mail_job.hpp"
#include "syncd/http/offer_weights.hpp"
#include "syncd/http/planned_offers.hpp"
#include "syncd/http/server.hpp"
#include "syncd/http/shared_pages.hpp"
#include "syncd/http/staff_questions.hpp"
#include "syncd/http/tls.hpp"

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

constexpr auto kStopPoll = 20ms;
constexpr auto kHousekeepingInterval = 60s;
// Changes that follow each other are looked at together.
constexpr auto kDistributionDelay = 100ms;
constexpr auto kDistributionInterval = 60s;

SignInLimits sign_in_limits(const Config& config, const Clock& clock) {
  const auto per_address = config.limits.sign_ins_per_address;
  return {RateLimit(clock, {config.limits.sign_ins_per_account, 60s}),
          RateLimit(clock, {per_address, std::chrono::milliseconds(60'000 / per_address)})};
}

std::int64_t file_bytes(const std::filesystem::path& path) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(path, error);
  return error ? 0 : static_cast<std::int64_t>(bytes);
}

}  // namespace

// Members are destroyed from the last to the first: sockets before threads before services.
struct Daemon::State {
  State(DaemonParts given, PasswordCheck check)
      : parts(std::move(given)),
        passwords(std::move(check)),
        limits(sign_in_limits(parts.config, parts.clock)),
        action_limit(parts.clock, parts.config.limits.actions_per_minute) {}

  void publish(const AfterCommit& after) {
    if (after.outcome) metrics.committed(*after.outcome);
    sessions.publish(after);
    live.publish(after);
    if (after.outcome && !after.outcome->is_empty && distribution.changed() && runs)
      asio::post(io, [this] { distribution_timer.cancel(); });
    if (after.outcome && !after.outcome->is_empty && finance) {
      finance->changed();
      if (runs) asio::post(io, [this] { finance_timer.cancel(); });
    }
    if (after.outcome && !after.outcome->is_empty) mail_wanted();
  }
  void mail_wanted() {
    if (!mail) return;
    mail->changed();
    if (runs) asio::post(io, [this] { mail_timer.cancel(); });
  }

  /// Decisions of staff about offers are planned by the distribution itself, on the same thread.
  DeciderSettings planning_settings() {
    DeciderSettings out = decider_settings(parts.config);
    out.plan_offer = [this](ReadTransaction& transaction, const Uuid& opportunity) {
      return distribution.plan(transaction, opportunity);
    };
    return out;
  }

  Status load_certificate();
  asio::awaitable<void> handle_signals();
  asio::awaitable<void> keep_house();
  asio::awaitable<void> distribute();
  void distribute_if_due(bool always);
  asio::awaitable<void> integrate();
  asio::awaitable<void> write_to_people();
  asio::awaitable<void> feed_watchdog();
  asio::awaitable<void> end();
  void begin_stop();
  Metrics::Readings readings();

  DaemonParts parts;
  PasswordCheck passwords;
  SignInLimits limits;
  GuardedActionLimit action_limit;
  Metrics metrics{parts.store.catalogue(), parts.log};
  GuardedSessions sessions{parts.clock};
  LiveRegistry live;
  DistributionJob distribution{parts.store, parts.committer,
                               parts.clock, distribution_settings(parts.config),
                               metrics,     parts.log};
  PlannedOffers planned_offers{parts.committer, parts.store.catalogue(), parts.clock,
                               distribution_settings(parts.config)};
  StoredWeights offer_weights{parts.committer,
                              std::string(to_string(parts.config.distribution.mode)),
                              distribution_settings(parts.config)};
  std::unique_ptr<FinanceJob> finance;
  std::unique_ptr<StaffQuestions> staff_questions;
  std::unique_ptr<MailJob> mail;
  std::atomic<bool> runs{false};  // before the writer, which commits before there is a loop to wake
  SharedPages pages;
  Core core{parts.store, parts.committer, planning_settings(), parts.clock, parts.random,
            &metrics,    &pages};
  Writer writer{parts.store, core, [this](const AfterCommit& after) { publish(after); },
                [this](const Error& error) { parts.log.failed("write failed", error); }};
  DaemonHealth health{parts.store, writer, parts.clock, parts.config.data.directory,
                      parts.config.limits.disk_free_mib};
  Services services{.store = parts.store,
                    .exposure = parts.exposure,
                    .committer = parts.committer,
                    .clock = parts.clock,
                    .random = parts.random,
                    .core = core,
                    .writer = writer,
                    .sessions = sessions,
                    .meter = metrics,
                    .health = health,
                    .sign_in_limits = limits,
                    .action_limit = action_limit,
                    .passwords = passwords,
                    .times = {parts.config.sessions.access_time, parts.config.sessions.refresh_time,
                              parts.config.sessions.refresh_idle_time},
                    .unsigned_devices = parts.config.sessions.allow_unsigned_devices
                                            ? UnsignedDevices::allowed
                                            : UnsignedDevices::refused,
                    .offer_preview = &planned_offers,
                    .offer_weights = &offer_weights,
                    .alert_thresholds = distribution_settings(parts.config).alerts,
                    .sends_mail = parts.courier != nullptr,
                    .mail_wanted = [this] { mail_wanted(); }};
  Housekeeping housekeeping{parts.store, parts.committer.exposure(), parts.clock,
                            parts.config.sync.tombstone_time};
  asio::io_context io;
  WorkerPool readers{parts.config.limits.reader_threads, limits::kReaderQueueMax};
  WorkerPool password_worker{1, limits::kPasswordQueueMax};
  WorkerPool admin_worker{1, limits::kAdminQueueMax};
  WorkerPool finance_worker{1, 1};
  WorkerPool mail_worker{1, 1};
  WorkerPool desk_worker{1, kDeskQueueMax};
  ServerContext context{services, writer,  readers,   password_worker, desk_worker,
                        live,     metrics, parts.log, parts.options};
  Server server{io, context};
  AdminSocket admin{io, admin_worker, parts.log};
  asio::signal_set signals{io, SIGTERM, SIGINT, SIGHUP};
  asio::steady_timer timer{io};
  asio::steady_timer distribution_timer{io};
  asio::steady_timer finance_timer{io};
  asio::steady_timer mail_timer{io};
  asio::steady_timer watchdog{io};
  std::uint16_t port = 0;
  bool serves_admin = false;
  std::atomic<bool> ending{false};
};

Metrics::Readings Daemon::State::readings() {
  Metrics::Readings out;
  out.writer_queue = writer.depth();
  out.reader_queue = readers.depth();
  out.password_queue = password_worker.depth();
  out.database_bytes = file_bytes(parts.database);
  out.wal_bytes = file_bytes(parts.database.string() + "-wal");
  if (const auto transaction = parts.store.begin_read()) {
    out.commit = (*transaction)->head().commit;
    out.durable = (*transaction)->head().durable;
  }
  return out;
}

Status Daemon::State::load_certificate() {
  if (!parts.config.tls.is_configured()) return {};
  TRY(auto tls, load_tls(parts.config.tls));
  server.use_tls(std::move(tls.context));
  health.certificate_expires(tls.expires);
  return {};
}

asio::awaitable<void> Daemon::State::handle_signals() {
  while (true) {
    error_code error;
    const int signal =
        co_await signals.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    if (signal != SIGHUP) {
      parts.log.info("signal", {{"number", signal}});
      begin_stop();
      co_return;
    }
    const auto now_us = parts.clock.since_boot().count() * 1000;
    parts.notifier.send(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", now_us));
    if (const Status loaded = load_certificate(); loaded)
      parts.log.info("certificate loaded");
    else
      parts.log.failed("certificate not loaded", loaded.error());
    parts.notifier.send("READY=1");
  }
}

asio::awaitable<void> Daemon::State::keep_house() {
  while (!ending) {
    housekeeping.run(writer);
    error_code error;
    timer.expires_after(kHousekeepingInterval);
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    static_cast<void>(readers.submit([this] {
      if (const Status tidied = parts.store.tidy(); !tidied)
        parts.log.failed("housekeeping failed", tidied.error());
    }));
  }
}

void Daemon::State::distribute_if_due(bool always) {
  static_cast<void>(readers.submit([this, always] {
    if (distribution.has_work() || always)
      writer.write_later(
          [this](WriteTransaction& transaction) { return distribution.step(transaction); });
  }));
}

asio::awaitable<void> Daemon::State::distribute() {
  if (parts.config.distribution.mode == DistributionMode::off) co_return;
  while (!ending) {
    error_code ignored;
    bool always = false;
    if (!distribution.is_changed()) {
      distribution_timer.expires_after(distribution.until_due(kDistributionInterval));
      co_await distribution_timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
      always = !distribution.is_changed();
    }
    if (ending) co_return;
    distribution_timer.expires_after(kDistributionDelay);
    co_await distribution_timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (ending) co_return;
    distribute_if_due(always);
    distribution_timer.expires_after(kDistributionDelay);
    co_await distribution_timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

asio::awaitable<void> Daemon::State::integrate() {
  while (finance && !ending) {
    error_code error;
    // A change that comes meanwhile cancels the timer: the wait is then computed anew.
    finance_timer.expires_after(std::max<std::chrono::milliseconds>(finance->until_due(), 1ms));
    co_await finance_timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (ending) co_return;
    if (error && finance->until_due().count() > 0) {
      finance_timer.expires_after(finance->until_due());
      co_await finance_timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
      if (ending) co_return;
      if (error) continue;
    }
    auto work = [this] {
      finance->work();
      return true;
    };
    if (const auto done = co_await run_on(finance_worker, work); !done && !ending)
      parts.log.failed("finance", done.error());
  }
}

asio::awaitable<void> Daemon::State::write_to_people() {
  while (mail && !ending) {
    error_code error;
    mail_timer.expires_after(std::max<std::chrono::milliseconds>(mail->until_due(), 1ms));
    co_await mail_timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (ending) co_return;
    // A change cancelled the timer: the wait is computed anew.
    if (error) continue;
    auto work = [this] {
      mail->work();
      return true;
    };
    if (const auto done = co_await run_on(mail_worker, work); !done && !ending)
      parts.log.failed("mail", done.error());
  }
}

asio::awaitable<void> Daemon::State::feed_watchdog() {
  const auto interval = parts.notifier.watchdog_interval();
  while (interval.count() > 0 && !ending) {
    // From the event loop itself: a loop that does not turn is restarted.
    parts.notifier.send("WATCHDOG=1");
    error_code error;
    watchdog.expires_after(interval);
    co_await watchdog.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
  }
}

void Daemon::State::begin_stop() {
  if (ending.exchange(true)) return;
  asio::co_spawn(io, end(), asio::detached);
}

asio::awaitable<void> Daemon::State::end() {
  parts.notifier.send("STOPPING=1");
  parts.log.info("stopping", {{"connections", server.connections()}});
  health.stopping();
  server.stop();
  if (serves_admin) admin.stop();
  timer.cancel();
  distribution_timer.cancel();
  finance_timer.cancel();
  if (finance) finance->stop();
  mail_timer.cancel();
  if (mail) mail->stop();
  watchdog.cancel();
  const auto deadline = std::chrono::steady_clock::now() + parts.options.stop;
  asio::steady_timer poll(io);
  error_code ignored;
  while (server.connections() > 0 && std::chrono::steady_clock::now() < deadline) {
    poll.expires_after(kStopPoll);
    co_await poll.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    server.stop();  // again: a connection may have come between accept and close
  }
  if (server.connections() > 0) {
    parts.log.warning("connections cut", {{"count", server.connections()}});
    server.abort();
  }
  signals.cancel(ignored);
  poll.expires_after(kStopPoll);
  co_await poll.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  io.stop();
}

DeciderSettings decider_settings(const Config& config) {
  const bool closes = config.decisions.quote_policy == QuoteEffect::close;
  DeciderSettings out;
  out.offer_grace = config.decisions.offer_grace;
  out.offer_days = config.distribution.offer_days;
  if (config.finance.mode != FinanceMode::off &&
      config.finance.category_master == CategoryMaster::finance)
    out.owners["msdyn_transactioncategory"] = "Finance and Operations";
  out.rules.quote_policy = closes ? rules::QuotePolicy::close : rules::QuotePolicy::record_only;
  out.rules.contract_on_win = config.decisions.contract_on_win;
  return out;
}

Daemon::Daemon(std::unique_ptr<State> state) : state_(std::move(state)) {}

Daemon::~Daemon() {
  // Jobs that still run hold references into the coroutines of `io`, which must live until then.
  state_->io.stop();
  if (state_->finance) state_->finance->stop();
  if (state_->mail) state_->mail->stop();
  state_->finance_worker.stop();
  state_->desk_worker.stop();
  state_->mail_worker.stop();
  state_->writer.stop();
  state_->readers.stop();
  state_->password_worker.stop();
  state_->admin_worker.stop();
}

Result<std::unique_ptr<Daemon>> Daemon::start(DaemonParts parts) {
  TRY(auto check, PasswordCheck::make(parts.random));
  auto state = std::make_unique<State>(std::move(parts), std::move(check));
  auto daemon = std::unique_ptr<Daemon>(new Daemon(std::move(state)));
  State& self = *daemon->state_;
  if (self.parts.finance && self.parts.config.finance.mode != FinanceMode::off) {
    self.finance = std::make_unique<FinanceJob>(
        finance::DeskParts{self.parts.config, self.parts.store, self.parts.committer, self.writer,
                           self.parts.clock, std::move(self.parts.finance)},
        self.metrics, self.parts.log);
    self.health.add_peer([&self] { return self.finance->health(); });
    self.staff_questions = std::make_unique<StaffQuestions>(
        *self.finance, [&self] { asio::post(self.io, [&self] { self.finance_timer.cancel(); }); });
    self.services.integration = self.staff_questions.get();
  }
  if (self.parts.courier) {
    const Config::Mail& mail = self.parts.config.mail;
    self.mail = std::make_unique<MailJob>(
        self.parts.store, self.parts.committer, self.writer, self.parts.clock,
        std::move(self.parts.courier),
        mail::PostmanSettings{
            .from = mail.from,
            .letters = {.site = mail.site,
                        .ending_days = mail.ending_days,
                        .language = mail.language == MailLanguage::de ? mail::Language::german
                                                                      : mail::Language::english},
            .tries = static_cast<std::uint32_t>(mail.tries)},
        self.parts.log);
    self.health.add_peer([&self] { return self.mail->health(); });
  }
  self.metrics.set_reader([&self] { return self.readings(); });
  CHECK(self.load_certificate());
  TRY(self.port,
      self.server.listen(self.parts.config.listen.address, self.parts.config.listen.port));
  return daemon;
}

std::uint16_t Daemon::port() const { return state_->port; }
WriteRunner& Daemon::writer() { return state_->writer; }
SyncCore& Daemon::core() { return state_->core; }
finance::Desk* Daemon::finance() { return state_->finance.get(); }

Status Daemon::serve_admin(AdminHandler handler) {
  CHECK(
      state_->admin.listen(state_->parts.config.data.directory / "admin.sock", std::move(handler)));
  state_->serves_admin = true;
  return {};
}

void Daemon::run() {
  State& self = *state_;
  self.runs = true;
  asio::co_spawn(self.io, self.handle_signals(), asio::detached);
  asio::co_spawn(self.io, self.keep_house(), asio::detached);
  asio::co_spawn(self.io, self.distribute(), asio::detached);
  asio::co_spawn(self.io, self.integrate(), asio::detached);
  asio::co_spawn(self.io, self.write_to_people(), asio::detached);
  asio::co_spawn(self.io, self.feed_watchdog(), asio::detached);
  self.parts.log.info("ready", {{"address", self.parts.config.listen.address},
                                {"port", self.port},
                                {"tls", self.parts.config.tls.is_configured()}});
  self.parts.notifier.send(fmt::format("READY=1\nSTATUS=Serving on port {}", self.port));
  // One thread serves all sockets: decisions, reading and hashing run on threads of their own.
  self.io.run();
  self.parts.log.info("stopped");
}

void Daemon::stop() {
  asio::post(state_->io, [state = state_.get()] { state->begin_stop(); });
}

}  // namespace fieldbook::syncd
