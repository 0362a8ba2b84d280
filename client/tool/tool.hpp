#pragma once

// What every command of fieldbookctl shares: the profile, the open client, waiting for answers,
// finding a row by what a person types, and printing.

#include <future>
#include <memory>
#include <optional>
#include <string>

#include "client/runtime/open_client.hpp"
#include "client/tool/exit_code.hpp"
#include "client/tool/terminal.hpp"

namespace fieldbook::client {

/// Options before the command.
struct ToolOptions {
  std::string profile = "default";
  std::filesystem::path home;  ///< folder of profiles; empty = platform::data_home()
  bool json = false;
  std::string zone;  ///< "+01:00"; empty = the machine's
};

/// What `sign-in` keeps beside the replica for later commands.
struct ProfileSettings {
  std::string server;
  std::string ca_file;
  std::string proxy;
  std::string signin;
};

enum class Connect : std::uint8_t {
  offline,  ///< never touches the network unless sync_now() asks
  watch     ///< syncs at start and holds a live stream
};

class Tool {
 public:
  explicit Tool(ToolOptions options);

  [[nodiscard]] std::filesystem::path profile_folder() const;
  /// Errc::not_found with "sign in first" when the profile has never signed in.
  [[nodiscard]] Result<ProfileSettings> settings() const;
  [[nodiscard]] Status save_settings(const ProfileSettings& settings) const;
  [[nodiscard]] Result<std::unique_ptr<Client>> open(const ProfileSettings& settings,
                                                     Connect connect) const;
  /// settings() and open() offline.
  [[nodiscard]] Result<std::unique_ptr<Client>> open() const;
  [[nodiscard]] int zone_offset() const { return zone_offset_minutes_; }
  [[nodiscard]] bool json() const { return options_.json; }

  /// Prints the sentence on standard error, or a JSON object with --json; returns its exit code.
  ExitCode report(const Error& error) const;
  void print(const nlohmann::ordered_json& json) const;

  /// The row that `text` names: an id, the start of one (at least four characters), or the value
  /// of the name column. Errc::not_found, or Errc::invalid_argument when several match.
  [[nodiscard]] Result<Uuid> find_row(Client& client, const std::string& entity,
                                      const std::string& text) const;
  /// The action of outbox or history that `text` names: an id or the start of one.
  [[nodiscard]] Result<Uuid> find_action(Client& client, const std::string& text) const;
  /// "Quote", "quotes", "work order", "msdyn_workorder" to the logical name.
  [[nodiscard]] Result<std::string> find_entity(const Client& client,
                                                const std::string& text) const;

 private:
  ToolOptions options_;
  int zone_offset_minutes_ = 0;
};

/// Waits for an answer of the client: `wait<ListSnapshot>([&](auto done) { client.list(r, done);
/// })`
template <class T, class Ask>
[[nodiscard]] Result<T> wait(Ask ask) {
  auto promise = std::make_shared<std::promise<Result<T>>>();
  auto future = promise->get_future();
  ask(Done<T>([promise](Result<T> answer) { promise->set_value(std::move(answer)); }));
  return future.get();
}

/// The same while `poll` runs ten times a second: progress bars.
template <class T, class Ask, class Poll>
[[nodiscard]] Result<T> wait(Ask ask, Poll poll) {
  auto promise = std::make_shared<std::promise<Result<T>>>();
  auto future = promise->get_future();
  ask(Done<T>([promise](Result<T> answer) { promise->set_value(std::move(answer)); }));
  while (future.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready) poll();
  return future.get();
}

}  // namespace fieldbook::client
