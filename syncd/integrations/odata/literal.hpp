#pragma once

// Values as an OData 4.0 URL has them (OData ABNF, primitiveLiteral), and expressions made of them.
// Everything that comes from a row goes through here, so that no name or description can end a
// quotation and become part of an expression.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/time.hpp"
#include "shared/base/uuid.hpp"

namespace fieldbook::syncd::odata {

/// A value in the text form of URLs, not yet percent-encoded.
class Literal {
 public:
  [[nodiscard]] static Literal null();
  [[nodiscard]] static Literal text(std::string_view value);  ///< 'O''Brien'
  [[nodiscard]] static Literal guid(const Uuid& value);       ///< without quotes, as OData 4 has it
  [[nodiscard]] static Literal integer(std::int64_t value);
  [[nodiscard]] static Literal decimal(double value);  ///< the shortest form that reads back
  [[nodiscard]] static Literal boolean(bool value);
  [[nodiscard]] static Literal instant(Instant value);
  /// A member of an enumeration of Finance and Operations:
  /// Microsoft.Dynamics.DataEntities.NoYes'Yes'. It compares only with `eq` and `ne`.
  [[nodiscard]] static Literal enumeration(std::string_view type, std::string_view member);

  [[nodiscard]] const std::string& written() const { return written_; }

 private:
  explicit Literal(std::string written) : written_(std::move(written)) {}
  std::string written_;
};

/// `column eq value`. `column` is a name of ours, never input.
[[nodiscard]] std::string equals(std::string_view column, const Literal& value);
[[nodiscard]] std::string not_equals(std::string_view column, const Literal& value);
[[nodiscard]] std::string greater(std::string_view column, const Literal& value);
/// Joins with `and`; each part in brackets. Empty parts are left out; nothing at all is "".
[[nodiscard]] std::string all_of(const std::vector<std::string>& parts);
/// Joins with `or`: Finance and Operations knows no `in`.
[[nodiscard]] std::string any_of(const std::vector<std::string>& parts);

/// One column of a key. Finance and Operations wants every column of it, `dataAreaId` included.
struct KeyPart {
  std::string column;
  Literal value;
};

/// "ProjActuals(dataAreaId='usmf',ACTUALID=9e8d…)", percent-encoded.
[[nodiscard]] std::string entity_path(std::string_view entity_set, const std::vector<KeyPart>& key);

/// RFC 3986: everything but unreserved characters becomes %XX.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace fieldbook::syncd::odata
