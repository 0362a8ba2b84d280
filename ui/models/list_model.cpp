#include "ui/models/list_model.hpp"

#include <fmt/format.h>

#include "shared/schema/related_column.hpp"

namespace fieldbook::ui {
namespace {

/// Rows beyond what is in sight that are read too, so that scrolling finds them there.
constexpr std::size_t kMarginRows = ListModel::kBlockRows / 4;
/// Columns of an entity that has no view.
constexpr std::size_t kPlainColumns = 6;

bool is_number(schema::ColumnType type) {
  using schema::ColumnType;
  return type == ColumnType::integer || type == ColumnType::decimal || type == ColumnType::money ||
         type == ColumnType::floating;
}

/// The order of ids says nothing, so lists do not sort by them.
bool is_sortable(schema::ColumnType type) {
  using schema::ColumnType;
  return type != ColumnType::lookup && type != ColumnType::uuid && type != ColumnType::blob &&
         type != ColumnType::multichoice;
}

ListColumn list_column(const schema::ViewColumn& of) {
  ListColumn out{.name = of.column->name,
                 .label = of.label,
                 .column = of.column,
                 .right_aligned = is_number(of.column->type),
                 .sortable = of.lookup == nullptr && is_sortable(of.column->type)};
  if (of.lookup == nullptr) return out;
  out.name = fmt::format("{}.{}", of.lookup->name, of.column->name);
  out.lookup = of.lookup->name;
  out.related = *of.related;
  return out;
}

std::vector<ListColumn> columns_of(const schema::Catalogue& catalogue, const schema::Entity& entity,
                                   const schema::View* view) {
  std::vector<ListColumn> out;
  for (const schema::ViewColumn& column :
       schema::view_columns(catalogue, entity, view, kPlainColumns))
    out.push_back(list_column(column));
  return out;
}

}  // namespace

ListModel::ListModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox), catalogue_(client.catalogue()) {}

void ListModel::show(std::string entity, std::string view) {
  const bool same_entity = entity_ != nullptr && entity_->name == entity;
  if (same_entity && (view.empty() || view == view_)) return;
  catalogue_ = client_.catalogue();
  entity_ = catalogue_->find(entity);
  views_.clear();
  words_.clear();
  if (entity_ != nullptr)
    for (const schema::View& one : entity_->views) views_.push_back(&one);
  view_ = std::move(view);
  use_view();
}

void ListModel::choose_view(std::string view) {
  if (view == view_) return;
  view_ = std::move(view);
  use_view();
}

const schema::View* ListModel::current_view() const {
  return entity_ == nullptr ? nullptr : entity_->find_view(view_);
}

/// Takes the default view where none of that name is there.
void ListModel::use_view() {
  columns_.clear();
  sort_.reset();
  person_sorted_ = false;
  if (entity_ != nullptr) {
    if (current_view() == nullptr) {
      const auto by_default =
          std::ranges::find_if(views_, [](const schema::View* view) { return view->is_default; });
      view_ = by_default != views_.end() ? (*by_default)->name
              : views_.empty()           ? "*"
                                         : views_.front()->name;
    }
    const schema::View* view = current_view();
    columns_ = columns_of(*catalogue_, *entity_, view);
    if (view != nullptr && !view->sort.empty())
      sort_ = ListSort{view->sort.front().column,
                       view->sort.front().direction == schema::SortDirection::descending};
  }
  reload();
}

void ListModel::search(std::string words) {
  if (words == words_) return;
  words_ = std::move(words);
  reload();
}

void ListModel::sort_by(std::size_t column) {
  if (column >= columns_.size() || !columns_[column].sortable) return;
  const std::string& name = columns_[column].name;
  const bool again = sort_ && sort_->column == name;
  sort_ = ListSort{name, again && !sort_->descending};
  person_sorted_ = true;
  reload();
}

void ListModel::reload() {
  recipient_.renew();
  blocks_.clear();
  names_.clear();
  count_.reset();
  counting_ = false;
  count_stale_ = false;
  error_.reset();
  if (entity_ != nullptr) ask_count();
}

bool ListModel::concerns(const client::Notice& notice) const {
  const auto changed = [&](std::uint32_t number) {
    return std::ranges::find(notice.entities, number) != notice.entities.end();
  };
  if (changed(entity_->number)) return true;
  return std::ranges::any_of(columns_, [&](const ListColumn& column) {
    const schema::Column* lookup =
        column.lookup.empty() ? column.column : entity_->find(column.lookup);
    return std::ranges::any_of(lookup->targets, [&](const std::string& target) {
      const schema::Entity* entity = catalogue_->find(target);
      return entity != nullptr && changed(entity->number);
    });
  });
}

void ListModel::on_notice(const client::Notice& notice) {
  if (entity_ == nullptr) return;
  if (client_.catalogue() != catalogue_) {
    // Columns and views of another catalogue; what the person chose stays.
    const std::string entity = entity_->name;
    const std::string words = words_;
    entity_ = nullptr;
    show(entity, view_);
    search(words);
    return;
  }
  if (!concerns(notice)) return;
  for (auto& [index, block] : blocks_) block.stale = true;
  count_stale_ = true;
  ask_count();
}

client::ListRequest ListModel::request() const {
  client::ListRequest out{.entity = entity_->name, .view = view_, .search = words_};
  if (person_sorted_)
    out.sort = {{sort_->column, sort_->descending ? schema::SortDirection::descending
                                                  : schema::SortDirection::ascending}};
  return out;
}

void ListModel::ask_count() {
  if (counting_) return;
  counting_ = true;
  count_stale_ = false;
  client_.count(request(), recipient_.deliver<std::uint64_t>([this](Result<std::uint64_t> answer) {
    counting_ = false;
    if (answer)
      count_ = *answer;
    else
      error_ = answer.error();
    if (count_stale_) ask_count();
  }));
}

void ListModel::see(std::size_t first, std::size_t last) {
  if (entity_ == nullptr || last <= first) return;
  ++clock_;
  const std::size_t from = first > kMarginRows ? first - kMarginRows : 0;
  const std::size_t end = count_ ? std::min(last + kMarginRows, *count_) : last;
  for (std::size_t block = from / kBlockRows; block * kBlockRows < std::max(end, last); ++block) {
    Block& one = blocks_[block];
    one.seen = clock_;
    if (!one.asked && (!one.loaded || one.stale)) ask(block);
  }
  drop_least_seen();
}

void ListModel::ask(std::size_t block) {
  blocks_[block].asked = true;
  blocks_[block].stale = false;
  client::ListRequest request = this->request();
  request.offset = block * kBlockRows;
  request.limit = kBlockRows;
  client_.list(std::move(request), recipient_.deliver<client::ListSnapshot>(
                                       [this, block](Result<client::ListSnapshot> answer) {
                                         take(block, std::move(answer));
                                       }));
}

void ListModel::take(std::size_t block, Result<client::ListSnapshot> answer) {
  const auto found = blocks_.find(block);
  if (found == blocks_.end()) return;
  Block& one = found->second;
  one.asked = false;
  one.loaded = true;  // after an error too: it is asked for again when rows change
  if (!answer) {
    error_ = answer.error();
    return;
  }
  error_.reset();
  one.rows = std::move(answer->rows);
  one.names = std::move(answer->names);
  as_of_ms_ = answer->as_of_ms;
  collect_names();
}

void ListModel::collect_names() {
  names_.clear();
  for (const auto& [index, block] : blocks_) names_.insert(block.names.begin(), block.names.end());
}

void ListModel::drop_least_seen() {
  while (blocks_.size() > kBlocksMax) {
    const auto least =
        std::ranges::min_element(blocks_, {}, [](const auto& block) { return block.second.seen; });
    if (least->second.seen == clock_) return;
    blocks_.erase(least);
  }
}

const client::RowSnapshot* ListModel::row(std::size_t index) const {
  const auto block = blocks_.find(index / kBlockRows);
  if (block == blocks_.end() || index % kBlockRows >= block->second.rows.size()) return nullptr;
  return &block->second.rows[index % kBlockRows];
}

std::string ListModel::cell(const client::RowSnapshot& row, const ListColumn& column,
                            const TextContext& context) const {
  return cell_text(row, column, names_, context);
}

std::string ListModel::cell_text(const client::RowSnapshot& row, const ListColumn& column,
                                 const Names& names, const TextContext& context) {
  if (column.lookup.empty() && column.column->type == schema::ColumnType::lookup) {
    // A column of "(not on this device)" says less than an empty one.
    const auto* id = std::get_if<Uuid>(&row.row.values[column.column->ordinal]);
    if (id != nullptr && !names.contains(*id)) return {};
  }
  if (column.lookup.empty()) return value_text(*column.column, row.row, names, context);
  if (column.related >= row.related.size()) return {};
  return value_text(*column.column, row.related[column.related], names, context);
}

std::optional<std::size_t> ListModel::index_of(const Uuid& id) const {
  for (const auto& [index, block] : blocks_)
    for (std::size_t i = 0; i < block.rows.size(); ++i)
      if (block.rows[i].row.id == id) return index * kBlockRows + i;
  return std::nullopt;
}

}  // namespace fieldbook::ui
