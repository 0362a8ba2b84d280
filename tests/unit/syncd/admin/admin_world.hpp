#pragma once

// An organisation in a directory of its own, with verbs to run on it.

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "syncd/admin/direct_writer.hpp"
#include "syncd/admin/import.hpp"
#include "syncd/admin/organisation.hpp"
#include "syncd/admin/verbs.hpp"
#include "syncd/config/load.hpp"
#include "syncd/endpoints/core.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::syncd {

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream out;
  out << stream.rdbuf();
  return out.str();
}

inline void write_text(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// One daemon's data, opened.
struct OpenOrganisation {
  OpenOrganisation(const std::filesystem::path& directory, const Clock& clock, Random& random)
      : config(load_config(std::nullopt, "",
                           {{"FIELDBOOK_SYNCD_DATA_DIRECTORY", directory.string()},
                            {"FIELDBOOK_SYNCD_ORGANISATION_NAME", "Nordlicht"}})
                   .config),
        organisation(open(config, clock, random)),
        core(organisation->store(), organisation->committer(), DeciderSettings{}, clock, random),
        writer(organisation->store(), core),
        admin{config, organisation->store(), organisation->committer(), clock, random, writer,
              core} {}

  static std::unique_ptr<Organisation> open(const Config& config, const Clock& clock,
                                            Random& random) {
    auto opened = Organisation::open(config, clock, random);
    if (!opened) ADD_FAILURE() << opened.error().message;
    return opened ? *std::move(opened) : nullptr;
  }

  Config config;
  std::unique_ptr<Organisation> organisation;
  Core core;
  DirectWriter writer;
  AdminContext admin;
};

class AdminWorld : public testing::Test {
 protected:
  AdminWorld() : open_(directory_ / "data", clock_, random_) {}

  OrderedJson run(std::string_view verb, const Json& arguments = Json::object()) {
    auto result = run_verb(open_.admin, verb, arguments);
    if (!result) {
      ADD_FAILURE() << verb << ": " << result.error().message;
      return OrderedJson::object();
    }
    return *std::move(result);
  }
  Errc refusal(std::string_view verb, const Json& arguments = Json::object()) {
    auto result = run_verb(open_.admin, verb, arguments);
    EXPECT_FALSE(result) << verb << " did not refuse: " << (result ? result->dump() : "");
    return result ? Errc::internal : result.error().code;
  }
  /// Imports one file of rows under its set's name.
  OrderedJson import_file(const std::string& name, std::string_view text) {
    const auto directory = directory_ / ("import" + std::to_string(++imports_));
    write_text(directory / name, text);
    return run("import", {{"directory", directory.string()}});
  }
  OrderedJson import_sample(bool rebase = false) {
    return run("import", {{"directory", sample()}, {"rebase_dates", rebase}});
  }
  static std::string sample() { return FIELDBOOK_SOURCE_DIR "/tests/data/sample"; }

  tests::TempDir directory_;
  tests::FakeClock clock_;
  SeededRandom random_{11};
  OpenOrganisation open_;
  int imports_ = 0;
};

}  // namespace fieldbook::syncd
