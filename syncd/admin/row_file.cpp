#include "syncd/admin/row_file.hpp"

#include <fmt/format.h>
#include <iterator>

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {
namespace {

using nlohmann::json;

/// Columns that hold objects are unknown to every catalogue; a few levels are enough to keep them.
constexpr std::size_t kRowDepthMax = 8;

/// The stream's bytes, ended early when one token grows beyond every row: the lexer would collect
/// it before anybody could refuse it.
class BoundedBytes {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  BoundedBytes() = default;
  BoundedBytes(std::streambuf* buffer, std::size_t* since_event)
      : buffer_(buffer), since_event_(since_event) {}

  char operator*() const { return static_cast<char>(buffer_->sgetc()); }
  BoundedBytes& operator++() {
    buffer_->sbumpc();
    ++*since_event_;
    return *this;
  }
  void operator++(int) { ++*this; }
  friend bool operator==(const BoundedBytes& a, const BoundedBytes& b) {
    return a.is_end() == b.is_end();
  }
  friend bool operator!=(const BoundedBytes& a, const BoundedBytes& b) { return !(a == b); }

 private:
  bool is_end() const {
    return buffer_ == nullptr || *since_event_ > limits::kRowBytesMax ||
           buffer_->sgetc() == std::char_traits<char>::eof();
  }
  std::streambuf* buffer_ = nullptr;
  std::size_t* since_event_ = nullptr;
};

class Reader final : public nlohmann::json_sax<json> {
 public:
  Reader(std::string_view list, RowSink& sink, std::size_t& since_event)
      : list_(list), sink_(sink), since_event_(since_event) {}

  bool null() override { return value(nullptr, 0); }
  bool boolean(bool flag) override { return value(flag, 0); }
  bool number_integer(number_integer_t number) override { return value(number, 8); }
  bool number_unsigned(number_unsigned_t number) override { return value(number, 8); }
  bool number_float(number_float_t number, const string_t&) override { return value(number, 8); }
  bool string(string_t& text) override { return value(text, text.size()); }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(json::object()); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    since_event_ = 0;
    if (depth_ == 1) root_key_ = name;
    if (depth_ < 3) return true;
    if (stack_.empty()) return true;
    count(name.size());
    if (stack_.back()->contains(name)) spoil(fmt::format("the member {} comes twice", name));
    key_ = name;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const json::exception& error) override {
    sink_.broken(0, since_event_ > limits::kRowBytesMax
                        ? std::string("a value is larger than a row may be; the rest is not read")
                        : fmt::format("not JSON at byte {}: {}", position, error.what()));
    failed_ = true;
    return false;
  }

  /// What is wrong with the file as a whole once it was read.
  void finish() {
    if (!failed_ && !found_list_ && !stopped_)
      sink_.broken(0, fmt::format("there is no list \"{}\" at the root", list_));
  }

 private:
  bool in_list() const { return depth_ >= 2 && root_key_ == list_; }

  bool open(json container) {
    since_event_ = 0;
    ++depth_;
    if (depth_ == 1 && !container.is_object()) {
      sink_.broken(0, "the root is not an object");
      failed_ = true;
      return false;
    }
    if (depth_ == 2 && root_key_ == list_ && container.is_array()) found_list_ = true;
    if (depth_ < 3 || !in_list() || !found_list_) return true;
    if (depth_ == 3) {
      begin_row(std::move(container));
    } else if (depth_ - 3 >= kRowDepthMax) {
      spoil("the row is nested too deeply");
    } else if (!stack_.empty() && spoiled_.empty()) {
      stack_.push_back(put(std::move(container)));
    }
    return true;
  }

  bool close() {
    since_event_ = 0;
    bool go_on = true;
    if (depth_ == 3 && in_list() && found_list_)
      go_on = end_row();
    else if (depth_ > 3 && spoiled_.empty() && !stack_.empty())
      stack_.pop_back();
    --depth_;
    return go_on;
  }

  bool value(json one, std::size_t bytes) {
    since_event_ = 0;
    if (!in_list() || !found_list_) return true;
    if (depth_ == 2) {
      sink_.broken(++number_, "a row must be an object");
      return true;
    }
    count(bytes);
    if (spoiled_.empty() && !stack_.empty()) put(std::move(one));
    return true;
  }

  void begin_row(json container) {
    ++number_;
    row_ = std::move(container);
    bytes_ = 0;
    spoiled_.clear();
    stack_.assign(1, &row_);
    if (!row_.is_object()) spoil("a row must be an object");
  }

  bool end_row() {
    stack_.clear();
    if (!spoiled_.empty()) {
      sink_.broken(number_, std::exchange(spoiled_, {}));
      return true;
    }
    stopped_ = !sink_.row(number_, std::move(row_));
    return !stopped_;
  }

  json* put(json one) {
    json& parent = *stack_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(one));
      return &parent.back();
    }
    return &(parent[key_] = std::move(one));
  }

  void count(std::size_t bytes) {
    bytes_ += bytes;
    if (bytes_ > limits::kRowBytesMax) spoil("the row is too large");
  }

  void spoil(std::string message) {
    if (spoiled_.empty()) spoiled_ = std::move(message);
    row_ = json::object();
    stack_.assign(1, &row_);
  }

  std::string list_;
  RowSink& sink_;
  std::size_t& since_event_;
  std::string root_key_;
  std::string key_;
  std::size_t depth_ = 0;
  std::size_t number_ = 0;
  std::size_t bytes_ = 0;
  json row_;
  std::vector<json*> stack_;  // from the row to the container that is open
  std::string spoiled_;
  bool found_list_ = false;
  bool failed_ = false;
  bool stopped_ = false;
};

}  // namespace

void read_row_file(std::istream& stream, std::string_view list, RowSink& sink) {
  std::size_t since_event = 0;
  Reader reader(list, sink, since_event);
  json::sax_parse(BoundedBytes(stream.rdbuf(), &since_event), BoundedBytes(), &reader,
                  json::input_format_t::json);
  reader.finish();
}

}  // namespace fieldbook::syncd
