#include "client/runtime/sync_loop.hpp"

#include <future>
#include <utility>

#include "client/runtime/response.hpp"
#include "shared/protocol/problems.hpp"

namespace fieldbook::client {
namespace {

constexpr std::size_t kCatalogueBytesMax = 16 * 1024 * 1024;
/// The daemon beats each 25 s; three missed beats are a dead connection.
constexpr std::chrono::seconds kLiveSilenceMax{90};

/// Waits on the sync thread for an answer of the database thread. A task that is dropped at
/// shutdown breaks its promise, which ends the wait.
template <class T, class Ask>
Result<T> wait_for(Ask ask) {
  auto promise = std::make_shared<std::promise<Result<T>>>();
  auto future = promise->get_future();
  ask([promise](Result<T> answer) { promise->set_value(std::move(answer)); });
  promise.reset();
  try {
    return future.get();
  } catch (const std::future_error&) {
    return fail(Errc::unavailable, "the client is shutting down");
  }
}

SyncEnded failed(FailureKind kind, std::string message) {
  SyncEnded ended;
  ended.failure = kind;
  ended.message = std::move(message);
  return ended;
}

FailureKind kind_of(const Error& error) {
  return error.code == Errc::storage ? FailureKind::storage : FailureKind::broken;
}

std::string detail_of(const HttpResult& result) {
  // How long to wait is in the header; our own words say it.
  if (result.failure == FailureKind::rate_limited) return result.message;
  const auto problem = protocol::problem_from_body(as_text(result.error_body));
  return problem && !problem->detail.empty() ? problem->detail : result.message;
}

}  // namespace

SyncLoop::SyncLoop(SyncHost& host, HttpOptions http, Session& session, const Clock& clock,
                   Random& random, EngineTuning tuning)
    : host_(host),
      session_(session),
      clock_(clock),
      http_(std::move(http)),
      engine_(clock, random, tuning),
      thread_([this] { loop(); }) {}

SyncLoop::~SyncLoop() { stop(); }

void SyncLoop::post(Event event) {
  const std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
  if (in_live_) http_.interrupt();
  wake_.notify_one();
}

void SyncLoop::run(std::function<void(HttpClient&)> task) {
  const std::lock_guard lock(mutex_);
  tasks_.push_back(std::move(task));
  if (in_live_) http_.interrupt();
  wake_.notify_one();
}

void SyncLoop::after_next_sync(std::function<void(const SyncEnded&)> done) {
  const std::lock_guard lock(mutex_);
  waiters_.push_back(std::move(done));
}

void SyncLoop::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    http_.interrupt();
    wake_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void SyncLoop::loop() {
  for (;;) {
    std::function<void(HttpClient&)> task;
    std::optional<Event> event;
    {
      std::unique_lock lock(mutex_);
      const auto ready = [this] { return stopping_ || !events_.empty() || !tasks_.empty(); };
      if (commands_.empty()) {
        if (timer_) {
          const auto delay = std::max(Milliseconds(0), *timer_ - clock_.since_boot());
          wake_.wait_for(lock, delay, ready);
        } else {
          wake_.wait(lock, ready);
        }
      }
      if (stopping_) return;
      http_.clear_interrupt();
      if (!tasks_.empty()) {
        task = std::move(tasks_.front());
        tasks_.pop_front();
      } else if (!events_.empty()) {
        event = std::move(events_.front());
        events_.pop_front();
      }
    }
    if (task) {
      task(http_);
    } else if (event) {
      feed(*event);
    } else if (!commands_.empty()) {
      const Command command = commands_.front();
      commands_.pop_front();
      carry_out(command);
    } else if (timer_ && *timer_ <= clock_.since_boot()) {
      timer_.reset();
      feed(TimerFired{});
    }
  }
}

void SyncLoop::feed(const Event& event) {
  for (Command& command : engine_.handle(event)) commands_.push_back(command);
  host_.status_changed(engine_.status());
}

void SyncLoop::carry_out(const Command& command) {
  if (std::holds_alternative<SendSync>(command)) {
    host_.exchange(true);
    const SyncEnded ended = exchange_sync();
    host_.exchange(false);
    feed(ended);
    // Another exchange follows by itself: the sync is not over.
    const bool goes_on = std::ranges::any_of(commands_, [](const Command& next) {
      return std::holds_alternative<SendSync>(next) || std::holds_alternative<RenewToken>(next);
    });
    if (!goes_on) answer_waiters(ended);
  } else if (std::holds_alternative<OpenLive>(command)) {
    const LiveEnded ended = exchange_live();
    // An interrupted stream was ended by an event, which the engine sees next.
    if (!ended.failure && !ended.behind) return;
    feed(ended);
  } else if (std::holds_alternative<RenewToken>(command)) {
    renew_token();
  } else if (const auto* timer = std::get_if<StartTimer>(&command)) {
    timer_ = timer->at;
  }
  // CloseLive: the stream is read on this thread, so it has ended before the command is seen.
}

HttpRequest SyncLoop::authorised(std::string method, std::string path) const {
  HttpRequest request{.method = std::move(method), .path = std::move(path)};
  request.headers.emplace_back("Authorization", "Bearer " + session_.access_token());
  request.headers.emplace_back("Accept", protocol::kCborMediaType);
  request.headers.emplace_back("Accept-Encoding", "zstd");
  request.accept = {protocol::kCborMediaType};
  return request;
}

SyncEnded SyncLoop::exchange_sync() {
  if (session_.access_token().empty())
    return failed(FailureKind::unauthenticated, "Please sign in again. You can keep working.");
  auto frame = wait_for<Bytes>([&](auto answer) { host_.make_request(std::move(answer)); });
  if (!frame) return failed(kind_of(frame.error()), frame.error().message);
  HttpRequest request = authorised("POST", "/v1/sync");
  request.headers.emplace_back("Content-Type", protocol::kCborMediaType);
  request.body = *std::move(frame);

  Response response(host_, {});
  const HttpResult result = http_.perform(
      request, [&](const HttpResult& head, ByteView bytes) { return response.add(head, bytes); });
  const Status applied = response.drain();
  SyncEnded ended = response.summary();
  if (!applied) {
    ended.failure = kind_of(applied.error());
    ended.message = applied.error().message;
  } else if (result.interrupted) {
    ended.failure = FailureKind::broken;
    ended.message = "The sync was stopped.";
  } else if (result.failure) {
    ended.failure = result.failure;
    ended.message = detail_of(result);
    ended.retry_after = result.retry_after;
  } else if (response.wants_catalogue()) {
    return fetch_catalogue(ended);
  }
  return ended;
}

SyncEnded SyncLoop::fetch_catalogue(const SyncEnded& ended) {
  HttpRequest request = authorised("GET", "/v1/catalogue");
  request.headers[1].second = "application/json";
  request.headers.pop_back();
  request.accept = {"application/json"};
  std::string document;
  const HttpResult result =
      http_.perform(request, [&](const HttpResult&, ByteView bytes) -> Status {
        document += as_text(bytes);
        if (document.size() > kCatalogueBytesMax)
          return fail(Errc::limit_exceeded, "the catalogue is too long");
        return {};
      });
  SyncEnded out = ended;
  if (result.failure) {
    out.failure = result.failure;
    out.message = detail_of(result);
    return out;
  }
  const auto adopted = wait_for<void>(
      [&](auto answer) { host_.adopt_catalogue(std::move(document), std::move(answer)); });
  // A daemon that is older than this build serves less; the replica keeps its own catalogue.
  if (!adopted && adopted.error().code != Errc::unsupported) {
    out.failure = kind_of(adopted.error());
    out.message = adopted.error().message;
  } else if (adopted) {
    out.more = true;
  }
  return out;
}

LiveEnded SyncLoop::exchange_live() {
  auto query =
      wait_for<std::string>([&](auto answer) { host_.make_live_query(std::move(answer)); });
  if (!query) return {.failure = kind_of(query.error()), .message = query.error().message};
  HttpRequest request = authorised("GET", "/v1/live?" + *query);
  request.silence_max = kLiveSilenceMax;
  {
    const std::lock_guard lock(mutex_);
    in_live_ = true;
    if (stopping_ || !events_.empty() || !tasks_.empty()) http_.interrupt();
  }
  Response response(host_, {});
  const HttpResult result =
      http_.perform(request, [&](const HttpResult& head, ByteView bytes) -> Status {
        for (const Command& command : engine_.handle(LiveAlive{}))
          if (const auto* timer = std::get_if<StartTimer>(&command)) timer_ = timer->at;
        CHECK(response.add(head, bytes));
        // A gap or digests that differ: the stream goes on, but only a sync can help.
        return response.summary().more ? fail(Errc::conflict, "a sync is needed") : Status{};
      });
  {
    const std::lock_guard lock(mutex_);
    in_live_ = false;
  }
  const Status applied = response.drain();
  const SyncEnded summary = response.summary();
  if (!applied) return {.failure = kind_of(applied.error()), .message = applied.error().message};
  if (response.is_behind() || summary.more || response.wants_catalogue()) return {.behind = true};
  if (result.interrupted) return {};
  if (result.failure) return {.failure = result.failure, .message = detail_of(result)};
  // The daemon ended the stream in good order (shutdown, token's end): a sync finds out which.
  return {.behind = true};
}

void SyncLoop::renew_token() {
  const auto renewed = session_.renew(http_);
  if (renewed) {
    const bool is_followed = !*renewed || follow(**renewed);
    return feed(TokenRenewed{.owes_change = !is_followed});
  }
  if (renewed.error().kind == FailureKind::unauthenticated ||
      renewed.error().kind == FailureKind::refused) {
    feed(SignedOut{});
    host_.signed_out();
    return answer_waiters(failed(FailureKind::unauthenticated, renewed.error().message));
  }
  // The network failed, not the token: the engine waits and tries again.
  feed(RenewalFailed{renewed.error().kind, renewed.error().message});
  answer_waiters(failed(renewed.error().kind, renewed.error().message));
}

/// The replica first, then the sign-in: what is saved between the two is refused with a reason, and
/// the next sync finds that they differ. False: it is to be tried again when nothing waits.
bool SyncLoop::follow(protocol::Access access) {
  const std::string before = access.audience;
  const auto audience = wait_for<std::string>(
      [&](auto answer) { host_.follow(std::move(access), std::move(answer)); });
  if (!audience) return false;
  return *audience == before || session_.renew(http_, *audience).has_value();
}

void SyncLoop::answer_waiters(const SyncEnded& ended) {
  std::vector<std::function<void(const SyncEnded&)>> waiters;
  {
    const std::lock_guard lock(mutex_);
    waiters.swap(waiters_);
  }
  for (const auto& waiter : waiters) waiter(ended);
}

}  // namespace fieldbook::client
