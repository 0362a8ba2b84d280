#pragma once

// A TCP server on loopback that answers each connection with the bytes a test gave it: what a
// broken proxy, a captive portal or a daemon in trouble sends.

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace fieldbook::tests {

class CannedServer {
 public:
  /// Answers the n-th connection with the n-th text, the last one again and again.
  explicit CannedServer(std::vector<std::string> answers);
  ~CannedServer();
  CannedServer(const CannedServer&) = delete;
  CannedServer& operator=(const CannedServer&) = delete;

  [[nodiscard]] std::string base_url() const;
  /// What came in so far, a request an entry.
  [[nodiscard]] std::vector<std::string> requests() const;

 private:
  void serve();
  void answer(int connection, const std::string& text);

  std::vector<std::string> answers_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

/// A whole HTTP answer with its length.
[[nodiscard]] std::string http_answer(std::string_view status, std::string_view headers,
                                      std::string_view body);

}  // namespace fieldbook::tests
