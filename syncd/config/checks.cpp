#include "syncd/config/checks.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <unistd.h>

namespace fieldbook::syncd {
namespace {

class Checks {
 public:
  Checks(const std::map<std::string, Place>& places, std::vector<ConfigFinding>& findings)
      : places_(places), findings_(findings) {}

  void add(const std::string& key, std::string message) {
    const Place& place = places_.at(key);
    findings_.push_back({place.source, place.line, key, std::move(message)});
  }

  void file(const std::string& key, const std::filesystem::path& path) {
    std::error_code error;
    if (path.empty()) return;
    if (!std::filesystem::is_regular_file(path, error))
      add(key, fmt::format("there is no file {}", path.string()));
    else if (::access(path.c_str(), R_OK) != 0)
      add(key, fmt::format("{} may not be read by this user", path.string()));
  }

  void readable_directory(const std::string& key, const std::filesystem::path& path) {
    std::error_code error;
    if (path.empty()) return;
    if (!std::filesystem::is_directory(path, error))
      add(key, fmt::format("there is no directory {}", path.string()));
    else if (::access(path.c_str(), R_OK | X_OK) != 0)
      add(key, fmt::format("{} may not be read by this user", path.string()));
  }

  void directory(const std::string& key, const std::filesystem::path& path) {
    std::error_code error;
    if (path.empty()) return add(key, "must not be empty");
    if (std::filesystem::is_directory(path, error)) {
      if (::access(path.c_str(), R_OK | W_OK | X_OK) != 0)
        add(key, fmt::format("{} may not be written by this user", path.string()));
    } else if (std::filesystem::exists(path, error)) {
      add(key, fmt::format("{} is not a directory", path.string()));
    } else if (!std::filesystem::is_directory(std::filesystem::absolute(path).parent_path(),
                                              error)) {
      add(key, fmt::format("neither {} nor the directory above it exists", path.string()));
    }
  }

 private:
  const std::map<std::string, Place>& places_;
  std::vector<ConfigFinding>& findings_;
};

/// What has to be said before anything can run; whether it is right the other side knows.
void check_finance(const Config::Finance& finance, Checks& checks) {
  if (finance.mode == FinanceMode::off) return;
  const auto must = [&](const char* key, const std::string& value) {
    if (value.empty()) checks.add(key, "must be set where finance.mode is not off");
  };
  must("finance.url", finance.url);
  must("finance.legal_entity", finance.legal_entity);
  if (!finance.url.empty() && !finance.url.starts_with("https://") &&
      !finance.url.starts_with("http://127.0.0.1") && !finance.url.starts_with("http://localhost"))
    checks.add("finance.url", "must begin with https://");
  if (finance.client_id.empty()) return;
  must("finance.token_url", finance.token_url);
  if (finance.client_secret.empty() && finance.client_secret_file.empty())
    checks.add("finance.client_secret_file",
               "must be set too, or the secret be in the environment");
}

void check_mail(const Config::Mail& mail, Checks& checks) {
  if (mail.mode == MailMode::off) return;
  if (!mail.url.starts_with("smtps://") && !mail.url.starts_with("smtp://"))
    checks.add("mail.url", "must begin with smtps:// or smtp:// where mail.mode is on");
  const auto at = mail.from.find('@');
  if (at == 0 || at == std::string::npos || at + 1 == mail.from.size() ||
      mail.from.find_first_of(" <>\r\n\t") != std::string::npos)
    checks.add("mail.from", "must be an e-mail address where mail.mode is on");
  if (!mail.user.empty() && mail.password.empty() && mail.password_file.empty())
    checks.add("mail.password_file", "must be set too, or the password be in the environment");
}

}  // namespace

bool is_address(std::string_view text) {
  const std::string address(text);
  unsigned char buffer[16];
  return ::inet_pton(AF_INET, address.c_str(), buffer) == 1 ||
         ::inet_pton(AF_INET6, address.c_str(), buffer) == 1;
}

bool is_loopback(std::string_view text) {
  const std::string address(text);
  unsigned char buffer[16] = {};
  if (::inet_pton(AF_INET, address.c_str(), buffer) == 1) return buffer[0] == 127;
  if (::inet_pton(AF_INET6, address.c_str(), buffer) != 1) return false;
  for (int i = 0; i < 15; ++i)
    if (buffer[i] != 0) return false;
  return buffer[15] == 1;
}

void check_together(const Config& config, const std::map<std::string, Place>& places,
                    std::vector<ConfigFinding>& findings) {
  Checks checks(places, findings);
  checks.file("tls.certificate", config.tls.certificate);
  checks.file("tls.key", config.tls.key);
  checks.directory("data.directory", config.data.directory);
  checks.readable_directory("catalogue.packs", config.catalogue.packs);
  if (config.tls.certificate.empty() != config.tls.key.empty())
    checks.add(config.tls.key.empty() ? "tls.key" : "tls.certificate",
               "must be set too: a certificate and its key go together");
  if (!is_loopback(config.listen.address) && !config.tls.is_configured())
    checks.add("listen.address",
               fmt::format("{} is not a loopback address, so tls.certificate and tls.key must be "
                           "set",
                           config.listen.address));
  checks.file("finance.client_secret_file", config.finance.client_secret_file);
  checks.file("finance.ca_file", config.finance.ca_file);
  check_finance(config.finance, checks);
  checks.file("mail.password_file", config.mail.password_file);
  checks.file("mail.ca_file", config.mail.ca_file);
  check_mail(config.mail, checks);
  if (config.sessions.refresh_idle_time > config.sessions.refresh_time)
    checks.add("sessions.refresh_idle_days", "must not be longer than sessions.refresh_days");
  if (config.distribution_alerts.overdue_days <=
      config.distribution_alerts.potentially_stalled_days)
    checks.add("distribution.alerts.overdue_days",
               "must be more than distribution.alerts.potentially_stalled_days");
  if (config.limits.connections_per_address > config.limits.connections)
    checks.add("limits.connections_per_address", "must not be more than limits.connections");
}

}  // namespace fieldbook::syncd
