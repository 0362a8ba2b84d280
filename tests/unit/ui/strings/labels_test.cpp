// Every word of the catalogue that a person can see has a German one.

#include <gtest/gtest.h>
#include <set>

#include "shared/actions/action_table.hpp"
#include "shared/protocol/problems.hpp"
#include "shared/schema/related_column.hpp"
#include "ui/strings/strings.hpp"

namespace fieldbook::ui {
namespace {

using Names = std::set<std::string>;

void add_columns(const schema::Entity& entity, const Names& names, Names& out) {
  for (const schema::Column& column : entity.columns) {
    if (!names.contains(column.name) && column.editable.bits == 0) continue;
    out.insert(column.label);
    for (const schema::Option& option : column.options) out.insert(option.label);
  }
}

void add_entity(const schema::Catalogue& catalogue, const schema::Entity& entity, Names& out) {
  out.insert(entity.label);
  out.insert(entity.plural_label);
  Names columns;
  for (const schema::View& view : entity.views) {
    out.insert(view.label);
    columns.insert(view.columns.begin(), view.columns.end());
    for (const schema::RelatedColumn& related : view.related) {
      const schema::Column& lookup = *entity.find(related.lookup);
      out.insert(lookup.label);
      out.insert(schema::related_column(catalogue, lookup, related.column)->label);
    }
  }
  for (const schema::FormSection& section : entity.form) {
    out.insert(section.label);
    columns.insert(section.columns.begin(), section.columns.end());
  }
  add_columns(entity, columns, out);
}

/// Labels of entities, views, sections, columns and options that lists and forms show.
Names seen_labels() {
  const auto catalogue = schema::Catalogue::embedded();
  Names out;
  for (const schema::Entity& entity : catalogue->entities()) add_entity(*catalogue, entity, out);
  return out;
}

class GermanLabels : public ::testing::Test {
 protected:
  std::shared_ptr<const Strings> german_ = *Strings::load("de");
};

TEST_F(GermanLabels, every_label_that_lists_and_forms_show_is_translated) {
  Names lacking;
  const Names all = seen_labels();
  for (const std::string& label : all)
    if (!german_->has_label(label)) lacking.insert(label);
  EXPECT_EQ(lacking, Names{});
  EXPECT_GT(all.size(), 900U);
}

TEST_F(GermanLabels, every_button_of_a_decision_is_translated) {
  for (const actions::ActionRow& row : actions::action_table()) {
    EXPECT_TRUE(german_->has_label(row.label)) << row.label;
    EXPECT_TRUE(german_->has(fmt::format("action.{}", row.kind))) << row.kind;
  }
}

TEST_F(GermanLabels, every_problem_that_the_daemon_tells_is_translated) {
  for (const protocol::ProblemText& problem : protocol::problem_table())
    EXPECT_TRUE(german_->has_label(problem.detail)) << problem.name << ": " << problem.detail;
}

TEST_F(GermanLabels, options_and_views_that_differ_still_differ) {
  const auto expect_different = [&](const std::string& where,
                                    const std::vector<std::string>& labels) {
    std::map<std::string, std::string> seen;
    for (const std::string& label : labels) {
      const auto [at, added] = seen.emplace(german_->label(label), label);
      EXPECT_TRUE(added || at->second == label)
          << where << ": " << label << " and " << at->second << " are both " << at->first;
    }
  };
  for (const schema::Entity& entity : schema::Catalogue::embedded()->entities()) {
    std::vector<std::string> views;
    for (const schema::View& view : entity.views) views.push_back(view.label);
    expect_different(entity.name, views);
    for (const schema::Column& column : entity.columns) {
      std::vector<std::string> options;
      for (const schema::Option& option : column.options) options.push_back(option.label);
      expect_different(entity.name + "." + column.name, options);
    }
  }
}

TEST_F(GermanLabels, a_related_column_is_put_together_from_its_parts) {
  EXPECT_EQ(german_->label("Email (Potential Customer)"), "E-Mail (Potenzieller Kunde)");
  EXPECT_EQ(german_->label("Created By (Portal)"), "Erstellt von (Portal)");
  EXPECT_EQ(german_->label("Wombat (Potential Customer)"), "Wombat (Potenzieller Kunde)");
}

}  // namespace
}  // namespace fieldbook::ui
