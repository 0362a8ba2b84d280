#pragma once

// Who carries a message to the mail server: an interface for tests, and SMTP over libcurl.

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

namespace fieldbook::syncd::mail {

struct Delivery {
  enum class Kind {
    taken,        ///< the server has it
    refused,      ///< for good (5yz)
    turned_away,  ///< for now (4yz)
    unreachable   ///< no answer, or none about the message: the next one would fare alike
  };
  Kind kind = Kind::taken;
  std::string why;  ///< unless taken; never with a secret in it
};

class Courier {
 public:
  virtual ~Courier() = default;
  /// Waits for the server's answer. One thread at a time.
  [[nodiscard]] virtual Delivery carry(const std::string& from, const std::string& to,
                                       const std::string& message) = 0;
  /// Ends what waits, and every later carry(), with `unreachable`. Any thread.
  virtual void interrupt() = 0;
};

struct SmtpOptions {
  std::string url;
  std::string user;
  std::string password;
  std::string ca_file;
  std::chrono::seconds connect_timeout{10};
  std::chrono::seconds total_timeout{60};
};

/// TLS is required everywhere but on this machine.
class SmtpCourier final : public Courier {
 public:
  explicit SmtpCourier(SmtpOptions options);
  [[nodiscard]] Delivery carry(const std::string& from, const std::string& to,
                               const std::string& message) override;
  void interrupt() override { interrupted_ = true; }

 private:
  SmtpOptions options_;
  std::atomic<bool> interrupted_{false};
};

/// Whether an smtp:// address is that of this machine.
[[nodiscard]] bool is_on_this_machine(std::string_view url);

}  // namespace fieldbook::syncd::mail
