#include "syncd/http/admin_socket.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <sys/stat.h>

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {

using boost::system::error_code;

AdminSocket::AdminSocket(asio::io_context& io, WorkerPool& worker, EventLog& log)
    : io_(io), worker_(worker), log_(log), acceptor_(io) {}

Status AdminSocket::listen(const std::filesystem::path& path, AdminHandler handler) {
  path_ = path;
  handler_ = std::move(handler);
  std::error_code ignored;
  // Left by a daemon that was killed; the directory's lock says that it is gone.
  std::filesystem::remove(path, ignored);
  error_code error;
  try {
    // Nobody else may connect even in the moment between bind and chmod.
    const ::mode_t before = ::umask(0177);
    const Protocol::endpoint endpoint(path.string());
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.bind(endpoint, error);
    ::umask(before);
  } catch (const boost::system::system_error& exception) {
    error = exception.code();  // a path that does not fit a socket's address
  }
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return fail(Errc::unavailable,
                fmt::format("cannot make the socket {}: {}", path.string(), error.message()));
  asio::co_spawn(io_, accept(), asio::detached);
  return {};
}

void AdminSocket::stop() {
  asio::post(io_, [this] {
    error_code ignored;
    acceptor_.close(ignored);
    std::error_code removed;
    std::filesystem::remove(path_, removed);
  });
}

asio::awaitable<void> AdminSocket::accept() {
  while (acceptor_.is_open()) {
    error_code error;
    Protocol::socket socket(io_);
    co_await acceptor_.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    asio::co_spawn(io_, serve(std::move(socket)), asio::detached);
  }
}

asio::awaitable<void> AdminSocket::serve(Protocol::socket socket) {
  std::string input;
  while (true) {
    error_code error;
    auto buffer = asio::dynamic_buffer(input, limits::kRequestBodyBytesMax);
    const std::size_t length = co_await asio::async_read_until(
        socket, buffer, '\n', asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    const std::string line = input.substr(0, length - 1);
    input.erase(0, length);
    auto work = [this, &line] { return handler_(line); };
    auto answer = co_await run_on(worker_, work);
    if (!answer) log_.failed("admin verb failed", answer.error());
    const std::string out =
        answer ? *answer + "\n"
               : std::string(R"({"error":{"code":"unavailable","message":"the daemon is busy"}})"
                             "\n");
    co_await asio::async_write(socket, asio::buffer(out),
                               asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
  }
}

}  // namespace fieldbook::syncd
