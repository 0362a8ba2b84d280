#pragma once

// The admin socket: a Unix socket in the data directory, mode 0600, so that whoever may write the
// directory may administrate. One JSON object a line in, one a line out. Verbs run one at a time.

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <filesystem>
#include <functional>
#include <string>

#include "syncd/http/log.hpp"
#include "syncd/http/workers.hpp"

namespace fieldbook::syncd {

/// Answers one line with one line, without their ends. Runs on the admin worker.
using AdminHandler = std::function<std::string(const std::string& line)>;

class AdminSocket {
 public:
  AdminSocket(asio::io_context& io, WorkerPool& worker, EventLog& log);
  /// Returns Errc::unavailable when the socket cannot be made.
  [[nodiscard]] Status listen(const std::filesystem::path& path, AdminHandler handler);
  void stop();

 private:
  using Protocol = asio::local::stream_protocol;
  [[nodiscard]] asio::awaitable<void> accept();
  [[nodiscard]] asio::awaitable<void> serve(Protocol::socket socket);

  asio::io_context& io_;
  WorkerPool& worker_;
  EventLog& log_;
  Protocol::acceptor acceptor_;
  std::filesystem::path path_;
  AdminHandler handler_;
};

}  // namespace fieldbook::syncd
