// A knowledge article: seen by everybody when it is published, not a root, not internal and in the
// language of the site (DOMAIN.md 5.3).

#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::int64_t kStatePublished = 3;

class ArticleExposure final : public EntityExposure {
 public:
  explicit ArticleExposure(const ExposureContext& context)
      : columns_(context.columns), settings_(context.settings) {}

  [[nodiscard]] std::string_view entity() const override { return "knowledgearticle"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    if (row.integer(columns_.article.state) != kStatePublished ||
        !is_no(row, columns_.article.is_root) || !is_no(row, columns_.article.is_internal)) {
      return BucketSet{};
    }
    TRY(const bool language, in_language_of_site(row, rows));
    return language ? BucketSet{{BucketKind::everyone, {}}} : BucketSet{};
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    if (!is(changed, columns_.language.entity)) return {};
    TRY(const auto articles, rows.find(columns_.article.language, changed.id));
    for (const Uuid& article : articles) out.insert({columns_.article.entity, article});
    return {};
  }

 private:
  /// Null is not no: an article of which it is not known is not shown.
  [[nodiscard]] static bool is_no(const schema::Row& row, schema::ColumnHandle column) {
    return row.integer(column) == 0;
  }

  [[nodiscard]] Result<bool> in_language_of_site(const schema::Row& row,
                                                 schema::RowReader& rows) const {
    if (settings_.article_language.empty()) return true;
    TRY(const auto language,
        row_at(row, columns_.article.language, columns_.language.entity, rows));
    return language && language->text(columns_.language.code) == settings_.article_language;
  }

  const Columns& columns_;
  const ExposureSettings& settings_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_knowledgearticle(const ExposureContext& context) {
  return std::make_unique<ArticleExposure>(context);
}

}  // namespace fieldbook::syncd
