#include "syncd/config/load.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "syncd/config/keys.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::syncd {
namespace {

std::vector<std::string> printed(const LoadedConfig& loaded) {
  std::vector<std::string> out;
  for (const auto& finding : loaded.findings) out.push_back(to_string(finding));
  return out;
}

class Config_loading : public testing::Test {
 protected:
  LoadedConfig load(std::string_view text, Environment environment = {}) {
    environment.emplace_back("FIELDBOOK_SYNCD_DATA_DIRECTORY", directory_.path().string());
    return load_config(text, "syncd.toml", environment);
  }
  tests::TempDir directory_;
};

TEST_F(Config_loading, takes_the_defaults_of_the_table) {
  const LoadedConfig loaded = load("");
  EXPECT_EQ(printed(loaded), std::vector<std::string>{});
  EXPECT_EQ(loaded.config.listen.address, "127.0.0.1");
  EXPECT_EQ(loaded.config.listen.port, 8460);
  EXPECT_EQ(loaded.config.sessions.access_time, std::chrono::minutes(10));
  EXPECT_EQ(loaded.config.sessions.refresh_time, std::chrono::days(90));
  EXPECT_EQ(loaded.config.decisions.quote_policy, QuoteEffect::close);
  EXPECT_FALSE(loaded.config.sessions.allow_unsigned_devices);
}

TEST_F(Config_loading, reads_every_section_of_a_file) {
  const LoadedConfig loaded = load(R"(
[listen]
address = "::1"
port = 0
[organisation]
name = "Nordlicht Service"
[log]
level = "warning"
format = "human"
[decisions]
quote_policy = "record_only"
contract_on_win = true
offer_grace_minutes = 0
[features]
field_service = false
[exposure]
article_language = ""
published_cases = false
closed_contracts = false
confirmed_resources = "named"
[expose_to_customer]
msdyn_workorder = "msa_expose"
)");
  EXPECT_EQ(printed(loaded), std::vector<std::string>{});
  EXPECT_EQ(loaded.config.listen.address, "::1");
  EXPECT_EQ(loaded.config.listen.port, 0);
  EXPECT_EQ(loaded.config.organisation.name, "Nordlicht Service");
  EXPECT_EQ(loaded.config.log.level, LogLevel::warning);
  EXPECT_EQ(loaded.config.log.format, LogFormat::human);
  EXPECT_EQ(loaded.config.decisions.quote_policy, QuoteEffect::record_only);
  EXPECT_TRUE(loaded.config.decisions.contract_on_win);
  EXPECT_EQ(loaded.config.decisions.offer_grace, std::chrono::minutes(0));
  EXPECT_FALSE(loaded.config.features.field_service);
  EXPECT_TRUE(loaded.config.features.project_service);
  EXPECT_EQ(loaded.config.exposure.article_language, "");
  EXPECT_FALSE(loaded.config.exposure.published_cases);
  EXPECT_FALSE(loaded.config.exposure.closed_contracts);
  EXPECT_EQ(loaded.config.exposure.confirmed_resources, ConfirmedResources::named);
  EXPECT_EQ(loaded.config.expose_to_customer,
            (std::map<std::string, std::string>{{"msdyn_workorder", "msa_expose"}}));
}

TEST_F(Config_loading, lets_the_environment_win_over_the_file) {
  const LoadedConfig loaded = load(
      "[listen]\nport = 1\n",
      {{"FIELDBOOK_SYNCD_LISTEN_PORT", "2"}, {"FIELDBOOK_SYNCD_VISIBLE_TO_CUSTOMER_INVOICE", ""}});
  EXPECT_EQ(printed(loaded), std::vector<std::string>{});
  EXPECT_EQ(loaded.config.listen.port, 2);
  EXPECT_EQ(loaded.config.visible_to_customer,
            (std::map<std::string, std::string>{{"invoice", ""}}));
}

TEST_F(Config_loading, reports_every_finding_with_file_line_and_key) {
  const LoadedConfig loaded =
      load(R"([listen]
address = "0.0.0.0"
prot = 8460
port = 70000
[tls]
key = "/nowhere/key.pem"
[log]
level = "loud"
format = true
[limits]
connections = "many"
[colours]
red = 1
[sessions]
refresh_days = 5
refresh_idle_days = 6
[expose_to_customer]
invoice = 3
[distribution.alerts]
potentially_stalled_days = 20
overdue_days = 20
)",
           {{"FIELDBOOK_SYNCD_LOG_FORMT", "json"}, {"FIELDBOOK_SYNCD_SYNC_TOMBSTONE_DAYS", "0"}});
  EXPECT_EQ(
      printed(loaded),
      (std::vector<std::string>{
          "syncd.toml:2: listen.address: 0.0.0.0 is not a loopback address, so tls.certificate and "
          "tls.key must be set",
          "syncd.toml:3: listen.prot: there is no such key; did you mean listen.port?",
          "syncd.toml:4: listen.port: 70000 is not between 0 and 65535",
          "syncd.toml:6: tls.key: there is no file /nowhere/key.pem",
          "syncd.toml:8: log.level: \"loud\" is not one of trace, debug, info, warning, error",
          "syncd.toml:9: log.format: expected text, got true or false",
          "syncd.toml:11: limits.connections: expected an integer, got text",
          "syncd.toml:12: colours: there is no such section",
          "syncd.toml:16: sessions.refresh_idle_days: must not be longer than "
          "sessions.refresh_days",
          "syncd.toml:18: expose_to_customer.invoice: expected text, got an integer",
          "syncd.toml:21: distribution.alerts.overdue_days: must be more than "
          "distribution.alerts.potentially_stalled_days",
          "$FIELDBOOK_SYNCD_LOG_FORMT: no key is set by this variable",
          "$FIELDBOOK_SYNCD_SYNC_TOMBSTONE_DAYS: sync.tombstone_days: 0 is not between 1 and 400",
          "default: tls.certificate: must be set too: a certificate and its key go together"}));
}

TEST_F(Config_loading, names_the_line_of_a_syntax_error) {
  const LoadedConfig loaded = load("[listen]\nport = = 3\n");
  ASSERT_EQ(loaded.findings.size(), 1U);
  EXPECT_EQ(loaded.findings[0].line, 2);
  EXPECT_TRUE(loaded.findings[0].message.starts_with("not TOML: ")) << loaded.findings[0].message;
}

TEST_F(Config_loading, refuses_a_key_that_is_written_twice) {
  const LoadedConfig loaded = load("[listen]\nport = 1\nport = 2\n");
  ASSERT_EQ(loaded.findings.size(), 1U);
  EXPECT_EQ(loaded.findings[0].line, 3);
}

TEST_F(Config_loading, reports_a_data_directory_that_cannot_be) {
  std::ofstream(directory_ / "file") << "x";
  const auto findings = [&](const std::string& path) {
    return printed(load_config("", "syncd.toml", {{"FIELDBOOK_SYNCD_DATA_DIRECTORY", path}}));
  };
  const std::string file = (directory_ / "file").string();
  EXPECT_EQ(findings(file),
            std::vector<std::string>{"$FIELDBOOK_SYNCD_DATA_DIRECTORY: data.directory: " + file +
                                     " is not a directory"});
  const std::string deep = (directory_ / "a/b").string();
  EXPECT_EQ(findings(deep),
            std::vector<std::string>{"$FIELDBOOK_SYNCD_DATA_DIRECTORY: data.directory: neither " +
                                     deep + " nor the directory above it exists"});
  EXPECT_EQ(findings((directory_ / "a").string()), std::vector<std::string>{});
}

TEST_F(Config_loading, says_that_a_named_file_is_missing) {
  const LoadedConfig loaded = load_config_file(directory_ / "absent.toml", {});
  ASSERT_FALSE(loaded.findings.empty());
  EXPECT_EQ(loaded.findings[0].message, "cannot be read");
}

TEST_F(Config_loading, prints_the_origin_of_each_value) {
  const std::string text =
      print_config(load("[listen]\nport = 9000\n", {{"FIELDBOOK_SYNCD_LOG_LEVEL", "debug"}}));
  EXPECT_NE(text.find("listen.address = 127.0.0.1  # default\n"), std::string::npos) << text;
  EXPECT_NE(text.find("listen.port = 9000  # syncd.toml:2\n"), std::string::npos) << text;
  EXPECT_NE(text.find("log.level = debug  # $FIELDBOOK_SYNCD_LOG_LEVEL\n"), std::string::npos);
}

TEST(Config_environment, takes_only_variables_of_this_program) {
  const char* const variables[] = {"PATH=/bin", "FIELDBOOK_SYNCD_LISTEN_PORT=1=2",
                                   "FIELDBOOK_SYNCD", nullptr};
  EXPECT_EQ(process_environment(variables), (Environment{{"FIELDBOOK_SYNCD_LISTEN_PORT", "1=2"}}));
}

TEST(Config_addresses, knows_loopback) {
  for (const auto* address : {"127.0.0.1", "127.9.9.9", "::1"}) EXPECT_TRUE(is_loopback(address));
  for (const auto* address : {"0.0.0.0", "::", "10.0.0.1", "localhost", "128.0.0.1", ""})
    EXPECT_FALSE(is_loopback(address)) << address;
}

TEST(Config_readme, holds_the_table_of_all_keys) {
  std::ifstream file(FIELDBOOK_SOURCE_DIR "/syncd/config/README.md");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find(markdown_table()), std::string::npos)
      << "put this into syncd/config/README.md:\n"
      << markdown_table();
}

}  // namespace
}  // namespace fieldbook::syncd
