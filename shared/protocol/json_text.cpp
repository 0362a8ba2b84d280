#include <set>

#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"

namespace fieldbook::protocol {

namespace {

/// Walks through JSON text without keeping it, and stops at the first thing out of bounds.
class BoundsCheck final : public nlohmann::json_sax<nlohmann::json> {
 public:
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return open(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (keys_.back().insert(name).second) return true;
    return refuse(Errc::invalid_argument, "member \"" + name + "\" comes twice");
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    return refuse(Errc::invalid_argument, "not JSON at character " + std::to_string(position));
  }

 private:
  bool open() {
    keys_.emplace_back();
    if (keys_.size() <= limits::kNestingDepthMax) return true;
    return refuse(Errc::limit_exceeded, "nested too deeply");
  }
  bool close() {
    keys_.pop_back();
    return true;
  }
  bool refuse(Errc code, std::string message) {
    error_ = Error{code, std::move(message)};
    return false;
  }

  std::vector<std::set<std::string>> keys_;
  std::optional<Error> error_;
};

}  // namespace

Result<nlohmann::json> parse_json(std::string_view text) {
  if (text.size() > limits::kRequestBodyBytesMax)
    return fail(Errc::limit_exceeded, "the text is longer than " +
                                          std::to_string(limits::kRequestBodyBytesMax) + " bytes");
  BoundsCheck check;
  if (!nlohmann::json::sax_parse(text, &check)) {
    if (check.error()) return std::unexpected(*check.error());
    return fail(Errc::invalid_argument, "not JSON");
  }
  auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded()) return fail(Errc::invalid_argument, "not JSON");
  return json;
}

}  // namespace fieldbook::protocol
