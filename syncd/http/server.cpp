#include "syncd/http/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace fieldbook::syncd {

using asio::ip::tcp;

Server::Server(asio::io_context& io, ServerContext& context)
    : io_(io), context_(context), acceptor_(io) {}

Server::~Server() = default;

Result<std::uint16_t> Server::listen(const std::string& address, std::uint16_t port) {
  error_code error;
  const auto parsed = asio::ip::make_address(address, error);
  const tcp::endpoint endpoint(parsed, port);
  if (!error) acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return fail(Errc::unavailable,
                fmt::format("cannot listen on {} port {}: {}", address, port, error.message()));
  const std::uint16_t bound = acceptor_.local_endpoint().port();
  asio::co_spawn(acceptor_.get_executor(), accept(), asio::detached);
  return bound;
}

void Server::use_tls(std::shared_ptr<asio::ssl::context> context) {
  const std::lock_guard lock(mutex_);
  tls_ = std::move(context);
}

asio::awaitable<void> Server::accept() {
  while (acceptor_.is_open()) {
    error_code error;
    tcp::socket socket(io_);
    co_await acceptor_.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
    if (error == asio::error::operation_aborted) co_return;
    if (!error) {
      begin(std::move(socket));
      continue;
    }
    // Out of descriptors or memory: one more try at once would spin.
    context_.log.warning("accept failed", {{"reason", error.message()}});
    asio::steady_timer pause(acceptor_.get_executor(), std::chrono::milliseconds(100));
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
}

void Server::begin(tcp::socket socket) {
  error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;
  const std::string address = peer.address().to_string();
  if (!admit(address)) {
    context_.log.debug("connection refused", {{"address", address}});
    return;
  }
  socket.set_option(tcp::no_delay(true), error);
  const auto executor = socket.get_executor();
  std::shared_ptr<Connection> connection;
  {
    const std::lock_guard lock(mutex_);
    auto transport = tls_ ? make_tls_transport(std::move(socket), tls_)
                          : make_plain_transport(std::move(socket));
    connection = std::make_shared<Connection>(context_, std::move(transport), executor, address);
    open_.insert(connection);
  }
  context_.metrics.connections(1);
  asio::co_spawn(executor, run(connection, address), asio::detached);
}

asio::awaitable<void> Server::run(std::shared_ptr<Connection> connection, std::string address) {
  try {
    co_await connection->run();
  } catch (const std::exception& exception) {
    // The last resort of a connection: it ends, the others do not notice.
    context_.log.error("connection failed", {{"message", exception.what()}});
  }
  context_.metrics.connections(-1);
  {
    const std::lock_guard lock(mutex_);
    open_.erase(connection);
  }
  leave(address);
}

bool Server::admit(const std::string& address) {
  const std::lock_guard lock(mutex_);
  if (count_ >= context_.options.connections) return false;
  std::size_t& from_address = by_address_[address];
  if (from_address >= context_.options.connections_per_address) return false;
  ++count_;
  ++from_address;
  return true;
}

void Server::leave(const std::string& address) {
  const std::lock_guard lock(mutex_);
  --count_;
  const auto found = by_address_.find(address);
  if (--found->second == 0) by_address_.erase(found);
}

void Server::stop() {
  context_.stopping = true;
  asio::post(acceptor_.get_executor(), [this] {
    error_code ignored;
    acceptor_.close(ignored);
  });
  context_.live.end_all();
  const std::lock_guard lock(mutex_);
  for (const auto& connection : open_) connection->end_when_idle();
}

void Server::abort() {
  const std::lock_guard lock(mutex_);
  for (const auto& connection : open_) connection->abort();
}

std::size_t Server::connections() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

}  // namespace fieldbook::syncd
