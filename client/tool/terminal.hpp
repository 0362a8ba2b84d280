#pragma once

// What fieldbookctl writes: tables for people, JSON for programs, progress on a terminal only.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "client/api/snapshots.hpp"

namespace fieldbook::client {

/// A table with a heading line; columns as wide as their widest cell, at most `cell_max` wide.
[[nodiscard]] std::string format_table(const std::vector<std::string>& headings,
                                       const std::vector<std::vector<std::string>>& rows,
                                       std::size_t cell_max = 40);

/// Columns that a text takes on a terminal: wide characters count twice, combining ones not.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// Cut to `width` columns, with "…" where something was cut; control characters become spaces.
[[nodiscard]] std::string fit(std::string_view text, std::size_t width);

/// "12 s", "4 min", "3 h", "2 d".
[[nodiscard]] std::string format_age(std::int64_t ms);
/// Local time of the person: "2026-11-21 09:00", empty for 0.
[[nodiscard]] std::string format_local(std::int64_t ms, int zone_offset_minutes);

[[nodiscard]] nlohmann::ordered_json to_json(const ActionSnapshot& action);
[[nodiscard]] nlohmann::ordered_json to_json(const StatusSnapshot& status);
[[nodiscard]] nlohmann::ordered_json to_json(const DoctorSnapshot& doctor);

/// A bar on standard error that overwrites itself; silent when that is not a terminal.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  void show(std::string_view what, std::uint64_t done, std::uint64_t total);

 private:
  bool terminal_;
  bool shown_ = false;
};

}  // namespace fieldbook::client
