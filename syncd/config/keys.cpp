#include "syncd/config/keys.hpp"

#include <array>
#include <cctype>
#include <fmt/format.h>
#include <type_traits>

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {
namespace {

using namespace std::string_view_literals;

template <class T>
concept Duration = requires { typename T::period; };

template <auto Section, auto Member>
void store(Config& config, const Scalar& value) {
  auto& target = (config.*Section).*Member;
  using T = std::remove_cvref_t<decltype(target)>;
  if constexpr (std::is_same_v<T, bool>) {
    target = std::get<bool>(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    target = std::get<double>(value);
  } else if constexpr (std::is_enum_v<T>) {
    target = static_cast<T>(std::get<std::int64_t>(value));
  } else if constexpr (std::is_integral_v<T>) {
    target = static_cast<T>(std::get<std::int64_t>(value));
  } else if constexpr (Duration<T>) {
    target = T(std::get<std::int64_t>(value));
  } else {
    target = std::get<std::string>(value);
  }
}

// A tombstone period is written in days; hours keep the arithmetic of limits.hpp.
template <auto Section, auto Member>
void store_days(Config& config, const Scalar& value) {
  (config.*Section).*Member = std::chrono::hours(24 * std::get<std::int64_t>(value));
}

constexpr std::array kLevels = {"trace"sv, "debug"sv, "info"sv, "warning"sv, "error"sv};
constexpr std::array kFormats = {"json"sv, "human"sv};
constexpr std::array kQuotePolicies = {"close"sv, "record_only"sv};
constexpr std::array kDistributionModes = {"automatic"sv, "on_request"sv, "off"sv};
constexpr std::array kLengthUnits = {"km"sv, "miles"sv};
constexpr std::array kFinanceModes = {"off"sv, "on_request"sv, "automatic"sv};
constexpr std::array kMailModes = {"off"sv, "on"sv};
constexpr std::array kMailLanguages = {"en"sv, "de"sv};
constexpr std::array kCategoryMasters = {"finance"sv, "psa"sv};
constexpr std::array kRowPolicies = {"retry"sv, "skip"sv};
constexpr std::array kJournalPeriods = {"days"sv, "months"sv, "years"sv, "all"sv};
constexpr std::array kRatesOver = {"distributed"sv, "accepted"sv};
constexpr std::array kConfirmedResources = {"confirmed"sv, "hard_booked"sv, "named"sv};

using C = Config;
using L = Config::Limits;
using S = Config::Sessions;
using D = Config::Distribution;
using W = Config::DistributionWeights;
using A = Config::DistributionAlerts;
using F = Config::Features;
using E = Config::ExposureChoices;
using N = Config::Finance;
using M = Config::Mail;
using V = Config::WindowDays;
constexpr auto kNoChoices = std::span<const std::string_view>();

constexpr Key integer(std::string_view section, std::string_view name, std::string_view fallback,
                      std::int64_t minimum, std::int64_t maximum, std::string_view about,
                      void (*set)(Config&, const Scalar&)) {
  return {section, name, KeyType::integer, fallback, minimum, maximum,
          0,       0,    kNoChoices,       about,    set};
}
// A weight that is not set leaves its metric out.
constexpr Key weight(std::string_view name, double minimum, double maximum, std::string_view about,
                     void (*set)(Config&, const Scalar&)) {
  return {"distribution.weights",
          name,
          KeyType::number,
          "0",
          0,
          0,
          minimum,
          maximum,
          kNoChoices,
          about,
          set};
}
constexpr Key other(std::string_view section, std::string_view name, KeyType type,
                    std::string_view fallback, std::string_view about,
                    void (*set)(Config&, const Scalar&),
                    std::span<const std::string_view> choices = kNoChoices) {
  return {section, name, type, fallback, 0, 0, 0, 0, choices, about, set};
}

const auto kKeys = std::to_array<Key>({
    other("listen", "address", KeyType::address, "127.0.0.1",
          "Address to listen on; any other than a loopback address needs TLS.",
          &store<&C::listen, &C::Listen::address>),
    integer("listen", "port", "8460", 0, 65535, "TCP port; 0 lets the system choose.",
            &store<&C::listen, &C::Listen::port>),
    other("tls", "certificate", KeyType::file, "",
          "Certificate chain (PEM, leaf first); read again on SIGHUP.",
          &store<&C::tls, &C::Tls::certificate>),
    other("tls", "key", KeyType::file, "", "Private key of the certificate (PEM).",
          &store<&C::tls, &C::Tls::key>),
    other("data", "directory", KeyType::directory, "/var/lib/fieldbook-syncd",
          "Where the database, the lock and the admin socket live.",
          &store<&C::data, &C::Data::directory>),
    other("catalogue", "packs", KeyType::directory, "",
          "Directory with a site's packs (*.json): columns and entities of its own.",
          &store<&C::catalogue, &C::Catalogue::packs>),
    other("organisation", "name", KeyType::text, "", "Name that devices show after signing in.",
          &store<&C::organisation, &C::Organisation::name>),
    other("log", "level", KeyType::choice, "info", "The least severe event that is written.",
          &store<&C::log, &C::Log::level>, kLevels),
    other("log", "format", KeyType::choice, "json",
          "One JSON object a line for machines, or one line of text for people.",
          &store<&C::log, &C::Log::format>, kFormats),
    integer("limits", "connections", "20000", 1, 1'000'000, "Open connections, all together.",
            &store<&C::limits, &L::connections>),
    integer("limits", "connections_per_address", "256", 1, 1'000'000,
            "Open connections from one address; a depot behind one NAT shares it.",
            &store<&C::limits, &L::connections_per_address>),
    integer("limits", "handshake_seconds", "5", 1, 60, "Time for the TLS handshake.",
            &store<&C::limits, &L::handshake_time>),
    integer("limits", "header_seconds", "10", 1, 60, "Time for the head of a request.",
            &store<&C::limits, &L::header_time>),
    integer("limits", "body_bytes_per_second", "1024", 1, 1'048'576,
            "A request body that comes slower than this after 10 s is given up.",
            &store<&C::limits, &L::body_bytes_per_second>),
    integer("limits", "write_stall_seconds", "30", 1, 600,
            "A device that takes nothing for this long is let go.",
            &store<&C::limits, &L::write_stall_time>),
    integer("limits", "idle_seconds", "75", 1, 3600,
            "A connection without a request is closed after this.",
            &store<&C::limits, &L::idle_time>),
    integer("limits", "stop_seconds", "20", 1, 300,
            "Time for open exchanges to end when the daemon stops.",
            &store<&C::limits, &L::stop_time>),
    integer("limits", "sign_ins_per_account", "10", 1, 1000,
            "Sign-in tries on one name before it must wait; one comes back each minute.",
            &store<&C::limits, &L::sign_ins_per_account>),
    integer("limits", "sign_ins_per_address", "60", 1, 100'000,
            "Sign-in tries from one address before it must wait; this many come back each minute.",
            &store<&C::limits, &L::sign_ins_per_address>),
    integer("limits", "actions_per_minute", "10000", 1000, 60'000,
            "Actions that a device may send at once; this many come back each minute.",
            &store<&C::limits, &L::actions_per_minute>),
    integer("limits", "reader_threads", "2", 1, 64, "Threads that read the store for devices.",
            &store<&C::limits, &L::reader_threads>),
    integer("limits", "disk_free_mib", "256", 0, 1'048'576,
            "The daemon reports itself not ready when the disk has less than this left.",
            &store<&C::limits, &L::disk_free_mib>),
    integer("sessions", "access_minutes", "10", 5, 15, "Life of an access token.",
            &store<&C::sessions, &S::access_time>),
    integer("sessions", "refresh_days", "90", 1, 180,
            "A sign-in ends after this, however often it was used.",
            &store_days<&C::sessions, &S::refresh_time>),
    integer("sessions", "refresh_idle_days", "14", 1, 180,
            "A sign-in ends when it was not used for this long.",
            &store_days<&C::sessions, &S::refresh_idle_time>),
    other("sessions", "allow_unsigned_devices", KeyType::boolean, "false",
          "Takes devices that register no signing key, and their actions unsigned.",
          &store<&C::sessions, &S::allow_unsigned_devices>),
    other("decisions", "quote_policy", KeyType::choice, "close",
          "close: an approved or rejected quote is closed; record_only: staff close it.",
          &store<&C::decisions, &C::Decisions::quote_policy>, kQuotePolicies),
    other("decisions", "contract_on_win", KeyType::boolean, "false",
          "Whether a quote that is won becomes a project contract, as a draft for staff to open.",
          &store<&C::decisions, &C::Decisions::contract_on_win>),
    integer("decisions", "offer_grace_minutes", "120", 0, 10'080,
            "How long an expired offer waits for a device that may have accepted it offline.",
            &store<&C::decisions, &C::Decisions::offer_grace>),
    other("distribution", "mode", KeyType::choice, "automatic",
          "automatic: offers what is marked ready; on_request: only when asked; off: not at all.",
          &store<&C::distribution, &D::mode>, kDistributionModes),
    integer("distribution", "offer_days", "14", 1, 365,
            "Days a partner has to accept or decline, to the end of the last.",
            &store<&C::distribution, &D::offer_days>),
    other("distribution", "distance_unit", KeyType::choice, "km",
          "What distances to partners are measured in.",
          &store<&C::distribution, &D::distance_unit>, kLengthUnits),
    other("distribution", "rates", KeyType::choice, "distributed",
          "Of which opportunities return and feedback rates are shares.",
          &store<&C::distribution, &D::rates>, kRatesOver),
    integer("distribution.alerts", "potentially_stalled_days", "14", 1, 3650,
            "Days without a note after which an open opportunity is potentially stalled.",
            &store<&C::distribution_alerts, &A::potentially_stalled_days>),
    integer("distribution.alerts", "overdue_days", "30", 2, 3650,
            "The same for overdue; more than the former.",
            &store<&C::distribution_alerts, &A::overdue_days>),
    weight("distance", -0.01, 0, "Weight of the distance between partner and customer.",
           &store<&C::distribution_weights, &W::distance>),
    weight("winrate", 0, 5, "Weight of the share of opportunities won.",
           &store<&C::distribution_weights, &W::win_rate>),
    weight("returnrate", -5, 0, "Weight of the share returned.",
           &store<&C::distribution_weights, &W::return_rate>),
    weight("feedbackrate", 0, 5, "Weight of the share that got feedback.",
           &store<&C::distribution_weights, &W::feedback_rate>),
    weight("stallrate", -5, 0, "Weight of the share accepted and not advanced.",
           &store<&C::distribution_weights, &W::stall_rate>),
    weight("touchrate", 0, 5, "Weight of the share decided, not left to expire.",
           &store<&C::distribution_weights, &W::touch_rate>),
    weight("avgtimetoclose", -0.5, 0, "Weight of the average days from delivery to win.",
           &store<&C::distribution_weights, &W::average_time_to_close>),
    other("features", "field_service", KeyType::boolean, "true",
          "Whether the site has Field Service; without it, its areas and roles are hidden.",
          &store<&C::features, &F::field_service>),
    other("features", "project_service", KeyType::boolean, "true",
          "Whether the site has Project Service; without it, its areas and roles are hidden.",
          &store<&C::features, &F::project_service>),
    other("exposure", "article_language", KeyType::text, "en-US",
          "Locale code of the knowledge articles that are shown; empty shows every language.",
          &store<&C::exposure, &E::article_language>),
    other("exposure", "published_cases", KeyType::boolean, "true",
          "Shows resolved cases with Publish to Web to everybody who signs in.",
          &store<&C::exposure, &E::published_cases>),
    other("exposure", "closed_contracts", KeyType::boolean, "true",
          "Keeps a contract visible to its customer after it was closed.",
          &store<&C::exposure, &E::closed_contracts>),
    other("exposure", "confirmed_resources", KeyType::choice, "confirmed",
          "The resource list: confirmed: hard booked, assigned or project manager; hard_booked: by "
          "hours alone; named: all that are not generic.",
          &store<&C::exposure, &E::confirmed_resources>, kConfirmedResources),
    other("finance", "mode", KeyType::choice, "off",
          "off: no such system; on_request: runs when asked; automatic: by schedule too.",
          &store<&C::finance, &N::mode>, kFinanceModes),
    other("finance", "url", KeyType::text, "", "Root of Finance and Operations, without /data.",
          &store<&C::finance, &N::url>),
    other("finance", "token_url", KeyType::text, "",
          "Where the client credentials are traded for a token.",
          &store<&C::finance, &N::token_url>),
    other("finance", "client_id", KeyType::text, "",
          "Application that Finance and Operations knows as one of its users.",
          &store<&C::finance, &N::client_id>),
    other("finance", "client_secret", KeyType::secret, "",
          "Its secret, where no file holds it; only in the environment.",
          &store<&C::finance, &N::client_secret>),
    other("finance", "client_secret_file", KeyType::file, "",
          "File that holds the secret, and nothing else.",
          &store<&C::finance, &N::client_secret_file>),
    other("finance", "scope", KeyType::text, "",
          "Scope of the token; empty: the root followed by /.default.",
          &store<&C::finance, &N::scope>),
    other("finance", "ca_file", KeyType::file, "",
          "Certificates to trust beside the system's (PEM).", &store<&C::finance, &N::ca_file>),
    integer("finance", "requests", "4", 1, 52, "Requests at a time.",
            &store<&C::finance, &N::requests>),
    other("finance", "legal_entity", KeyType::text, "",
          "Company that this organisation is integrated with, such as usmf.",
          &store<&C::finance, &N::legal_entity>),
    other("finance", "business_units", KeyType::text, "",
          "Organisational units that belong to it, with commas; empty: all.",
          &store<&C::finance, &N::business_units>),
    other("finance", "application_version", KeyType::text, "",
          "Version of Finance and Operations, such as 10.0.1.",
          &store<&C::finance, &N::application_version>),
    other("finance", "platform_update", KeyType::text, "", "Its platform update, such as 12.",
          &store<&C::finance, &N::platform_update>),
    other("finance", "psa_version", KeyType::text, "", "Version of Project Service Automation.",
          &store<&C::finance, &N::psa_version>),
    other("finance", "prospect_to_cash_version", KeyType::text, "",
          "Version of the prospect to cash solution.",
          &store<&C::finance, &N::prospect_to_cash_version>),
    other("finance", "psa_solution_version", KeyType::text, "",
          "Version of the PSA to Finance and Operations solution.",
          &store<&C::finance, &N::psa_solution_version>),
    other("finance", "articles", KeyType::text, "",
          "Installed updates, such as KB4132657, with commas.", &store<&C::finance, &N::articles>),
    other("finance", "without", KeyType::text, "", "Templates that do not run here, with commas.",
          &store<&C::finance, &N::without>),
    other("finance", "forecast_model", KeyType::text, "", "Forecast model that estimates go to.",
          &store<&C::finance, &N::forecast_model>),
    other("finance", "category_master", KeyType::choice, "finance",
          "Which side expense categories come from.", &store<&C::finance, &N::category_master>,
          kCategoryMasters),
    other("finance", "row_policy", KeyType::choice, "retry",
          "retry: each run tries a refused row again; skip: until it changes.",
          &store<&C::finance, &N::row_policy>, kRowPolicies),
    integer("finance", "row_tries", "5", 1, 100, "Tries of a refused row before it is skipped.",
            &store<&C::finance, &N::row_tries>),
    other("finance", "post_journal", KeyType::boolean, "true",
          "Imports and posts the integration journal; false: people do it there.",
          &store<&C::finance, &N::post_journal>),
    other("finance", "journal_period", KeyType::choice, "months", "What one journal holds.",
          &store<&C::finance, &N::journal_period>, kJournalPeriods),
    integer("finance", "schedule_minutes", "15", 1, 10080, "Time between two runs of automatic.",
            &store<&C::finance, &N::schedule>),
    other("finance", "run_on_change", KeyType::boolean, "true",
          "automatic also runs soon after a change that concerns it.",
          &store<&C::finance, &N::run_on_change>),
    integer("finance", "history_days", "45", 1, 3650, "How long runs are kept.",
            &store_days<&C::finance, &N::history>),
    other("mail", "mode", KeyType::choice, "off",
          "on: invitations, codes for another password and offers go out by e-mail.",
          &store<&C::mail, &M::mode>, kMailModes),
    other(
        "mail", "url", KeyType::text, "",
        "Server, smtps://host:port, or smtp://host:port, which then must speak STARTTLS unless it "
        "is on this machine.",
        &store<&C::mail, &M::url>),
    other("mail", "from", KeyType::text, "", "Address that messages come from.",
          &store<&C::mail, &M::from>),
    other("mail", "user", KeyType::text, "", "Name at the server; empty: it asks for none.",
          &store<&C::mail, &M::user>),
    other("mail", "password", KeyType::secret, "",
          "Its password, where no file holds it; only in the environment.",
          &store<&C::mail, &M::password>),
    other("mail", "password_file", KeyType::file, "",
          "File that holds the password, and nothing else.", &store<&C::mail, &M::password_file>),
    other("mail", "ca_file", KeyType::file, "", "Certificates to trust beside the system's (PEM).",
          &store<&C::mail, &M::ca_file>),
    other("mail", "site", KeyType::text, "",
          "Address of this server as people type it to sign in; stands in messages.",
          &store<&C::mail, &M::site>),
    integer("mail", "ending_days", "1", 0, 30,
            "Days before its deadline at which an undecided offer is called to mind; 0: never.",
            &store<&C::mail, &M::ending_days>),
    other("mail", "language", KeyType::choice, "en",
          "Language of messages to people who prefer none of these themselves.",
          &store<&C::mail, &M::language>, kMailLanguages),
    integer("mail", "tries", "8", 1, 100,
            "Tries of a message that the server turns away for now, before it is given up.",
            &store<&C::mail, &M::tries>),
    integer("windows", "work_orders", "0", 0, 36'500,
            "Days for which devices carry work orders that are inactive, posted or cancelled; 0: "
            "for ever.",
            &store<&C::windows, &V::work_orders>),
    integer("windows", "bookings", "0", 0, 36'500, "The same of bookings that have ended.",
            &store<&C::windows, &V::bookings>),
    integer("windows", "cases", "0", 0, 36'500, "The same of resolved and cancelled cases.",
            &store<&C::windows, &V::cases>),
    integer("windows", "invoices", "0", 0, 36'500, "The same of paid and cancelled invoices.",
            &store<&C::windows, &V::invoices>),
    integer("windows", "quotes", "0", 0, 36'500, "The same of won and closed quotes.",
            &store<&C::windows, &V::quotes>),
    integer("windows", "opportunities", "0", 0, 36'500, "The same of won and lost opportunities.",
            &store<&C::windows, &V::opportunities>),
    integer("windows", "projects", "0", 0, 36'500, "The same of closed projects.",
            &store<&C::windows, &V::projects>),
    integer("sync", "tombstone_days", "180", 1, 400,
            "How long removals are kept; a device that comes later reconciles by leaves.",
            &store_days<&C::sync, &C::Sync::tombstone_time>),
    integer("sync", "beat_seconds", "25", 5, 60, "How often a live stream says that it is alive.",
            &store<&C::sync, &C::Sync::beat_time>),
    integer("import", "rows_per_commit", "5000", 1,
            static_cast<std::int64_t>(limits::kImportRowsPerCommit),
            "Rows of an import that are committed together.",
            &store<&C::import, &C::Import::rows_per_commit>),
    integer("import", "findings", "1000", 1, 1'000'000,
            "Findings of an import that are reported singly; the rest is counted.",
            &store<&C::import, &C::Import::findings>),
});

constexpr std::array kNameMaps = {
    NameMap{"finance.payment_terms", "code", "name over there",
            "Payment terms by code (1 to 4); empty sends none.", &Config::finance_payment_terms},
    NameMap{"finance.billing_methods", "code", "name over there",
            "Types of contract lines by billing method.", &Config::finance_billing_methods},
    NameMap{"finance.transaction_types", "code", "name over there",
            "Types of actuals by transaction type.", &Config::finance_transaction_types},
    NameMap{"finance.legal_entities", "unit", "company",
            "Company of a contracting unit, for trade between companies.",
            &Config::finance_legal_entities},
    NameMap{"finance.entity_sets", "published", "entity set",
            "Entity sets whose name differs from the published one.", &Config::finance_entity_sets},
    NameMap{"finance.left_out", "task", "columns",
            "Columns that are taken out of a task's map, with commas.", &Config::finance_left_out},
    NameMap{"expose_to_customer", "entity", "column name",
            "Column that exposes rows of the entity to customers; empty hides the entity.",
            &Config::expose_to_customer},
    NameMap{"visible_to_customer", "entity", "column name",
            "Column that makes rows of the entity visible to customers; empty hides the entity.",
            &Config::visible_to_customer},
};

}  // namespace

std::span<const Key> key_table() { return kKeys; }
std::span<const NameMap> name_maps() { return kNameMaps; }

std::string environment_name(std::string_view section, std::string_view name) {
  std::string out = fmt::format("{}{}_{}", kEnvironmentPrefix, section, name);
  for (char& c : out)
    c = c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

std::string describe_type(const Key& key) {
  switch (key.type) {
    case KeyType::text: return "text";
    case KeyType::address: return "IP address";
    case KeyType::file: return "file";
    case KeyType::directory: return "directory";
    case KeyType::integer: return fmt::format("integer {} to {}", key.minimum, key.maximum);
    case KeyType::number:
      return fmt::format("number {} to {}", key.number_minimum, key.number_maximum);
    case KeyType::boolean: return "true or false";
    case KeyType::choice: return fmt::format("{}", fmt::join(key.choices, ", "));
    case KeyType::secret: return "secret";
  }
  return {};
}

std::string markdown_table() {
  std::string out = "| key | type | default | meaning |\n|---|---|---|---|\n";
  for (const Key& key : kKeys)
    out += fmt::format("| `{}.{}` | {} | {} | {} |\n", key.section, key.name, describe_type(key),
                       key.fallback.empty() ? "–" : fmt::format("`{}`", key.fallback), key.about);
  for (const NameMap& map : kNameMaps)
    out += fmt::format("| `{}.<{}>` | {} | – | {} |\n", map.section, map.key, map.value, map.about);
  return out;
}

}  // namespace fieldbook::syncd
