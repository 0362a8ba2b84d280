#include "platform/os/system_clock.hpp"

#include <ctime>
#include <fstream>

namespace fieldbook::platform {
namespace {

std::int64_t read_ms(clockid_t clock) {
  timespec time{};
  ASSERT(::clock_gettime(clock, &time) == 0);
  return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace

Instant SystemClock::now() const { return {read_ms(CLOCK_REALTIME)}; }

std::chrono::milliseconds SystemClock::since_boot() const {
  return std::chrono::milliseconds(read_ms(CLOCK_BOOTTIME));
}

std::string SystemClock::boot_id() const {
  std::ifstream in("/proc/sys/kernel/random/boot_id");
  std::string id;
  std::getline(in, id);
  return id;
}

}  // namespace fieldbook::platform
