// A forum: seen by the web roles that an active rule lets read or moderate it, when it is published
// (DOMAIN.md 5.5). Without a rule it is closed. A rule for the role that every signed-in visitor
// has opens it to everybody.

#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/publication.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"
#include "syncd/exposure/web_roles.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::int64_t kGrantChange = 1;
constexpr std::int64_t kRestrictRead = 2;

class ForumExposure final : public EntityExposure {
 public:
  explicit ForumExposure(const Columns& columns)
      : columns_(columns),
        publication_(columns, columns.forum.publishing_state, columns.forum.state) {}

  [[nodiscard]] std::string_view entity() const override { return "adx_communityforum"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    BucketSet out;
    TRY(const bool published, publication_.is_published(row, rows));
    if (!published) return out;
    TRY(const auto rules, rows_naming(columns_.forum_permission.forum, row.id, rows));
    for (const schema::Row& rule : rules) {
      const auto right = rule.integer(columns_.forum_permission.right);
      if (rule.integer(columns_.forum_permission.state) != kStateActive ||
          (right != kGrantChange && right != kRestrictRead)) {
        continue;
      }
      CHECK(add_roles(rule, rows, out));
    }
    // Whoever holds `public` needs no other bucket to see it.
    if (out.contains({BucketKind::everyone, {}})) return BucketSet{{BucketKind::everyone, {}}};
    return out;
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    CHECK(publication_.dependants(changed, rows, out));
    if (is(changed, columns_.forum_permission.entity)) return add_forum(changed, out);
    std::vector<schema::Row> links;
    if (is(changed, columns_.forum_permission_role.entity)) {
      links.push_back(changed);
    } else if (is(changed, columns_.web_role.entity)) {
      TRY(links, rows_naming(columns_.forum_permission_role.role, changed.id, rows));
    }
    for (const schema::Row& link : links) {
      TRY(const auto rule, row_at(link, columns_.forum_permission_role.permission,
                                  columns_.forum_permission.entity, rows));
      if (rule) CHECK(add_forum(*rule, out));
    }
    return {};
  }

 private:
  [[nodiscard]] Status add_roles(const schema::Row& rule, schema::RowReader& rows,
                                 BucketSet& out) const {
    TRY(const auto links, rows_naming(columns_.forum_permission_role.permission, rule.id, rows));
    for (const schema::Row& link : links) {
      TRY(const auto role,
          row_at(link, columns_.forum_permission_role.role, columns_.web_role.entity, rows));
      if (!role || role->integer(columns_.web_role.state) != kStateActive) continue;
      if (role->flag(columns_.web_role.authenticated_users)) {
        out.insert({BucketKind::everyone, {}});
      } else {
        out.insert(bucket_of_role(role->text(columns_.web_role.name)));
      }
    }
    return {};
  }

  [[nodiscard]] Status add_forum(const schema::Row& rule, std::set<schema::RowKey>& out) const {
    const auto forum = rule.lookup(columns_.forum_permission.forum);
    if (forum) out.insert({columns_.forum.entity, *forum});
    return {};
  }

  const Columns& columns_;
  Publication publication_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_adx_communityforum(const ExposureContext& context) {
  return std::make_unique<ForumExposure>(context.columns);
}

}  // namespace fieldbook::syncd
