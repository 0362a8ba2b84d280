#include "syncd/integrations/odata/json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace fieldbook::syncd::odata {
namespace {

/// Counts what a text would become; stops at the first bound that it passes.
class Counter final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Counter(const JsonBounds& bounds) : bounds_(bounds) {}

  bool null() override { return count(); }
  bool boolean(bool) override { return count(); }
  bool number_integer(number_integer_t) override { return count(); }
  bool number_unsigned(number_unsigned_t) override { return count(); }
  bool number_float(number_float_t, const string_t&) override { return count(); }
  bool string(string_t&) override { return count(); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (members_.back().insert(name).second) return true;
    error = Error{Errc::invalid_argument, fmt::format("JSON has the member \"{}\" twice", name)};
    return false;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    error = Error{Errc::invalid_argument, fmt::format("no JSON from byte {} on", position)};
    return false;
  }

  Error error;

 private:
  bool count() {
    if (++values_ <= bounds_.values) return true;
    error = Error{Errc::limit_exceeded, fmt::format("JSON of over {} values", bounds_.values)};
    return false;
  }
  bool open() {
    members_.emplace_back();
    if (members_.size() <= bounds_.depth) return count();
    error = Error{Errc::limit_exceeded, fmt::format("JSON of over {} levels", bounds_.depth)};
    return false;
  }
  bool close() {
    members_.pop_back();
    return true;
  }

  const JsonBounds& bounds_;
  std::vector<std::set<std::string>> members_;
  std::size_t values_ = 0;
};

}  // namespace

Result<nlohmann::json> parse_bounded(std::string_view text, const JsonBounds& bounds) {
  if (text.size() > bounds.bytes)
    return fail(Errc::limit_exceeded,
                fmt::format("JSON of {} bytes, over {}", text.size(), bounds.bytes));
  Counter counter(bounds);
  if (!nlohmann::json::sax_parse(text, &counter)) return std::unexpected(std::move(counter.error));
  return nlohmann::json::parse(text);
}

}  // namespace fieldbook::syncd::odata
