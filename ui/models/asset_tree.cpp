#include "ui/models/asset_tree.hpp"

#include <algorithm>
#include <map>

namespace fieldbook::ui {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool has_words(const AssetNode& node, const std::string& words) {
  const std::string text = lower(node.name + " " + node.account);
  std::size_t at = 0;
  while (at < words.size()) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (!text.contains(std::string_view(words).substr(at, end - at))) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace

AssetForest::AssetForest(std::vector<AssetNode> nodes)
    : nodes_(std::move(nodes)), children_(nodes_.size()), placed_(nodes_.size(), false) {
  std::ranges::sort(nodes_, {}, [](const AssetNode& node) {
    return std::pair(std::string_view(node.name), node.id);
  });
  std::map<Uuid, std::size_t> by_id;
  for (std::size_t i = 0; i < nodes_.size(); ++i) by_id[nodes_[i].id] = i;
  std::vector<std::size_t> tops;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto parent = by_id.find(nodes_[i].parent);
    if (parent == by_id.end())
      tops.push_back(i);
    else
      children_[parent->second].push_back(i);
  }
  for (const std::size_t top : tops) walk(top, 0, top, false);
  // What no top leads to stands in a circle, or below one.
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (placed_[i]) continue;
    std::set<std::size_t> way;
    std::size_t at = i;
    while (way.insert(at).second) at = by_id.at(nodes_[at].parent);
    walk(at, 0, at, true);
  }
}

/// With its own stack: a chain of parents may be longer than the program's.
void AssetForest::walk(std::size_t node, std::size_t depth, std::size_t top, bool in_circle) {
  struct Visit {
    std::size_t node;
    std::size_t depth;
  };
  std::vector<Visit> stack = {{node, depth}};
  while (!stack.empty()) {
    const Visit visit = stack.back();
    stack.pop_back();
    if (placed_[visit.node]) continue;
    placed_[visit.node] = true;
    const AssetNode& one = nodes_[visit.node];
    lines_.push_back({.node = visit.node,
                      .depth = std::min(visit.depth, kDepthMax),
                      .children = children_[visit.node].size(),
                      .is_deeper = visit.depth > kDepthMax,
                      .in_circle = in_circle && visit.depth == 0,
                      .shows_master = !one.master.is_nil() && one.master != nodes_[top].id &&
                                      one.master != one.id});
    const auto& below = children_[visit.node];
    for (auto child = below.rbegin(); child != below.rend(); ++child)
      if (!placed_[*child]) stack.push_back({*child, visit.depth + 1});
  }
}

std::vector<AssetLine> AssetForest::tree_of(const Uuid& id) const {
  std::size_t begin = 0;
  bool found = false;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].depth == 0) {
      if (found)
        return {lines_.begin() + static_cast<std::ptrdiff_t>(begin),
                lines_.begin() + static_cast<std::ptrdiff_t>(i)};
      begin = i;
    }
    found = found || nodes_[lines_[i].node].id == id;
  }
  if (!found) return {};
  return {lines_.begin() + static_cast<std::ptrdiff_t>(begin), lines_.end()};
}

std::vector<AssetLine> AssetForest::visible(const std::set<Uuid>& open) const {
  std::vector<AssetLine> out;
  std::size_t closed_at = kDepthMax + 1;
  for (const AssetLine& line : lines_) {
    if (line.depth > closed_at) continue;
    closed_at = kDepthMax + 1;
    out.push_back(line);
    if (line.children > 0 && !open.contains(nodes_[line.node].id)) closed_at = line.depth;
  }
  return out;
}

std::vector<AssetLine> AssetForest::matching(const std::string& words) const {
  const std::string wanted = lower(words);
  std::vector<AssetLine> out;
  std::vector<AssetLine> above;  // the way down to the line under way
  std::size_t told = 0;          // how many of them are in `out`
  for (const AssetLine& line : lines_) {
    while (!above.empty() && above.back().depth >= line.depth) above.pop_back();
    told = std::min(told, above.size());
    above.push_back(line);
    if (!has_words(nodes_[line.node], wanted)) continue;
    out.insert(out.end(), above.begin() + static_cast<std::ptrdiff_t>(told), above.end());
    told = above.size();
  }
  return out;
}

}  // namespace fieldbook::ui
