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

/// What people are written to in who prefer no language that letters are written in.
enum class MailLanguage : std::uint8_t { en, de };

enum class LengthUnit : std::uint8_t { km, miles };

/// What the rates of partners are shares of; the values of RateBasis, which this folder does not
/// know.
enum class RatesOver : std::uint8_t { distributed, accepted };

/// What makes a project's resource confirmed; the values of ResourceList of the exposure settings.
enum class ConfirmedResources : std::uint8_t { confirmed, hard_booked, named };

/// What the daemon does about the integration with Finance and Operations by itself.
enum class FinanceMode : std::uint8_t {
  off,         ///< nothing: there is no such system, or another integrates it
  on_request,  ///< runs when staff ask
  automatic    ///< runs by schedule too
};

/// Which side the names of expense categories come from.
enum class CategoryMaster : std::uint8_t { finance, psa };

/// What becomes of a row that the other side refuses.
enum class RowPolicy : std::uint8_t {
  retry,  ///< each run tries it again, so many times
  skip    ///< it waits until it changes or staff retry it
};

/// Whether the daemon writes to people.
enum class MailMode : std::uint8_t { off, on };

enum class JournalPeriod : std::uint8_t { days, months, years, all };

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

  struct Catalogue {
    std::filesystem::path packs;  ///< empty: none
  } catalogue;

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
    bool contract_on_win = false;
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

  /// When an opportunity that nobody notes anything on alerts its partner (DOMAIN.md 3.6).
  struct DistributionAlerts {
    std::int64_t potentially_stalled_days = 14, overdue_days = 30;  ///< the former is less
  } distribution_alerts;

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

  /// Days for which devices carry what is finished; 0: for ever (syncd/exposure/windows.hpp).
  struct WindowDays {
    std::int64_t work_orders = 0, bookings = 0, cases = 0, invoices = 0, quotes = 0;
    std::int64_t opportunities = 0, projects = 0;
  } windows;

  /// Who sees what, where a site may want it otherwise (DOMAIN.md 5.2, 5.3, 6.4, 6.5).
  struct ExposureChoices {
    std::string article_language;
    bool published_cases = true;
    bool closed_contracts = true;
    ConfirmedResources confirmed_resources = ConfirmedResources::confirmed;
  } exposure;

  /// Finance and Operations (syncd/integrations/finance).
  struct Finance {
    FinanceMode mode = FinanceMode::off;
    std::string url;        ///< "https://contoso.operations.dynamics.com"
    std::string token_url;  ///< where the client credentials are traded for a token
    std::string client_id;
    std::string client_secret;  ///< from the environment only
    std::filesystem::path client_secret_file;
    std::string scope;
    std::filesystem::path ca_file;  ///< certificates to trust beside the system's
    std::size_t requests = 0;       ///< at a time
    std::string legal_entity;
    std::string business_units;
    std::string application_version, platform_update, psa_version, prospect_to_cash_version,
        psa_solution_version;
    std::string articles;
    std::string without;  ///< templates that do not run here
    std::string forecast_model;
    CategoryMaster category_master = CategoryMaster::finance;
    RowPolicy row_policy = RowPolicy::retry;
    std::int64_t row_tries = 0;
    bool post_journal = true;
    JournalPeriod journal_period = JournalPeriod::months;
    std::chrono::minutes schedule{};
    bool run_on_change = true;
    std::chrono::hours history{};
  } finance;
  /// The site's own values: source value to the other side's, published name to the site's, task to
  /// columns.
  std::map<std::string, std::string> finance_payment_terms, finance_billing_methods,
      finance_transaction_types, finance_legal_entities, finance_entity_sets, finance_left_out;

  /// Entity name to the name of its flag column (DOMAIN.md 1.0.2). What is not named here keeps
  /// the default of the exposure settings; an empty name hides the entity.
  std::map<std::string, std::string> expose_to_customer;
  std::map<std::string, std::string> visible_to_customer;

  /// E-mail to people, over SMTP (syncd/integrations/mail).
  struct Mail {
    MailMode mode = MailMode::off;
    std::string url;   ///< "smtps://mail.example.com:465", "smtp://mail.example.com:587"
    std::string from;  ///< "fieldbook@example.com"
    std::string user;
    std::string password;  ///< from the environment only
    std::filesystem::path password_file;
    std::filesystem::path ca_file;  ///< certificates to trust beside the system's
    std::string site;               ///< where people sign in, for the text
    std::int64_t ending_days = 0;   ///< before a deadline; 0: nobody is reminded
    MailLanguage language = MailLanguage::en;
    std::int64_t tries = 0;  ///< of a message that the server turns away for now
  } mail;
};

}  // namespace fieldbook::syncd
