#pragma once

// The profile that the window works on: its folder, what sign-in keeps beside the replica (the same
// file that fieldbookctl reads), and the running client, while one is open.

#include <filesystem>
#include <memory>
#include <string>

#include "client/runtime/open_client.hpp"

namespace fieldbook::ui {

class OpenProfile {
 public:
  OpenProfile(std::filesystem::path folder, int zone_offset_minutes);

  /// Whether somebody has signed in on it before: it opens without asking for a server.
  [[nodiscard]] bool exists() const;
  /// Opens it for the server that it knows. Needs no network. Returns Errc::unavailable when
  /// another program has it open, Errc::unauthenticated for a wrong passphrase, Errc::storage or
  /// Errc::corrupt when the disk refuses.
  [[nodiscard]] Status open();
  /// Opens it for this server, and keeps server and name for the next start. A client that is open
  /// for the same server stays.
  [[nodiscard]] Status open_for(std::string server, const std::string& signin);
  void close() { client_.reset(); }

  [[nodiscard]] client::Client* client() { return client_.get(); }
  [[nodiscard]] const std::string& server() const { return server_; }
  [[nodiscard]] const std::string& signin() const { return signin_; }

 private:
  [[nodiscard]] Status read();
  [[nodiscard]] Status write() const;
  [[nodiscard]] Status start();

  std::filesystem::path folder_;
  int zone_offset_minutes_;
  std::string server_;
  std::string ca_file_;
  std::string proxy_;
  std::string signin_;
  std::unique_ptr<client::Client> client_;
};

}  // namespace fieldbook::ui
