#pragma once

// Requests off a transport, each bound checked before what it bounds is read. Beyond Beast's
// parser it refuses what proxies and servers have read differently (RFC 9112 sections 5.2 and
// 6.1): folded lines, a length beside a transfer coding, codings other than chunked, several
// Hosts.

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "syncd/endpoints/endpoint.hpp"
#include "syncd/http/server_options.hpp"
#include "syncd/http/transport.hpp"

namespace fieldbook::syncd {

enum class ReadOutcome : std::uint8_t {
  ok,
  closed,  ///< the peer went, or let the connection idle: nothing to answer
  malformed,
  head_too_large,
  body_too_large,
  too_slow
};

class RequestReader {
 public:
  RequestReader(Transport& transport, const ServerOptions& options)
      : transport_(transport), options_(options) {}

  /// Waits for a request and reads its head.
  [[nodiscard]] asio::awaitable<ReadOutcome> read_head();
  /// Reads the body of the request whose head was read.
  [[nodiscard]] asio::awaitable<ReadOutcome> read_body(std::size_t body_max);

  [[nodiscard]] std::string_view method() const;
  [[nodiscard]] std::string_view path() const;
  [[nodiscard]] bool has_body() const;
  [[nodiscard]] bool expects_continue() const;
  [[nodiscard]] std::optional<std::uint64_t> content_length() const;
  [[nodiscard]] bool is_http_1_0() const;
  [[nodiscard]] bool keeps_alive() const;
  /// The head as endpoints see it, without body, session and address.
  [[nodiscard]] Request take_head() const;
  /// Moves the body out and forgets the request.
  [[nodiscard]] std::string take_body();
  void forget();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  [[nodiscard]] asio::awaitable<ReadOutcome> fill(std::chrono::milliseconds limit);
  [[nodiscard]] ReadOutcome parse();
  [[nodiscard]] bool is_head_sound(std::string_view head) const;

  Transport& transport_;
  const ServerOptions& options_;
  std::string input_;  // read and not yet parsed
  std::optional<Parser> parser_;
};

}  // namespace fieldbook::syncd
