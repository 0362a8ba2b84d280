#pragma once

// The sync thread: drives the pure engine, exchanges over HTTP, and hands frames to the database
// thread. It never touches the replica itself.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "client/auth/session.hpp"
#include "client/replica/replica.hpp"
#include "client/sync/engine.hpp"
#include "client/transport/http_client.hpp"

namespace fieldbook::client {

/// What the sync thread needs of the database thread. Each call runs there and answers there.
class SyncHost {
 public:
  virtual ~SyncHost() = default;
  /// The encoded request frame of a sync; also begins a response on `Channel::sync`.
  virtual void make_request(std::function<void(Result<Bytes>)> answer) = 0;
  /// The query string of GET /v1/live; also begins a response on `Channel::live`.
  virtual void make_live_query(std::function<void(Result<std::string>)> answer) = 0;
  /// Applies one frame.
  virtual void receive(Bytes payload, std::function<void(Result<Received>)> answer) = 0;
  /// Takes the catalogue that the daemon serves, as its document.
  virtual void adopt_catalogue(std::string document, std::function<void(Status)> answer) = 0;
  /// Takes up who the person is at the daemon now; answers the audience of the replica from here
  /// on. Errc::conflict where actions wait that were taken under another.
  virtual void follow(protocol::Access access, std::function<void(Result<std::string>)> answer) = 0;
  /// An exchange began or ended (outbox states).
  virtual void exchange(bool running) = 0;
  /// The sync status changed; called on the sync thread.
  virtual void status_changed(const EngineStatus& status) = 0;
  /// Sign-in is needed; called on the sync thread.
  virtual void signed_out() = 0;
};

class SyncLoop {
 public:
  SyncLoop(SyncHost& host, HttpOptions http, Session& session, const Clock& clock, Random& random,
           EngineTuning tuning);
  ~SyncLoop();
  SyncLoop(const SyncLoop&) = delete;
  SyncLoop& operator=(const SyncLoop&) = delete;

  /// Feeds the engine from any thread; ends a live stream so that the event is seen at once.
  void post(Event event);
  /// Runs `task` on the sync thread between exchanges (signing in and out use its connection).
  void run(std::function<void(HttpClient&)> task);
  /// Calls `done` at the end of the next sync that ends (with its summary).
  void after_next_sync(std::function<void(const SyncEnded&)> done);
  void stop();

 private:
  void loop();
  void carry_out(const Command& command);
  void feed(const Event& event);
  SyncEnded exchange_sync();
  LiveEnded exchange_live();
  void renew_token();
  [[nodiscard]] bool follow(protocol::Access access);
  void answer_waiters(const SyncEnded& ended);
  SyncEnded fetch_catalogue(const SyncEnded& ended);
  HttpRequest authorised(std::string method, std::string path) const;

  SyncHost& host_;
  Session& session_;
  const Clock& clock_;
  HttpClient http_;
  Engine engine_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Event> events_;
  std::deque<std::function<void(HttpClient&)>> tasks_;
  std::vector<std::function<void(const SyncEnded&)>> waiters_;
  bool stopping_ = false;
  bool in_live_ = false;

  // Of the sync thread alone.
  std::deque<Command> commands_;
  std::optional<Milliseconds> timer_;
  std::thread thread_;
};

}  // namespace fieldbook::client
