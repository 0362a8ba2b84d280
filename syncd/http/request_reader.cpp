#include "syncd/http/request_reader.hpp"

#include <array>
#include <boost/beast/core/error.hpp>

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using SteadyClock = std::chrono::steady_clock;

std::chrono::milliseconds until(SteadyClock::time_point deadline) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now());
  return std::max(left, std::chrono::milliseconds(0));
}

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

asio::awaitable<ReadOutcome> RequestReader::fill(std::chrono::milliseconds limit) {
  std::array<char, 4096> buffer;
  error_code error;
  const std::size_t count = co_await transport_.read_some(buffer, limit, error);
  input_.append(buffer.data(), count);
  if (error == beast::error::timeout) co_return ReadOutcome::too_slow;
  co_return error ? ReadOutcome::closed : ReadOutcome::ok;
}

asio::awaitable<ReadOutcome> RequestReader::read_head() {
  parser_.reset();
  if (input_.empty()) {
    input_.shrink_to_fit();  // a connection that waits keeps no buffer
    const ReadOutcome outcome = co_await fill(options_.idle);
    if (outcome != ReadOutcome::ok) co_return ReadOutcome::closed;
  }
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(limits::kHttpHeaderBytesMax));
  parser_->body_limit(limits::kRequestBodyBytesMax);
  const auto deadline = SteadyClock::now() + options_.header;
  while (true) {
    const ReadOutcome parsed = parse();
    if (parsed != ReadOutcome::ok || parser_->is_header_done()) co_return parsed;
    const ReadOutcome outcome = co_await fill(until(deadline));
    if (outcome != ReadOutcome::ok) co_return outcome;
  }
}

ReadOutcome RequestReader::parse() {
  if (input_.empty()) return ReadOutcome::ok;
  const bool is_head = !parser_->is_header_done();
  error_code error;
  const std::size_t used = parser_->put(asio::buffer(input_), error);
  if (error == http::error::need_more) error = {};
  if (error == http::error::header_limit) return ReadOutcome::head_too_large;
  if (error == http::error::body_limit) return ReadOutcome::body_too_large;
  if (error) return ReadOutcome::malformed;
  const bool is_sound = !is_head || !parser_->is_header_done() ||
                        is_head_sound(std::string_view(input_).substr(0, used));
  input_.erase(0, used);
  return is_sound ? ReadOutcome::ok : ReadOutcome::malformed;
}

bool RequestReader::is_head_sound(std::string_view head) const {
  if (head.find("\n ") != std::string_view::npos || head.find("\n\t") != std::string_view::npos)
    return false;
  const auto& fields = parser_->get();
  const auto codings = fields.count(http::field::transfer_encoding);
  if (codings > 0 && (codings > 1 || fields.count(http::field::content_length) > 0 ||
                      !beast::iequals(fields[http::field::transfer_encoding], "chunked")))
    return false;
  if (fields.count(http::field::content_length) > 1 || fields.count(http::field::host) > 1)
    return false;
  if (fields.version() != 10 && fields.version() != 11) return false;
  if (fields.version() == 11 && fields.count(http::field::host) == 0) return false;
  return view(fields.target()).starts_with('/');
}

asio::awaitable<ReadOutcome> RequestReader::read_body(std::size_t body_max) {
  parser_->eager(true);
  const auto started = SteadyClock::now();
  std::size_t received = input_.size();
  while (!parser_->is_done()) {
    const ReadOutcome parsed = parse();
    if (parsed != ReadOutcome::ok) co_return parsed;
    if (parser_->get().body().size() > body_max) co_return ReadOutcome::body_too_large;
    if (parser_->is_done()) break;
    const ReadOutcome outcome = co_await fill(options_.body_grace);
    if (outcome != ReadOutcome::ok) co_return outcome;
    received += input_.size();
    const auto late = std::chrono::duration_cast<std::chrono::milliseconds>(
        SteadyClock::now() - started - options_.body_grace);
    if (late.count() > 0 &&
        received * 1000 < options_.body_bytes_per_second * static_cast<std::size_t>(late.count()))
      co_return ReadOutcome::too_slow;
  }
  co_return ReadOutcome::ok;
}

std::string_view RequestReader::method() const { return view(parser_->get().method_string()); }

std::string_view RequestReader::path() const {
  const std::string_view target = view(parser_->get().target());
  return target.substr(0, std::min(target.find('?'), target.size()));
}

bool RequestReader::has_body() const { return !parser_->is_done(); }

bool RequestReader::expects_continue() const {
  return beast::iequals(parser_->get()[http::field::expect], "100-continue");
}

std::optional<std::uint64_t> RequestReader::content_length() const {
  const auto length = parser_->content_length();
  return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

bool RequestReader::is_http_1_0() const { return parser_->get().version() == 10; }
bool RequestReader::keeps_alive() const { return parser_->get().keep_alive(); }

Request RequestReader::take_head() const {
  const auto& fields = parser_->get();
  const auto text = [&](http::field field) { return std::string(view(fields[field])); };
  const std::string_view target = view(fields.target());
  Request out;
  out.path = path();
  if (out.path.size() < target.size()) out.query = target.substr(out.path.size() + 1);
  out.authorization = text(http::field::authorization);
  out.content_type = text(http::field::content_type);
  out.content_encoding = text(http::field::content_encoding);
  out.accept = text(http::field::accept);
  out.accept_encoding = text(http::field::accept_encoding);
  out.if_none_match = text(http::field::if_none_match);
  out.user_agent = text(http::field::user_agent).substr(0, limits::kSignInNameBytesMax);
  return out;
}

std::string RequestReader::take_body() {
  std::string body = std::move(parser_->get().body());
  parser_.reset();
  return body;
}

void RequestReader::forget() { parser_.reset(); }

}  // namespace fieldbook::syncd
