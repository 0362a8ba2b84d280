#include "syncd/http/transport.hpp"

#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

namespace fieldbook::syncd {
namespace {

namespace beast = boost::beast;
using namespace std::chrono_literals;

/// A slow link moves this much within a write stall; the limit then is about 0.5 KiB a second.
constexpr std::size_t kWritePiece = 16 * 1024;
constexpr auto kCloseTime = 1s;
constexpr std::size_t kCloseBytes = 256 * 1024;

template <class Stream>
class StreamTransport : public Transport {
 public:
  template <class... Arguments>
  explicit StreamTransport(Arguments&&... arguments)
      : stream_(std::forward<Arguments>(arguments)...) {}

  asio::awaitable<std::size_t> read_some(std::span<char> into, std::chrono::milliseconds limit,
                                         error_code& error) override {
    lowest().expires_after(limit);
    const auto buffer = asio::buffer(into.data(), into.size());
    co_return co_await stream_.async_read_some(buffer,
                                               asio::redirect_error(asio::use_awaitable, error));
  }

  asio::awaitable<error_code> write(std::string_view bytes,
                                    std::chrono::milliseconds limit) override {
    error_code error;
    while (!bytes.empty() && !error) {
      const std::string_view piece = bytes.substr(0, kWritePiece);
      bytes.remove_prefix(piece.size());
      lowest().expires_after(limit);
      const auto buffer = asio::buffer(piece.data(), piece.size());
      co_await asio::async_write(stream_, buffer, asio::redirect_error(asio::use_awaitable, error));
    }
    co_return error;
  }

  void cancel() override {
    // Closing, not cancelling: an operation that starts next must fail too.
    lowest().close();
  }

 protected:
  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  /// Half-closes, then reads what the peer still sends, so that the kernel does not answer unread
  /// bytes with a reset that would eat our last response.
  asio::awaitable<void> linger() {
    error_code error;
    lowest().socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    std::array<char, 4096> buffer{};
    std::size_t total = 0;
    lowest().expires_after(kCloseTime);
    while (!error && total < kCloseBytes) {
      const auto into = asio::buffer(buffer);
      total +=
          co_await lowest().async_read_some(into, asio::redirect_error(asio::use_awaitable, error));
    }
    lowest().close();
  }

  Stream stream_;
};

class PlainTransport final : public StreamTransport<beast::tcp_stream> {
 public:
  using StreamTransport::StreamTransport;
  asio::awaitable<error_code> open(std::chrono::milliseconds) override { co_return error_code(); }
  asio::awaitable<void> close() override { co_await linger(); }
};

class TlsTransport final : public StreamTransport<beast::ssl_stream<beast::tcp_stream>> {
 public:
  TlsTransport(asio::ip::tcp::socket socket, std::shared_ptr<asio::ssl::context> context)
      : StreamTransport(beast::tcp_stream(std::move(socket)), *context),
        context_(std::move(context)) {}

  asio::awaitable<error_code> open(std::chrono::milliseconds limit) override {
    error_code error;
    lowest().expires_after(limit);
    co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                     asio::redirect_error(asio::use_awaitable, error));
    co_return error;
  }

  asio::awaitable<void> close() override {
    error_code error;
    lowest().expires_after(kCloseTime);
    co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, error));
    co_await linger();
  }

 private:
  // Outlives a reload: connections keep the certificate they began with.
  std::shared_ptr<asio::ssl::context> context_;
};

}  // namespace

std::unique_ptr<Transport> make_plain_transport(asio::ip::tcp::socket socket) {
  return std::make_unique<PlainTransport>(std::move(socket));
}

std::unique_ptr<Transport> make_tls_transport(asio::ip::tcp::socket socket,
                                              std::shared_ptr<asio::ssl::context> context) {
  return std::make_unique<TlsTransport>(std::move(socket), std::move(context));
}

}  // namespace fieldbook::syncd
