#pragma once

// A template of the integration: which rows go where, in which order, under which key, and how each
// column becomes another. Templates are JSON documents, one a file in `templates/`, that a
// functional consultant can read; README.md shows one. They are checked as a whole when they are
// loaded and never change afterwards.
//
// `to_finance`: a task's source is an entity of the catalogue, its target an entity set of the
// peer. `from_finance`: the other way round. A column of the catalogue is a path: lookups are
// followed at dots ("transactioncurrencyid.isocurrencycode").

#include <map>
#include <memory>
#include <optional>
#include <span>

#include "shared/schema/catalogue.hpp"
#include "syncd/integrations/finance/target.hpp"

namespace fieldbook::syncd::finance {

enum class Direction : std::uint8_t { to_finance, from_finance };
[[nodiscard]] std::string_view to_string(Direction direction);

enum class FilterKind : std::uint8_t {
  equal,
  not_equal,  ///< null is not equal to anything
  in,
  is_null,
  not_null,
  in_business_units  ///< a unit's name is among the site's, or the site names none
};

struct Filter {
  std::string column;  ///< a path on our side, a column on the peer's
  FilterKind kind = FilterKind::equal;
  Json value;  ///< an array with `in`
};

/// What a text that is longer than the other side takes becomes.
enum class TooLong : std::uint8_t { error, cut };

/// How one column of the other side comes about. Exactly one of `from` and `constant` is set.
struct FieldMap {
  std::string to;
  std::string from;            ///< a path or column
  std::string otherwise_from;  ///< read where `from` is null: "or"
  Json constant;               ///< null: none
  std::string when;            ///< the value is null where this column is null
  /// Value map by the source's value as text. Values that it lacks are a row error, unless there is
  /// `otherwise` (null included).
  std::map<std::string, Json> values;
  std::optional<Json> otherwise;
  std::string otherwise_setting;  ///< a setting of the site instead: "legal_entity"
  /// A setting of the site: of a constant its value, else a value map that replaces `values`.
  std::string setting;
  bool only_with_setting = false;  ///< the column is left out where the site has none
  bool is_demo = false;            ///< the site must set its own before the first run
  bool as_guid = false;            ///< a text that must read as an id
  bool required = false;
  /// Required where this column has one of these values: {"msdyn_…": [192350001]}.
  std::string required_for;
  std::vector<std::int64_t> required_values;
  std::size_t length = 0;  ///< longest text, in code points; 0 = not known
  TooLong too_long = TooLong::error;
  bool only_new = false;  ///< from_finance: set in rows that are made, kept in rows of ours
  /// Capabilities of the other side that a value needs: {"192350001": "fixed_price"}.
  std::map<std::string, std::string> needs;
};

struct Task {
  std::string name;  ///< unique over all templates; the outbox knows it by this
  std::string label;
  std::string source;
  std::string target;
  WriteKind write = WriteKind::upsert;
  std::optional<std::int64_t> psa_major;  ///< only with this major version of PSA
  std::vector<Filter> filter;
  std::vector<std::string> key;  ///< the peer's key columns without dataAreaId
  std::string parent;            ///< a lookup on itself: parents go first
  std::string changed;           ///< from_finance: the peer's column that grows with each change
  /// from_finance: where the key is empty, the row whose `match_column` equals `match_from`.
  std::string match_from, match_column;
  std::vector<FieldMap> map;
  std::vector<std::string> not_mapped;  ///< columns that a site may add

  [[nodiscard]] const FieldMap* find(std::string_view to) const;
};

struct Template {
  std::string name;
  std::string label;
  std::vector<std::string> published_as;
  std::int64_t order = 0;  ///< step of the mandatory order (DOMAIN.md 7.3)
  Direction direction = Direction::to_finance;
  std::string unavailable;         ///< why it is declared and cannot run; empty: it can
  std::vector<std::string> needs;  ///< capabilities
  std::vector<std::string> after;  ///< templates that must have run
  std::vector<std::string> preconditions, limits;
  std::vector<Task> tasks;  ///< in their order

  [[nodiscard]] bool is_available() const { return unavailable.empty(); }
};

class Templates {
 public:
  /// Those of this build; a test checks them against the embedded catalogue.
  [[nodiscard]] static std::shared_ptr<const Templates> embedded();
  /// Loads documents by file name. Returns Errc::invalid_argument with every finding, one a line:
  /// "actuals.json: tasks[0].map[3].from: msdyn_actual has no column msdyn_amuont".
  [[nodiscard]] static Result<std::shared_ptr<const Templates>> load(
      const std::map<std::string, std::string>& documents, const schema::Catalogue& catalogue);

  /// Ascending by order.
  [[nodiscard]] std::span<const Template> all() const { return templates_; }
  [[nodiscard]] const Template* find(std::string_view name) const;
  [[nodiscard]] const Task* find_task(std::string_view name) const;
  [[nodiscard]] const Template* template_of(std::string_view task) const;

 private:
  std::vector<Template> templates_;
};

/// The JSON documents that this build embeds, by file name; "gates.json" is among them.
[[nodiscard]] const std::map<std::string, std::string>& embedded_templates();

/// Follows `path` from `entity`: the column at its end, or an error that names what is missing. The
/// primary key's name is a path too (answered with null).
[[nodiscard]] Result<const schema::Column*> resolve_path(const schema::Catalogue& catalogue,
                                                         const schema::Entity& entity,
                                                         std::string_view path);

}  // namespace fieldbook::syncd::finance
