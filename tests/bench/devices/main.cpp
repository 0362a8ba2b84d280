// bench_devices: many devices at once, as bytes on sockets: no replica behind them, so that what is
// measured is the daemon. Commands on standard input, a line each, answered with one JSON line.
//
//   bench_devices PORT TOKENS-FILE [tls]
//   pull COUNT        the first COUNT devices fetch all their rows, one after the other
//   live COUNT        the first COUNT devices hold a live stream each
//   forget            forgets what arrived
//   arrived COUNT     waits until COUNT streams got a change; seconds of each one's last byte
//   quit
//
// Times are seconds of the monotonic clock, which all processes of a machine share.

#include <fstream>
#include <iostream>
#include <sodium.h>
#include <sstream>
#include <sys/resource.h>

#include "tests/bench/devices/live_streams.hpp"
#include "tests/bench/devices/pull.hpp"

namespace fieldbook::bench {
namespace {

using nlohmann::ordered_json;

class Driver {
 public:
  Driver(std::uint16_t port, const std::string& tokens, bool tls) : port_(port), tls_(tls) {
    std::ifstream file(tokens);
    for (DeviceToken token; file >> token.access >> token.signin;) tokens_.push_back(token);
  }

  ordered_json answer(const std::string& line) {
    std::istringstream words(line);
    std::string command;
    std::size_t count = 0;
    words >> command >> count;
    if (count > tokens_.size()) throw std::runtime_error("more devices than tokens");
    if (command == "pull") return pull(count);
    if (command == "live") return live(count);
    if (command == "forget") return streams_->forget(), ordered_json{{"forgotten", true}};
    if (command == "arrived") return {{"seconds", streams_->arrived(count)}};
    throw std::runtime_error("no such command: " + command);
  }

 private:
  ordered_json pull(std::size_t count) {
    Pulled all;
    for (std::size_t i = 0; i < count; ++i) {
      const Pulled one = pull_everything(port_, tls_, tokens_[i].access);
      all.wire_bytes += one.wire_bytes;
      all.frame_bytes += one.frame_bytes;
      all.rows += one.rows;
      positions_[tokens_[i].signin] = one.position;
    }
    return {{"devices", count},
            {"rows", all.rows},
            {"wire_bytes", all.wire_bytes},
            {"frame_bytes", all.frame_bytes}};
  }

  ordered_json live(std::size_t count) {
    streams_ = make_live_streams(port_, tls_);
    for (std::size_t i = 0; i < count; ++i) {
      const DeviceToken& token = tokens_[i];
      auto& position = positions_[token.signin];
      if (position.cursor == 0) position = pull_everything(port_, tls_, token.access).position;
      streams_->add(token.access, position);
    }
    streams_->wait_until_open();
    return {{"live", count}};
  }

  std::uint16_t port_;
  bool tls_;
  std::vector<DeviceToken> tokens_;
  std::map<std::string, protocol::SyncRequest> positions_;
  std::unique_ptr<LiveStreams> streams_;
};

int run(int argc, char** argv) {
  if (argc < 3) return 2;
  Driver driver(static_cast<std::uint16_t>(std::stoi(argv[1])), argv[2], argc > 3);
  std::cout << ordered_json{{"ready", true}}.dump() << std::endl;
  std::string line;
  while (std::getline(std::cin, line) && line != "quit") {
    ordered_json answer;
    try {
      answer = driver.answer(line);
    } catch (const std::exception& exception) {
      answer = {{"error", exception.what()}};
    }
    std::cout << answer.dump() << std::endl;
  }
  return 0;
}

}  // namespace
}  // namespace fieldbook::bench

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 2;
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  return fieldbook::bench::run(argc, argv);
}
