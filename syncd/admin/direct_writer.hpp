#pragma once

// Writing on the spot, for verbs in a process that holds the data directory's lock.

#include "syncd/endpoints/sync_core.hpp"

namespace fieldbook::syncd {

class DirectWriter final : public WriteRunner {
 public:
  DirectWriter(Store& store, SyncCore& core) : store_(store), core_(core) {}
  [[nodiscard]] Status write(WriteJob job) override;
  void write_later(WriteJob job) override { static_cast<void>(write(std::move(job))); }

 private:
  Store& store_;
  SyncCore& core_;
};

}  // namespace fieldbook::syncd
