#include "ui/app/profile.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>

#include "platform/os/files.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::size_t kSettingsBytesMax = 64 * 1024;
constexpr const char* kSettingsFile = "settings.json";

std::optional<std::string> passphrase() {
  const char* value = std::getenv("FIELDBOOK_PASSPHRASE");
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::string machine_name() {
  std::string name = platform::read_file("/etc/hostname", 1024).value_or("device");
  name.erase(name.find_last_not_of(" \n\r\t") + 1);
  return name.empty() ? "device" : name;
}

}  // namespace

OpenProfile::OpenProfile(std::filesystem::path folder, int zone_offset_minutes)
    : folder_(std::move(folder)), zone_offset_minutes_(zone_offset_minutes) {}

bool OpenProfile::exists() const {
  std::error_code ignored;
  return std::filesystem::exists(folder_ / kSettingsFile, ignored);
}

Status OpenProfile::read() {
  TRY(const auto contents, platform::read_file(folder_ / kSettingsFile, kSettingsBytesMax));
  const auto json = nlohmann::json::parse(contents, nullptr, false);
  if (!json.is_object())
    return fail(Errc::corrupt, fmt::format("{} does not read back. Sign in again to write it anew; "
                                           "unsent work is kept.",
                                           (folder_ / kSettingsFile).string()));
  server_ = json.value("server", "");
  ca_file_ = json.value("ca_file", "");
  proxy_ = json.value("proxy", "");
  signin_ = json.value("signin", "");
  return {};
}

Status OpenProfile::write() const {
  CHECK(platform::make_private_directory(folder_));
  const nlohmann::ordered_json json = {
      {"server", server_}, {"ca_file", ca_file_}, {"proxy", proxy_}, {"signin", signin_}};
  return platform::write_file(folder_ / kSettingsFile, json.dump(2) + "\n",
                              platform::Privacy::owner_only);
}

Status OpenProfile::start() {
  TRY(client_,
      client::open_client({.profile = folder_,
                           .http = {.base_url = server_, .ca_file = ca_file_, .proxy = proxy_},
                           .passphrase = passphrase(),
                           .device_name = machine_name(),
                           .zone_offset_minutes = zone_offset_minutes_}));
  return {};
}

Status OpenProfile::open() {
  CHECK(read());
  return start();
}

Status OpenProfile::open_for(std::string server, const std::string& signin) {
  while (server.ends_with('/')) server.pop_back();
  const bool same = client_ != nullptr && server == server_;
  if (!same) client_.reset();
  server_ = std::move(server);
  signin_ = signin;
  CHECK(write());
  return same ? Status{} : start();
}

}  // namespace fieldbook::ui
