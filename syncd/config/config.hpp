#pragma once

// What an operator may set, as values. Filled by load.hpp from one TOML file and the environment;
// keys.hpp is the table that says which key sets which member, and its default.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace fieldbook::syncd {

enum class LogLevel : std::uint8_t { trace, debug, info, warning, error };
enum class LogFormat : std::uint8_t { json, human };

/// What an approved or rejected quote becomes; the values of rules::QuotePolicy, which this folder
/// does not know.
enum class QuoteEffect : std::uint8_t {
  close,       ///< the decision also moves the quote to won or lost
  record_only  ///< the decision is a row of its own; staff close the quote
};

/// What the daemon does about opportunities by itself.
enum class DistributionMode : std::uint8_t {
  automatic,   ///< offers what is marked ready, ends offers at their deadline, keeps the history
  on_request,  ///< the same, but offers only when staff ask
  off          ///< nothing: another system distributes
};

enum class LengthUnit : std::uint8_t { km, miles };

/// What the rates of partners are shares of; the values of RateBasis, which this folder does not
/// know.
enum class RatesOver : std::uint8_t { distributed, accepted };

/// What makes a project's resource confirmed; the values of ResourceList of the exposure settings.
enum class ConfirmedResources : std::uint8_t { confirmed, hard_booked, named };

struct Config {
  struct Listen {
    std::string address;     ///< an IP address, never a name
    std::uint16_t port = 0;  ///< 0: the system chooses, which is written to the log
  } listen;

  struct Tls {
    std::filesystem::path certificate;  ///< PEM, leaf first; read again on SIGHUP
    std::filesystem::path key;          ///< PEM
    [[nodiscard]] bool is_configured() const { return !certificate.empty() && !key.empty(); }
  } tls;

  struct Data {
    std::filesystem::path directory;
  } data;

  struct Organisation {
    std::string name;
  } organisation;

  struct Log {
    LogLevel level = LogLevel::info;
    LogFormat format = LogFormat::json;
  } log;

  struct Limits {
    std::size_t connections = 0;
    std::size_t connections_per_address = 0;
    std::chrono::seconds handshake_time{};
    std::chrono::seconds header_time{};
    std::size_t body_bytes_per_second = 0;
    std::chrono::seconds write_stall_time{};
    std::chrono::seconds idle_time{};
    std::chrono::seconds stop_time{};
    std::int64_t sign_ins_per_account = 0;  ///< tries, regained one a minute
    std::int64_t sign_ins_per_address = 0;
    std::int64_t actions_per_minute = 0;  ///< of one device
    std::size_t reader_threads = 0;
    std::int64_t disk_free_mib = 0;
  } limits;

  struct Sessions {
    std::chrono::minutes access_time{};
    std::chrono::hours refresh_time{};
    std::chrono::hours refresh_idle_time{};
    bool allow_unsigned_devices = false;
  } sessions;

  struct Decisions {
    QuoteEffect quote_policy = QuoteEffect::close;
    std::chrono::minutes offer_grace{};
  } decisions;

  struct Distribution {
    DistributionMode mode = DistributionMode::automatic;
    std::int64_t offer_days = 0;
    LengthUnit distance_unit = LengthUnit::km;
    RatesOver rates = RatesOver::distributed;
  } distribution;

  /// The site settings distribution/weights/… (DOMAIN.md 3.3).
  struct DistributionWeights {
    double distance = 0, win_rate = 0, return_rate = 0, feedback_rate = 0, stall_rate = 0,
           touch_rate = 0, average_time_to_close = 0;
  } distribution_weights;

  struct Sync {
    std::chrono::hours tombstone_time{};
    std::chrono::seconds beat_time{};
  } sync;

  struct Import {
    std::size_t rows_per_commit = 0;
    std::size_t findings = 0;
  } import;

  /// Add-ons of the site; without one, its areas and roles are hidden.
  struct Features {
    bool field_service = true;
    bool project_service = true;
  } features;

  /// Who sees what, where a site may want it otherwise (DOMAIN.md 5.2, 5.3, 6.4, 6.5).
  struct ExposureChoices {
    std::string article_language;
    bool published_cases = true;
    bool closed_contracts = true;
    ConfirmedResources confirmed_resources = ConfirmedResources::confirmed;
  } exposure;

  /// Entity name to the name of its flag column (DOMAIN.md 1.0.2). What is not named here keeps
  /// the default of the exposure settings; an empty name hides the entity.
  std::map<std::string, std::string> expose_to_customer;
  std::map<std::string, std::string> visible_to_customer;
};

}  // namespace fieldbook::syncd
