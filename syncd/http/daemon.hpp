#pragma once

// The running daemon: its threads, its sockets and how it stops.
//
//   network thread    coroutines: sockets only
//   one writer        everything that changes the store, in groups
//   reader threads    reading the store, encoding, verifying signatures
//   password worker   Argon2id, one at a time
//   admin worker      verbs of the admin socket, one at a time

#include <filesystem>
#include <memory>

#include "syncd/config/config.hpp"
#include "syncd/endpoints/sync_core.hpp"
#include "syncd/http/admin_socket.hpp"
#include "syncd/http/log.hpp"
#include "syncd/http/notify.hpp"
#include "syncd/http/server_options.hpp"
#include "syncd/integrations/finance/desk.hpp"
#include "syncd/integrations/mail/courier.hpp"

namespace fieldbook::syncd {

/// What the daemon runs on; all of it outlives the daemon.
struct DaemonParts {
  const Config& config;
  Store& store;
  const Exposure& exposure;
  const Committer& committer;
  const Clock& clock;
  Random& random;
  EventLog& log;
  std::unique_ptr<finance::Target> finance;  ///< the other side, where there is one
  std::unique_ptr<mail::Courier> courier;    ///< to the mail server, where there is one
  std::filesystem::path database;            ///< for the sizes that metrics report
  ServerOptions options;
  ServiceNotifier notifier{"", ""};
};

/// What the configuration says about deciding.
[[nodiscard]] DeciderSettings decider_settings(const Config& config);

class Daemon {
 public:
  /// Starts all threads and listens. Returns Errc::unavailable when the address or the admin
  /// socket cannot be had, Errc::invalid_argument for a bad certificate.
  [[nodiscard]] static Result<std::unique_ptr<Daemon>> start(DaemonParts parts);
  ~Daemon();

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] WriteRunner& writer();
  [[nodiscard]] SyncCore& core();
  /// Null where there is no integration.
  [[nodiscard]] finance::Desk* finance();
  /// Serves the admin socket in the data directory.
  [[nodiscard]] Status serve_admin(AdminHandler handler);
  /// Blocks until a signal (SIGTERM, SIGINT) or stop(); SIGHUP reloads the certificate. Says READY
  /// and STOPPING to the service manager.
  void run();
  /// Begins an orderly stop; any thread.
  void stop();

 private:
  struct State;
  explicit Daemon(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace fieldbook::syncd
