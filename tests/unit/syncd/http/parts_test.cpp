#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "syncd/http/housekeeping.hpp"
#include "syncd/http/log.hpp"
#include "syncd/http/notify.hpp"
#include "syncd/http/tls.hpp"
#include "tests/unit/syncd/admin/admin_world.hpp"

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

TEST(Log, writes_one_json_object_a_line) {
  const Instant now = *parse_instant("2026-11-21T08:00:00Z");
  EXPECT_EQ(format_event(now, LogLevel::info, LogFormat::json, "action",
                         {{"verdict", "applied"}, {"ms", 3}, {"name", "a\n\"b\""}}),
            R"({"time":"2026-11-21T08:00:00Z","level":"info","event":"action",)"
            R"("verdict":"applied","ms":3,"name":"a\n\"b\""})");
}

TEST(Log, writes_text_for_people) {
  const Instant now = *parse_instant("2026-11-21T08:00:00Z");
  EXPECT_EQ(format_event(now, LogLevel::warning, LogFormat::human, "stream forked", {{"n", 3}}),
            "2026-11-21T08:00:00Z warning stream forked n=3");
}

TEST(Log, keeps_an_event_whose_text_is_no_utf8) {
  const std::string line =
      format_event({}, LogLevel::info, LogFormat::json, "device", {{"name", "\xff"}});
  EXPECT_TRUE(Json::accept(line)) << line;
}

TEST(Notifier, sends_one_datagram_a_state) {
  const tests::TempDir directory;
  const std::string path = (directory / "notify").string();
  const int receiver = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(path.size(), sizeof address.sun_path);
  std::memcpy(address.sun_path, path.data(), path.size());
  ASSERT_EQ(::bind(receiver, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  const ServiceNotifier notifier(path, "20000000");
  EXPECT_EQ(notifier.watchdog_interval(), 10s);
  notifier.send("READY=1");
  char buffer[64];
  const auto count = ::recv(receiver, buffer, sizeof buffer, MSG_DONTWAIT);
  ::close(receiver);
  ASSERT_GT(count, 0);
  EXPECT_EQ(std::string_view(buffer, static_cast<std::size_t>(count)), "READY=1");
}

TEST(Notifier, is_silent_without_a_service_manager) {
  const ServiceNotifier notifier("", "");
  EXPECT_EQ(notifier.watchdog_interval(), 0ms);
  notifier.send("READY=1");
}

TEST(Tls, names_the_files_that_cannot_be_used) {
  const tests::TempDir directory;
  write_text(directory / "certificate.pem", "not a certificate");
  const Config::Tls config{directory / "certificate.pem", directory / "key.pem"};
  const auto loaded = load_tls(config);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, Errc::invalid_argument);
  EXPECT_NE(loaded.error().message.find("certificate.pem"), std::string::npos);
}

class Housekeeping_jobs : public AdminWorld {
 protected:
  std::vector<std::string> days() {
    std::vector<std::string> out;
    auto transaction = open_.organisation->store().begin_read();
    const auto settings = (*transaction)->settings("day.");
    for (const auto& [name, commit] : *settings) out.push_back(name);
    return out;
  }
  Housekeeping jobs_{open_.organisation->store(), open_.organisation->exposure(), clock_,
                     std::chrono::hours(48)};
};

TEST_F(Housekeeping_jobs, note_the_last_commit_of_each_day_until_it_is_old_enough) {
  const std::int64_t today = day_of(clock_.now());
  const auto name = [&](std::int64_t day) { return "day." + std::to_string(day); };
  jobs_.run(open_.writer);
  EXPECT_EQ(days(), std::vector<std::string>{name(today)});
  clock_.advance(48h);
  jobs_.run(open_.writer);
  EXPECT_EQ(days(), (std::vector<std::string>{name(today), name(today + 2)}));
  clock_.advance(24h);
  jobs_.run(open_.writer);
  EXPECT_EQ(days(), (std::vector<std::string>{name(today + 2), name(today + 3)}));
}

}  // namespace
}  // namespace fieldbook::syncd
