#pragma once

// The one table of truth: every entity with its columns, option sets, audiences, merge rules,
// views and form sections (design.md section 4). Loaded once from JSON documents, checked as a
// whole, then immutable and shared between threads.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"
#include "shared/schema/value.hpp"

namespace fieldbook::schema {

/// Who may hold a column. A sign-in has exactly one audience.
enum class Audience : std::uint8_t { customer, partner, staff };
inline constexpr std::size_t kAudienceCount = 3;
[[nodiscard]] std::string_view to_string(Audience audience);
[[nodiscard]] Result<Audience> parse_audience(std::string_view text);

/// A set of audiences, as a bit mask.
struct AudienceSet {
  std::uint8_t bits = 0;
  [[nodiscard]] bool has(Audience audience) const {
    return (bits >> static_cast<unsigned>(audience) & 1U) != 0;
  }
  void add(Audience audience) {
    bits = static_cast<std::uint8_t>(bits | 1U << static_cast<unsigned>(audience));
  }
  auto operator<=>(const AudienceSet&) const = default;
};

enum class ColumnType : std::uint8_t {
  uuid,
  text,
  memo,
  choice,
  multichoice,
  boolean,
  integer,
  decimal,
  money,
  floating,
  datetime,
  date,
  lookup,
  state,
  status,
  blob
};
/// The name in the JSON documents: "uuid", "bool", "float", …
[[nodiscard]] std::string_view to_string(ColumnType type);

/// What happens when both sides changed the same field (design.md section 8).
enum class MergeRule : std::uint8_t { server_wins, latest, ask, sum, set_union };
[[nodiscard]] std::string_view to_string(MergeRule rule);

struct Option {
  std::int64_t value = 0;
  std::string label;
  /// Of a status reason: the state it belongs to.
  std::optional<std::int64_t> state;
};

struct Column {
  std::uint32_t number = 0;   ///< permanent, never reused; packs from 10,000 up
  std::uint32_t ordinal = 0;  ///< position in Entity::columns and Row::values
  std::string name;           ///< Dataverse logical name
  std::string label;
  ColumnType type = ColumnType::text;
  std::vector<Option> options;       ///< of choice, multichoice, state, status
  std::vector<std::string> targets;  ///< of lookup: entity names
  bool reference = false;            ///< of uuid: a row of a table that the catalogue lacks
  std::string type_column;           ///< of lookup with several targets: names the target's entity
  std::uint32_t max_length = 0;      ///< of text, memo: in Unicode code points; 0 = 100,000
  bool required = false;             ///< may not be null in a row created here
  AudienceSet audiences;             ///< who receives it; none = it never leaves the daemon
  AudienceSet editable;              ///< who may change it by record.update
  MergeRule merge = MergeRule::ask;
  bool material = false;            ///< part of what a quote approval signs (design.md section 7)
  std::uint32_t search_weight = 0;  ///< 0 = not searched
};

enum class SortDirection : std::uint8_t { ascending, descending };
struct SortKey {
  std::string column;
  SortDirection direction = SortDirection::ascending;
};

/// One condition of a view; a view's conditions are joined with AND. `last_days` is evaluated in
/// the user's time zone at reading time (domain.md 2.5); `me` is met by a lookup that names the
/// person who looks.
enum class Operator : std::uint8_t { equal, not_equal, in, is_null, is_not_null, last_days, me };
struct Condition {
  std::string column;
  Operator op = Operator::equal;
  std::vector<Value> values;
};

/// A column of the row that a lookup of the listed row points at, such as "Email (Potential
/// Customer)": the target column's label, then the lookup's in brackets (domain.md 2.4).
struct RelatedColumn {
  std::string lookup;  ///< a lookup column of the view's entity
  std::string column;  ///< a column of at least one of its targets
  std::string after;   ///< the column of the view that it follows
};

struct View {
  std::string name;   ///< stable key: "active", "closed", "all", "last_seven_days"
  std::string label;  ///< "All Active Projects"
  bool is_default = false;
  std::vector<Condition> conditions;
  std::vector<std::string> columns;
  std::vector<RelatedColumn> related;
  std::vector<SortKey> sort;
};

struct FormSection {
  std::string label;
  std::vector<std::string> columns;
};

/// business: the 55 of domain.md 1.0.1. supporting: other Dataverse tables the rules need.
/// intersect: link tables. fieldbook: entities of our own (decisions, conflicts).
enum class EntityKind : std::uint8_t { business, supporting, intersect, fieldbook };

/// Hashes names so that maps can be asked with a view, without a copy.
struct NameHash {
  using is_transparent = void;
  [[nodiscard]] std::size_t operator()(std::string_view name) const noexcept {
    return std::hash<std::string_view>{}(name);
  }
};
template <class T>
using NameMap = std::unordered_map<std::string, T, NameHash, std::equal_to<>>;

class Entity {
 public:
  std::uint32_t number = 0;  ///< permanent, never reused
  std::string name;          ///< logical name: "msdyn_workorder"
  std::string set_name;      ///< entity set: "msdyn_workorders"
  EntityKind kind = EntityKind::business;
  std::string label;
  std::string plural_label;
  std::string primary_key;      ///< "msdyn_workorderid"; not among columns
  std::string name_column;      ///< empty for intersect entities
  std::string feature;          ///< "field_service", "project_service" or empty
  std::vector<Column> columns;  ///< ascending by number
  std::vector<View> views;
  std::vector<FormSection> form;
  /// Pairs of columns by which lists filter often; the daemon's store indexes them beside all
  /// lookups, the replica those that begin with a lookup (ddl.hpp).
  std::vector<std::vector<std::string>> indexes;

  /// Null when there is no such column.
  [[nodiscard]] const Column* find(std::string_view column) const;
  [[nodiscard]] const Column* find_number(std::uint32_t column_number) const;
  [[nodiscard]] const View* find_view(std::string_view view) const;
  /// Ordinals of the columns that `audience` receives, ascending by number.
  [[nodiscard]] std::span<const std::uint32_t> projection(Audience audience) const {
    return projections_[static_cast<std::size_t>(audience)];
  }

 private:
  friend class CatalogueBuilder;
  NameMap<std::uint32_t> by_name_;
  std::unordered_map<std::uint32_t, std::uint32_t> by_number_;
  std::vector<std::uint32_t> projections_[kAudienceCount];
};

/// Names one column of one entity; resolved once at start, then as cheap as an index.
struct ColumnHandle {
  std::uint32_t entity_number = 0;
  std::uint32_t ordinal = 0;
  auto operator<=>(const ColumnHandle&) const = default;
};

class Catalogue {
 public:
  /// The catalogue that this build embeds. Its documents are checked by a test, so it exists.
  [[nodiscard]] static std::shared_ptr<const Catalogue> embedded();

  /// Loads from the text of one JSON document an entity. Returns Errc::invalid_argument with every
  /// finding (document, column, what is wrong), one a line: duplicate or reused numbers, lookups
  /// without a target, views over unknown columns, status reasons without a state, and so on.
  [[nodiscard]] static Result<std::shared_ptr<const Catalogue>> load(
      std::span<const std::string> documents);
  /// Loads what document() printed, as a client receives it from GET /v1/catalogue. Returns
  /// Errc::invalid_argument as load does.
  [[nodiscard]] static Result<std::shared_ptr<const Catalogue>> load_document(
      std::string_view document);

  [[nodiscard]] std::span<const Entity> entities() const { return entities_; }
  /// Null when there is no such entity.
  [[nodiscard]] const Entity* find(std::string_view name) const;
  [[nodiscard]] const Entity* find_set(std::string_view set_name) const;
  [[nodiscard]] const Entity* find_number(std::uint32_t number) const;

  /// For names that the code itself writes down: aborts when absent.
  [[nodiscard]] const Entity& entity(std::string_view name) const;
  [[nodiscard]] ColumnHandle column(std::string_view entity, std::string_view column) const;

  /// BLAKE2b-128 over the canonical documents: equal exactly when the catalogues are.
  [[nodiscard]] const FixedBytes<16>& hash() const { return hash_; }
  /// What GET /v1/catalogue serves: {"entities":[document, …]} in canonical form.
  [[nodiscard]] const std::string& document() const { return document_; }

 private:
  friend class CatalogueBuilder;
  std::vector<Entity> entities_;  // ascending by number
  NameMap<std::size_t> by_name_;
  NameMap<std::size_t> by_set_;
  std::unordered_map<std::uint32_t, std::size_t> by_number_;
  FixedBytes<16> hash_{};
  std::string document_;
};

}  // namespace fieldbook::schema
