#include "syncd/http/log.hpp"

#include <array>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace fieldbook::syncd {
namespace {

constexpr std::array kLevelNames = {"trace", "debug", "info", "warning", "error"};

std::string_view name_of(LogLevel level) { return kLevelNames[static_cast<std::size_t>(level)]; }

std::string dump(const auto& json) {
  // Names of devices and files come from outside; a broken byte must not lose the event.
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::string format_event(Instant now, LogLevel level, LogFormat format, std::string_view event,
                         LogFields fields) {
  if (format == LogFormat::json) {
    nlohmann::ordered_json line;
    line["time"] = format_instant(now);
    line["level"] = name_of(level);
    line["event"] = event;
    for (const auto& [name, value] : fields) line[std::string(name)] = value;
    return dump(line);
  }
  std::string line = fmt::format("{} {:7} {}", format_instant(now), name_of(level), event);
  for (const auto& [name, value] : fields)
    line += fmt::format(" {}={}", name, value.is_string() ? value.get<std::string>() : dump(value));
  return line;
}

EventLog::EventLog(const Clock& clock, LogLevel least, LogFormat format)
    : clock_(clock),
      least_(least),
      format_(format),
      logger_(std::make_shared<spdlog::logger>("syncd",
                                               std::make_shared<spdlog::sinks::stdout_sink_mt>())) {
  logger_->set_pattern("%v");
  logger_->set_level(spdlog::level::trace);
  logger_->flush_on(spdlog::level::info);
}

EventLog::~EventLog() = default;

void EventLog::debug(std::string_view event, LogFields fields) {
  write(LogLevel::debug, event, fields);
}
void EventLog::info(std::string_view event, LogFields fields) {
  write(LogLevel::info, event, fields);
}
void EventLog::warning(std::string_view event, LogFields fields) {
  write(LogLevel::warning, event, fields);
}
void EventLog::error(std::string_view event, LogFields fields) {
  write(LogLevel::error, event, fields);
}

void EventLog::failed(std::string_view event, const Error& error, LogFields fields) {
  nlohmann::json more = nlohmann::json::object();
  for (const auto& [name, value] : fields) more[std::string(name)] = value;
  write(LogLevel::error, event,
        {{"code", to_string(error.code)},
         {"message", error.message},
         {"where", fmt::format("{}:{}", error.where.file_name(), error.where.line())},
         {"about", more}});
}

void EventLog::write(LogLevel level, std::string_view event, LogFields fields) {
  if (level < least_) return;
  logger_->info("{}", format_event(clock_.now(), level, format_, event, fields));
}

}  // namespace fieldbook::syncd
