#pragma once

// One list: an entity through one of its views, searched and sorted, of any length. Rows are read
// in blocks around what is in sight; a block that is not here yet is drawn empty and arrives with
// the next frame. Never waits.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/mailbox.hpp"
#include "ui/models/place.hpp"
#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

struct ListColumn {
  std::string name;   ///< of the column, or "lookup.column" of a related one
  std::string label;  ///< English; of a related one with the lookup's in brackets
  const schema::Column* column = nullptr;
  std::string lookup;       ///< of a related column: the lookup of the listed row that leads to it
  std::size_t related = 0;  ///< of a related column: its place in RowSnapshot::related
  bool right_aligned = false;
  bool sortable = true;
};

struct ListSort {
  std::string column;
  bool descending = false;
  bool operator==(const ListSort&) const = default;
};

class ListModel {
 public:
  static constexpr std::size_t kBlockRows = 100;
  static constexpr std::size_t kBlocksMax = 20;  ///< kept in memory, least recently seen go

  ListModel(client::Client& client, Mailbox& mailbox);

  /// Shows another entity or view; keeps nothing of the one before. Empty view: the default one.
  void show(std::string entity, std::string view);
  void choose_view(std::string view);
  void search(std::string words);
  void sort_by(std::size_t column);  ///< again: the other way round
  /// Rows of these entities changed: reads again what is in sight, and the count.
  void on_notice(const client::Notice& notice);

  [[nodiscard]] const schema::Entity* entity() const { return entity_; }
  [[nodiscard]] const std::string& view() const { return view_; }
  [[nodiscard]] const std::vector<const schema::View*>& views() const { return views_; }
  [[nodiscard]] const std::vector<ListColumn>& columns() const { return columns_; }
  [[nodiscard]] const std::optional<ListSort>& sort() const { return sort_; }
  [[nodiscard]] const std::string& search_words() const { return words_; }
  /// Nothing until the first answer is here.
  [[nodiscard]] std::optional<std::size_t> count() const { return count_; }
  [[nodiscard]] std::int64_t as_of_ms() const { return as_of_ms_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  /// Asks for the blocks that cover these rows. Call each frame with what is in sight.
  void see(std::size_t first, std::size_t last);
  /// Null while it is being read.
  [[nodiscard]] const client::RowSnapshot* row(std::size_t index) const;
  [[nodiscard]] std::string cell(const client::RowSnapshot& row, const ListColumn& column,
                                 const TextContext& context) const;
  /// The same of a row that was read elsewhere, with the names that came with it.
  [[nodiscard]] static std::string cell_text(const client::RowSnapshot& row,
                                             const ListColumn& column, const Names& names,
                                             const TextContext& context);
  /// What is listed, as a question to the client, from the first row on.
  [[nodiscard]] client::ListRequest request() const;
  /// The index of a row among the blocks that are here.
  [[nodiscard]] std::optional<std::size_t> index_of(const Uuid& id) const;

 private:
  struct Block {
    std::vector<client::RowSnapshot> rows;
    Names names;
    bool loaded = false;
    bool asked = false;  ///< an answer is under way
    bool stale = false;  ///< rows changed since it was asked for
    std::uint64_t seen = 0;
  };
  void use_view();
  void reload();
  void ask_count();
  void ask(std::size_t block);
  void take(std::size_t block, Result<client::ListSnapshot> answer);
  void drop_least_seen();
  void collect_names();
  [[nodiscard]] bool concerns(const client::Notice& notice) const;
  [[nodiscard]] const schema::View* current_view() const;

  client::Client& client_;
  Recipient recipient_;
  std::shared_ptr<const schema::Catalogue> catalogue_;
  const schema::Entity* entity_ = nullptr;
  std::string view_;
  std::vector<const schema::View*> views_;
  std::vector<ListColumn> columns_;
  std::optional<ListSort> sort_;
  bool person_sorted_ = false;  ///< else the view's whole sort holds
  std::string words_;
  std::map<std::size_t, Block> blocks_;
  Names names_;
  std::optional<std::size_t> count_;
  bool counting_ = false;
  bool count_stale_ = false;
  std::int64_t as_of_ms_ = 0;
  std::optional<Error> error_;
  std::uint64_t clock_ = 0;
};

}  // namespace fieldbook::ui
