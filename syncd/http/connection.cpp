#include "syncd/http/connection.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/status.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace fieldbook::syncd {
namespace {

using protocol::ProblemKind;
using SteadyClock = std::chrono::steady_clock;

std::string_view reason_phrase(int status) {
  const auto text = boost::beast::http::obsolete_reason(
      boost::beast::http::int_to_status(static_cast<unsigned>(status)));
  return {text.data(), text.size()};
}

protocol::Problem busy() { return protocol::make_problem(ProblemKind::busy, {}, 1); }

protocol::Problem problem_for(const Error& error) {
  return error.code == Errc::unavailable ? busy() : protocol::problem_of(error);
}

}  // namespace

/// Wakes one live stream; lives on the connection's executor.
struct Connection::Notifier {
  explicit Notifier(asio::any_io_executor executor) : timer(std::move(executor)) {}
  asio::steady_timer timer;
  bool changed = false;
  bool ended = false;
};

Connection::Connection(ServerContext& context, std::unique_ptr<Transport> transport,
                       asio::any_io_executor executor, std::string address)
    : context_(context),
      transport_(std::move(transport)),
      executor_(std::move(executor)),
      address_(std::move(address)),
      reader_(*transport_, context.options) {}

asio::awaitable<void> Connection::run() {
  const error_code error = co_await transport_->open(context_.options.handshake);
  if (error) {
    context_.log.debug("handshake failed", {{"reason", error.message()}});
    co_return;
  }
  while (co_await serve_one()) {
  }
  co_await transport_->close();
}

void Connection::end_when_idle() {
  asio::post(executor_, [self = shared_from_this()] {
    if (self->is_idle_) self->transport_->cancel();
  });
}

void Connection::abort() {
  asio::post(executor_, [self = shared_from_this()] { self->transport_->cancel(); });
}

asio::awaitable<bool> Connection::serve_one() {
  if (context_.stopping) co_return false;
  is_idle_ = true;
  const ReadOutcome outcome = co_await reader_.read_head();
  is_idle_ = false;
  if (outcome != ReadOutcome::ok) co_return co_await refuse(outcome);
  const auto started = SteadyClock::now();
  keep_alive_ = reader_.keeps_alive();
  is_http_1_0_ = reader_.is_http_1_0();
  std::string allow;
  const Route* route = find_route(reader_.method(), reader_.path(), allow);
  bool go_on = false;
  if (route != nullptr) {
    go_on = co_await serve(*route);
  } else {
    // What follows the head is not worth reading to find the next request.
    keep_alive_ = keep_alive_ && !reader_.has_body();
    Response response =
        problem_response(allow.empty() ? ProblemKind::not_found : ProblemKind::method_not_allowed);
    if (!allow.empty()) response.headers.emplace_back("Allow", allow);
    go_on = co_await send(std::move(response));
  }
  context_.metrics.request(
      route != nullptr ? route->path : "other", status_,
      std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - started));
  co_return go_on;
}

asio::awaitable<bool> Connection::refuse(ReadOutcome outcome) {
  protocol::Problem problem = protocol::make_problem(ProblemKind::malformed);
  if (outcome == ReadOutcome::body_too_large)
    problem = protocol::make_problem(ProblemKind::too_large);
  if (outcome == ReadOutcome::head_too_large) {
    problem = protocol::make_problem(ProblemKind::too_large);
    problem.status = 431;
  }
  // Whoever is too slow to send is too slow to be told.
  if (outcome == ReadOutcome::closed || outcome == ReadOutcome::too_slow) co_return false;
  co_return co_await refuse(std::move(problem));
}

asio::awaitable<bool> Connection::refuse(protocol::Problem problem) {
  keep_alive_ = false;
  Response response = problem_response(problem);
  static_cast<void>(co_await send(std::move(response)));
  co_return false;
}

asio::awaitable<bool> Connection::serve(const Route& route) {
  const bool has_body = reader_.has_body();
  if (reader_.content_length().value_or(0) > route.body_max)
    co_return co_await refuse(ReadOutcome::body_too_large);
  Request request = reader_.take_head();
  request.address = address_;
  request.received = context_.services.clock.now();
  if (route.sign_in == NeedsSignIn::yes) {
    auto session = co_await find_session(request);
    if (!session) {
      keep_alive_ = keep_alive_ && !has_body;
      Response response = problem_response(problem_for(session.error()));
      co_return co_await send(std::move(response));
    }
    request.session = *session;
  }
  if (has_body && reader_.expects_continue()) {
    const error_code error =
        co_await transport_->write("HTTP/1.1 100 Continue\r\n\r\n", context_.options.write_stall);
    if (error) co_return false;
  }
  if (has_body) {
    const ReadOutcome outcome = co_await reader_.read_body(route.body_max);
    if (outcome != ReadOutcome::ok) co_return co_await refuse(outcome);
  }
  request.body = reader_.take_body();
  Opened opened = co_await open(route, request);
  if (std::holds_alternative<Decide>(opened)) {
    Decide plan = std::get<Decide>(std::move(opened));
    opened = co_await decide(std::move(plan));
  }
  request.body = {};
  if (auto* stream = std::get_if<OpenStream>(&opened)) {
    OpenStream moved = std::move(*stream);
    opened = Response{};
    co_return co_await send_stream(std::move(moved), request.session);
  }
  Response response = std::get<Response>(std::move(opened));
  co_return co_await send(std::move(response));
}

asio::awaitable<Result<Session>> Connection::find_session(Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  if (request.authorization.starts_with(kScheme)) {
    const auto token = std::string_view(request.authorization).substr(kScheme.size());
    if (auto session = context_.services.sessions.find(hash_token(token))) co_return *session;
  }
  auto read = [this, &request] { return authenticate(context_.services, request); };
  auto found = co_await run_on(context_.readers, read);
  if (!found) co_return std::unexpected(found.error());
  co_return *std::move(found);
}

Connection::Opened Connection::first_piece(Reply reply) {
  if (auto* response = std::get_if<Response>(&reply)) return std::move(*response);
  OpenStream stream{std::get<StreamedBody>(std::move(reply)), {}, Step::end};
  const auto step = stream.body.source->next(stream.first);
  if (!step) return problem_response(problem_for(step.error()));
  stream.step = *step;
  return stream;
}

asio::awaitable<Connection::Opened> Connection::open(const Route& route, const Request& request) {
  auto work = [this, &route, &request]() -> Opened {
    Answer answer = route.endpoint(context_.services, request);
    if (auto* plan = std::get_if<Decide>(&answer)) return std::move(*plan);
    if (auto* response = std::get_if<Response>(&answer)) return std::move(*response);
    return first_piece(std::get<StreamedBody>(std::move(answer)));
  };
  if (route.lane == Lane::network) {
    auto result = guarded(work);
    if (!result) co_return problem_response(problem_for(result.error()));
    co_return *std::move(result);
  }
  WorkerPool& pool = route.lane == Lane::password ? context_.passwords
                     : route.lane == Lane::desk   ? context_.desk
                                                  : context_.readers;
  auto result = co_await run_on(pool, work);
  if (!result) {
    if (result.error().code != Errc::unavailable)
      context_.log.failed("request failed", result.error(), {{"route", route.path}});
    co_return problem_response(problem_for(result.error()));
  }
  co_return *std::move(result);
}

asio::awaitable<Connection::Opened> Connection::decide(Decide plan) {
  auto start = [this, &plan](auto answer) {
    context_.writer.decide(plan.batch, std::move(answer));
  };
  Result<DecidedActions> decided = co_await wait_for_answer<Result<DecidedActions>>(start);
  log_decided(plan.batch, decided);
  auto work = [&plan, &decided]() -> Opened { return first_piece(plan.then(std::move(decided))); };
  auto result = co_await run_on(context_.readers, work);
  if (!result) co_return problem_response(problem_for(result.error()));
  co_return *std::move(result);
}

void Connection::log_decided(const DecideBatch& batch, const Result<DecidedActions>& decided) {
  const auto person = to_string(batch.person);
  if (!decided) {
    context_.log.failed("actions undecided", decided.error(),
                        {{"person", person}, {"count", batch.actions.size()}});
    return;
  }
  if (decided->fork) context_.log.warning("stream forked", {{"stream", to_string(batch.stream)}});
  for (const auto& receipt : decided->receipts)
    context_.log.info("action", {{"action", to_string(receipt.action)},
                                 {"person", person},
                                 {"device", to_string(batch.device)},
                                 {"verdict", actions::to_string(receipt.verdict)},
                                 {"reason", actions::to_string(receipt.reason)},
                                 {"commit", receipt.commit},
                                 {"ms", (context_.services.clock.now() - batch.received).count()}});
}

std::string Connection::head(int status, std::string_view content_type) const {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", status, reason_phrase(status));
  if (!content_type.empty()) out += fmt::format("Content-Type: {}\r\n", content_type);
  if (!keep_alive_) out += "Connection: close\r\n";
  out += "X-Content-Type-Options: nosniff\r\n";
  return out;
}

asio::awaitable<bool> Connection::send(Response response) {
  keep_alive_ = keep_alive_ && !context_.stopping;
  status_ = response.status;
  std::string bytes = head(response.status, response.content_type);
  bool says_cache = false;
  for (const auto& [name, value] : response.headers) {
    bytes += fmt::format("{}: {}\r\n", name, value);
    says_cache = says_cache || name == "Cache-Control";
  }
  if (!says_cache) bytes += "Cache-Control: no-store\r\n";
  if (response.status != 204 && response.status != 304)
    bytes += fmt::format("Content-Length: {}\r\n", response.body.size());
  bytes += "\r\n";
  bytes += response.body;
  response.body = {};
  const error_code error = co_await transport_->write(bytes, context_.options.write_stall);
  context_.metrics.bytes_sent(bytes.size());
  co_return !error && keep_alive_;
}

asio::awaitable<bool> Connection::send_chunk(std::string chunk) {
  if (chunk.empty()) co_return true;
  context_.metrics.bytes_sent(chunk.size());
  if (!is_http_1_0_) chunk = fmt::format("{:x}\r\n", chunk.size()) + chunk + "\r\n";
  const error_code error = co_await transport_->write(chunk, context_.options.write_stall);
  co_return !error;
}

asio::awaitable<bool> Connection::send_stream(OpenStream stream, const Session& session) {
  if (stream.step == Step::end) {
    Response whole{200, stream.body.content_type, std::move(stream.first), {}};
    if (!stream.body.content_encoding.empty())
      whole.headers.emplace_back("Content-Encoding", stream.body.content_encoding);
    co_return co_await send(std::move(whole));
  }
  keep_alive_ = keep_alive_ && !is_http_1_0_;
  status_ = 200;
  std::string bytes = head(200, stream.body.content_type);
  if (!stream.body.content_encoding.empty())
    bytes += fmt::format("Content-Encoding: {}\r\n", stream.body.content_encoding);
  bytes += "Cache-Control: no-store\r\n";
  if (!is_http_1_0_) bytes += "Transfer-Encoding: chunked\r\n";
  bytes += "\r\n";
  const error_code error = co_await transport_->write(bytes, context_.options.write_stall);
  bytes = {};
  if (error) co_return false;

  auto notifier = std::make_shared<Notifier>(executor_);
  std::optional<LiveRegistry::Subscription> subscription;
  if (stream.body.is_live) {
    subscription.emplace(context_.live, session,
                         [weak = std::weak_ptr(notifier), executor = executor_](Wake wake) {
                           asio::post(executor, [weak, wake] {
                             const auto target = weak.lock();
                             if (!target) return;
                             (wake == Wake::ended ? target->ended : target->changed) = true;
                             target->timer.cancel();
                           });
                         });
    context_.metrics.live_streams(1);
  }
  bool is_well = true;
  while (is_well) {
    std::string chunk = std::exchange(stream.first, {});
    is_well = co_await send_chunk(std::move(chunk));
    if (!is_well || stream.step == Step::end) break;
    if (stream.step == Step::wait) {
      const bool is_over =
          !subscription || !co_await wait_for_change(stream, session, *subscription, *notifier);
      if (is_over) break;
      if (!stream.first.empty()) continue;  // a beat
    }
    is_well = co_await go_on(stream);
  }
  if (subscription) context_.metrics.live_streams(-1);
  if (!is_well) co_return false;
  if (is_http_1_0_) co_return false;
  const error_code last = co_await transport_->write("0\r\n\r\n", context_.options.write_stall);
  co_return !last && keep_alive_;
}

asio::awaitable<bool> Connection::go_on(OpenStream& stream) {
  stream.revision = context_.live.revision();
  auto read = [&stream] { return stream.body.source->next(stream.first); };
  auto result = co_await run_on(context_.readers, read);
  const Result<Step> step = result ? *result : Result<Step>(std::unexpected(result.error()));
  if (step) {
    stream.step = *step;
    co_return true;
  }
  // The head is gone with status 200, so the problem travels as a frame.
  context_.log.failed("stream failed", step.error());
  stream.body.source->fail(problem_for(step.error()), stream.first);
  std::string chunk = std::exchange(stream.first, {});
  static_cast<void>(co_await send_chunk(std::move(chunk)));
  co_return false;
}

/// False when the stream is over; a beat, if one is due, is in `stream.first`.
asio::awaitable<bool> Connection::wait_for_change(OpenStream& stream, const Session& session,
                                                  LiveRegistry::Subscription& subscription,
                                                  Notifier& notifier) {
  auto buckets = stream.body.source->buckets();
  const auto revision = stream.revision.value_or(context_.live.revision());
  const bool is_current = context_.live.watch(subscription, std::move(buckets), revision);
  if (!is_current || !stream.revision) co_return !context_.stopping;
  const Clock& clock = context_.services.clock;
  if (!notifier.changed && !notifier.ended && !context_.stopping) {
    const auto left = session.expires - clock.now();
    notifier.timer.expires_after(
        std::clamp(left, std::chrono::milliseconds(0), context_.options.beat));
    error_code ignored;
    co_await notifier.timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  if (notifier.ended || context_.stopping || clock.now() >= session.expires) co_return false;
  if (!std::exchange(notifier.changed, false)) stream.body.source->beat(clock.now(), stream.first);
  co_return true;
}

}  // namespace fieldbook::syncd
