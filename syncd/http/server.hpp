#pragma once

// Accepts connections within the caps, and ends them in an orderly way.

#include <boost/asio/io_context.hpp>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "syncd/http/connection.hpp"

namespace fieldbook::syncd {

class Server {
 public:
  Server(asio::io_context& io, ServerContext& context);
  ~Server();

  /// Binds and begins to accept. Returns the port, or Errc::unavailable when the address cannot be
  /// had.
  [[nodiscard]] Result<std::uint16_t> listen(const std::string& address, std::uint16_t port);
  /// The certificate of connections from here on; null: plain.
  void use_tls(std::shared_ptr<asio::ssl::context> context);
  /// Accepts no more, ends what is idle and every live stream; the rest ends by itself.
  void stop();
  /// Ends everything at once.
  void abort();
  [[nodiscard]] std::size_t connections() const;

 private:
  [[nodiscard]] asio::awaitable<void> accept();
  [[nodiscard]] asio::awaitable<void> run(std::shared_ptr<Connection> connection,
                                          std::string address);
  void begin(asio::ip::tcp::socket socket);
  [[nodiscard]] bool admit(const std::string& address);
  void leave(const std::string& address);

  asio::io_context& io_;
  ServerContext& context_;
  asio::ip::tcp::acceptor acceptor_;
  mutable std::mutex mutex_;
  std::shared_ptr<asio::ssl::context> tls_;
  std::size_t count_ = 0;
  std::unordered_map<std::string, std::size_t> by_address_;
  std::unordered_set<std::shared_ptr<Connection>> open_;
};

}  // namespace fieldbook::syncd
