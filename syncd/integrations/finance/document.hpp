#pragma once

// Reads one JSON document of a consultant's hand, and says everything that is wrong with it at
// once, each finding with file and path.

#include <set>
#include <string>
#include <vector>

#include "syncd/integrations/finance/target.hpp"

namespace fieldbook::syncd::finance {

/// Findings of all documents, in the order in which they were met.
class DocumentFindings {
 public:
  void add(std::string_view file, std::string_view path, std::string_view message);
  [[nodiscard]] bool empty() const { return lines_.empty(); }
  /// One a line.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::string> lines_;
};

/// One object of a document. Reports members of the wrong type and, in finish(), members that
/// nothing asked for.
class Member {
 public:
  Member(const Json& json, std::string file, std::string path, DocumentFindings& findings);

  [[nodiscard]] const Json* any(const std::string& key);
  [[nodiscard]] bool has(const std::string& key) const;
  [[nodiscard]] std::string text(const std::string& key);
  [[nodiscard]] std::string required_text(const std::string& key);
  [[nodiscard]] bool flag(const std::string& key);
  [[nodiscard]] std::int64_t number(const std::string& key, std::int64_t least, std::int64_t most);
  [[nodiscard]] std::vector<std::string> texts(const std::string& key);
  /// The objects of an array.
  [[nodiscard]] std::vector<Member> objects(const std::string& key);
  /// The members of an object that maps texts.
  [[nodiscard]] std::vector<std::pair<std::string, Json>> pairs(const std::string& key);
  /// A finding about a member, or about this object where `key` is empty.
  void report(std::string_view key, std::string_view message);
  void finish();
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  const Json& json_;
  std::string file_, path_;
  DocumentFindings& findings_;
  std::set<std::string> known_;
};

}  // namespace fieldbook::syncd::finance
