#pragma once

// Assets as a tree: each under its parent (msdyn_parentasset), as deep as they go but bounded, with
// the master asset beside those that have another top. What stands in a circle is shown once, from
// one member of the circle on. Pure.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "shared/base/uuid.hpp"

namespace fieldbook::ui {

struct AssetNode {
  Uuid id;
  std::string name;
  std::string account;  ///< its name
  Uuid parent;          ///< nil: none
  Uuid master;          ///< nil: none
  std::string master_name;
};

/// A line of the tree, in the order in which it is drawn.
struct AssetLine {
  std::size_t node = 0;   ///< index among the nodes
  std::size_t depth = 0;  ///< 0 for a top
  std::size_t children = 0;
  bool is_deeper = false;     ///< its children lie below the deepest level that is shown
  bool in_circle = false;     ///< its parents lead back to itself
  bool shows_master = false;  ///< the master is another than the top that it stands under
};

class AssetForest {
 public:
  static constexpr std::size_t kDepthMax = 12;

  /// By name within each level. A parent that is not among the nodes makes a top.
  explicit AssetForest(std::vector<AssetNode> nodes);

  [[nodiscard]] const std::vector<AssetNode>& nodes() const { return nodes_; }
  /// Every node once.
  [[nodiscard]] const std::vector<AssetLine>& lines() const { return lines_; }
  /// The lines of the tree that `id` stands in; empty when it is not among the nodes.
  [[nodiscard]] std::vector<AssetLine> tree_of(const Uuid& id) const;
  /// Only lines whose parents are all in `open`.
  [[nodiscard]] std::vector<AssetLine> visible(const std::set<Uuid>& open) const;
  /// Lines that match and those above them. `words` in any order, without case.
  [[nodiscard]] std::vector<AssetLine> matching(const std::string& words) const;

 private:
  void walk(std::size_t node, std::size_t depth, std::size_t top, bool in_circle);

  std::vector<AssetNode> nodes_;
  std::vector<std::vector<std::size_t>> children_;
  std::vector<bool> placed_;
  std::vector<AssetLine> lines_;
};

}  // namespace fieldbook::ui
