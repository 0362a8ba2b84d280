#pragma once

// One connection: requests one after the other, each authenticated, bounded, answered. The only
// coroutines that know both sockets and endpoints.

#include <boost/asio/any_io_executor.hpp>

#include "syncd/http/request_reader.hpp"

namespace fieldbook::syncd {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(ServerContext& context, std::unique_ptr<Transport> transport,
             asio::any_io_executor executor, std::string address);

  /// Serves until the peer or the daemon ends it. The caller keeps the connection alive.
  [[nodiscard]] asio::awaitable<void> run();
  /// Ends it at the next pause between two requests; any thread.
  void end_when_idle();
  /// Ends it now; any thread.
  void abort();

 private:
  /// A stream whose first piece was read where the endpoint ran.
  struct OpenStream {
    StreamedBody body;
    std::string first;
    Step step = Step::end;
    /// Of the registry before the last piece was read. None: look once more after subscribing.
    std::optional<std::uint64_t> revision;
  };
  using Opened = std::variant<Response, OpenStream, Decide>;
  struct Notifier;

  [[nodiscard]] asio::awaitable<bool> serve_one();
  [[nodiscard]] asio::awaitable<bool> refuse(protocol::Problem problem);
  [[nodiscard]] asio::awaitable<bool> refuse(ReadOutcome outcome);
  [[nodiscard]] asio::awaitable<bool> serve(const Route& route);
  [[nodiscard]] asio::awaitable<Result<Session>> find_session(Request& request);
  [[nodiscard]] asio::awaitable<Opened> open(const Route& route, const Request& request);
  [[nodiscard]] asio::awaitable<Opened> decide(Decide plan);
  [[nodiscard]] asio::awaitable<bool> send(Response response);
  [[nodiscard]] asio::awaitable<bool> send_stream(OpenStream stream, const Session& session);
  [[nodiscard]] asio::awaitable<bool> send_chunk(std::string chunk);
  [[nodiscard]] asio::awaitable<bool> go_on(OpenStream& stream);
  [[nodiscard]] asio::awaitable<bool> wait_for_change(OpenStream& stream, const Session& session,
                                                      LiveRegistry::Subscription& subscription,
                                                      Notifier& notifier);
  [[nodiscard]] static Opened first_piece(Reply reply);
  [[nodiscard]] std::string head(int status, std::string_view content_type) const;
  void log_decided(const DecideBatch& batch, const Result<DecidedActions>& decided);

  ServerContext& context_;
  std::unique_ptr<Transport> transport_;
  asio::any_io_executor executor_;
  std::string address_;
  RequestReader reader_;
  bool is_idle_ = true;
  bool keep_alive_ = false;
  bool is_http_1_0_ = false;
  int status_ = 0;  // of the response under way, for metrics
};

}  // namespace fieldbook::syncd
