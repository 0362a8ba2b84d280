#pragma once

// The daemon's log: one event a line on standard output, as JSON for machines or as text for
// people. Never passwords, tokens or row values. Any thread.

#include <initializer_list>
#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "shared/base/time.hpp"
#include "syncd/config/config.hpp"

namespace spdlog {
class logger;
}

namespace fieldbook::syncd {

using LogFields = std::initializer_list<std::pair<std::string_view, nlohmann::json>>;

class EventLog {
 public:
  EventLog(const Clock& clock, LogLevel least, LogFormat format);
  ~EventLog();
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  void debug(std::string_view event, LogFields fields = {});
  void info(std::string_view event, LogFields fields = {});
  void warning(std::string_view event, LogFields fields = {});
  void error(std::string_view event, LogFields fields = {});
  /// An Error with its place in the code.
  void failed(std::string_view event, const Error& error, LogFields fields = {});

 private:
  void write(LogLevel level, std::string_view event, LogFields fields);
  const Clock& clock_;
  LogLevel least_;
  LogFormat format_;
  std::shared_ptr<spdlog::logger> logger_;
};

/// One event as a line without its end.
[[nodiscard]] std::string format_event(Instant now, LogLevel level, LogFormat format,
                                       std::string_view event, LogFields fields);

}  // namespace fieldbook::syncd
