#include "client/tool/tool.hpp"

#include <cstdlib>
#include <ctime>
#include <fmt/format.h>

#include "platform/os/files.hpp"
#include "platform/os/paths.hpp"

namespace fieldbook::client {
namespace {

constexpr std::size_t kSettingsBytesMax = 64 * 1024;
constexpr std::size_t kPrefixLengthMin = 4;
constexpr std::size_t kScanPage = 500;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::optional<std::string> from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

/// Minutes east of UTC: of "+01:00", or of this machine today.
int read_zone(const std::string& zone) {
  if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-')) {
    const int minutes = std::atoi(zone.substr(1, 2).c_str()) * 60 + std::atoi(&zone[4]);
    return zone[0] == '-' ? -minutes : minutes;
  }
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return static_cast<int>(local.tm_gmtoff / 60);
}

std::string machine_name() {
  std::string name = platform::read_file("/etc/hostname", 1024).value_or("device");
  name.erase(name.find_last_not_of(" \n\r\t") + 1);
  return name.empty() ? "device" : name;
}

bool names_row(const RowSnapshot& row, const std::string& wanted, bool is_prefix) {
  if (is_prefix && to_string(row.row.id).starts_with(wanted)) return true;
  const schema::Entity& entity = *row.row.entity;
  const schema::Column* column = entity.find(entity.name_column);
  if (column == nullptr) return false;
  const auto* name = std::get_if<std::string>(&row.row.values[column->ordinal]);
  return name != nullptr && lower(*name) == wanted;
}

}  // namespace

ExitCode exit_code_of(const Error& error) {
  switch (error.code) {
    case Errc::unauthenticated: return ExitCode::sign_in;
    case Errc::not_found: return ExitCode::not_found;
    case Errc::unavailable: return ExitCode::unreachable;
    case Errc::permission_denied: return ExitCode::not_accepted;
    case Errc::invalid_argument:
    case Errc::already_exists:
    case Errc::limit_exceeded: return ExitCode::usage;
    default: return ExitCode::failed;
  }
}

Tool::Tool(ToolOptions options)
    : options_(std::move(options)), zone_offset_minutes_(read_zone(options_.zone)) {}

std::filesystem::path Tool::profile_folder() const {
  const auto home = options_.home.empty() ? platform::data_home() : options_.home;
  return home / options_.profile;
}

Result<ProfileSettings> Tool::settings() const {
  auto text = platform::read_file(profile_folder() / "settings.json", kSettingsBytesMax);
  if (!text && text.error().code == Errc::not_found)
    return fail(Errc::unauthenticated,
                fmt::format("Nobody has signed in on the profile \"{}\". Start with: fieldbookctl "
                            "sign-in --server URL --user NAME",
                            options_.profile));
  if (!text) return std::unexpected(text.error());
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object())
    return fail(Errc::corrupt, fmt::format("{} does not read back. Sign in again to write it anew; "
                                           "unsent work is kept.",
                                           (profile_folder() / "settings.json").string()));
  return ProfileSettings{.server = json.value("server", ""),
                         .ca_file = json.value("ca_file", ""),
                         .proxy = json.value("proxy", ""),
                         .signin = json.value("signin", "")};
}

Status Tool::save_settings(const ProfileSettings& settings) const {
  CHECK(platform::make_private_directory(profile_folder()));
  const nlohmann::ordered_json json = {{"server", settings.server},
                                       {"ca_file", settings.ca_file},
                                       {"proxy", settings.proxy},
                                       {"signin", settings.signin}};
  return platform::write_file(profile_folder() / "settings.json", json.dump(2) + "\n",
                              platform::Privacy::owner_only);
}

Result<std::unique_ptr<Client>> Tool::open(const ProfileSettings& settings, Connect connect) const {
  const bool watch = connect == Connect::watch;
  auto client = open_client(
      {.profile = profile_folder(),
       .http = {.base_url = settings.server, .ca_file = settings.ca_file, .proxy = settings.proxy},
       .passphrase = from_environment("FIELDBOOK_PASSPHRASE"),
       .device_name = machine_name(),
       .live = watch,
       .sync_at_start = watch,
       .search_waits = true,
       .zone_offset_minutes = zone_offset_minutes_});
  if (!client && client.error().code == Errc::unavailable)
    return fail(Errc::storage, fmt::format("The profile \"{}\" is open in another program. Close "
                                           "it there and try again.",
                                           options_.profile));
  return client;
}

Result<std::unique_ptr<Client>> Tool::open() const {
  TRY(const auto stored, settings());
  return open(stored, Connect::offline);
}

ExitCode Tool::report(const Error& error) const {
  const ExitCode code = exit_code_of(error);
  if (options_.json)
    print({{"error", to_string(error.code)},
           {"message", error.message},
           {"exit_code", static_cast<int>(code)}});
  else
    fmt::print(stderr, "{}\n", error.message);
  return code;
}

void Tool::print(const nlohmann::ordered_json& json) const {
  const auto replace = nlohmann::ordered_json::error_handler_t::replace;
  fmt::print("{}\n", json.dump(2, ' ', false, replace));
}

Result<Uuid> Tool::find_row(Client& client, const std::string& entity,
                            const std::string& text) const {
  if (const auto id = parse_uuid(text)) return *id;
  const std::string wanted = lower(text);
  const bool is_prefix = wanted.size() >= kPrefixLengthMin;
  std::vector<Uuid> found;
  ListRequest request{.entity = entity, .view = "*", .limit = kScanPage};
  for (;;) {
    TRY(const auto page,
        wait<ListSnapshot>([&](auto done) { client.list(request, std::move(done)); }));
    for (const RowSnapshot& row : page.rows)
      if (names_row(row, wanted, is_prefix)) found.push_back(row.row.id);
    if (!page.next || found.size() > 1) break;
    request.after = page.next;
  }
  const std::string label = client.catalogue()->entity(entity).label;
  if (found.empty())
    return fail(Errc::not_found, fmt::format("This device holds no {} \"{}\".", label, text));
  if (found.size() > 1)
    return fail(Errc::invalid_argument,
                fmt::format("Several rows of {} match \"{}\". Give more of the id.", label, text));
  return found.front();
}

Result<Uuid> Tool::find_action(Client& client, const std::string& text) const {
  TRY(auto actions,
      wait<std::vector<ActionSnapshot>>([&](auto done) { client.outbox(std::move(done)); }));
  TRY(const auto settled, wait<std::vector<ActionSnapshot>>(
                              [&](auto done) { client.history(10'000, std::move(done)); }));
  actions.insert(actions.end(), settled.begin(), settled.end());
  std::vector<Uuid> found;
  const std::string wanted = lower(text);
  for (const ActionSnapshot& action : actions) {
    // Ids of one sitting begin alike: their ends are accepted too.
    const std::string id = to_string(action.id);
    if (wanted.size() >= kPrefixLengthMin && (id.starts_with(wanted) || id.ends_with(wanted)))
      found.push_back(action.id);
  }
  if (found.empty())
    return fail(Errc::not_found, fmt::format("There is no action \"{}\" on this device.", text));
  if (found.size() > 1)
    return fail(Errc::invalid_argument,
                fmt::format("Several actions match \"{}\". Give more of the id.", text));
  return found.front();
}

Result<std::string> Tool::find_entity(const Client& client, const std::string& text) const {
  const auto catalogue = client.catalogue();
  const std::string wanted = lower(text);
  for (const schema::Entity& entity : catalogue->entities())
    if (entity.name == wanted || entity.set_name == wanted || lower(entity.label) == wanted ||
        lower(entity.plural_label) == wanted)
      return entity.name;
  // "booking" for the entity that people call so.
  if (wanted == "booking" || wanted == "bookings") return "bookableresourcebooking";
  return fail(Errc::not_found,
              fmt::format("There is no entity \"{}\". Names are those of Dataverse "
                          "(msdyn_workorder) or their labels (\"work order\").",
                          text));
}

}  // namespace fieldbook::client
