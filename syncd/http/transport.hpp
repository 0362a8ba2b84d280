#pragma once

// A connected socket, plain or TLS, as bytes in and out with a time limit on each step. The only
// part of the server that differs between the two.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <span>
#include <string_view>

namespace boost::asio::ssl {
class context;
}

namespace fieldbook::syncd {

namespace asio = boost::asio;
using boost::system::error_code;

class Transport {
 public:
  virtual ~Transport() = default;
  /// Greets the peer: the TLS handshake, or nothing.
  [[nodiscard]] virtual asio::awaitable<error_code> open(std::chrono::milliseconds limit) = 0;
  /// Reads at least one byte; 0 with an error.
  [[nodiscard]] virtual asio::awaitable<std::size_t> read_some(std::span<char> into,
                                                               std::chrono::milliseconds limit,
                                                               error_code& error) = 0;
  /// Writes everything, in pieces that each have `limit`: only a peer that takes nothing is cut.
  [[nodiscard]] virtual asio::awaitable<error_code> write(std::string_view bytes,
                                                          std::chrono::milliseconds limit) = 0;
  /// Says good-bye and waits a moment for the peer to have read everything.
  [[nodiscard]] virtual asio::awaitable<void> close() = 0;
  /// Breaks off what runs. On the transport's executor.
  virtual void cancel() = 0;
};

[[nodiscard]] std::unique_ptr<Transport> make_plain_transport(asio::ip::tcp::socket socket);
[[nodiscard]] std::unique_ptr<Transport> make_tls_transport(
    asio::ip::tcp::socket socket, std::shared_ptr<asio::ssl::context> context);

}  // namespace fieldbook::syncd
