#pragma once

// What the parts of a replica share: the connection, the catalogue, the books kept in memory, and
// the one way to write. Everything here belongs to the replica's thread.

#include <functional>
#include <map>

#include "client/replica/applier.hpp"
#include "client/replica/bucket_book.hpp"
#include "client/replica/meta.hpp"
#include "client/replica/overlay.hpp"
#include "client/replica/pending.hpp"
#include "client/replica/replica.hpp"
#include "client/replica/row_table.hpp"
#include "client/replica/shown_rows.hpp"

namespace fieldbook::client {

/// Whether a transaction reaches the disk before commit returns. `lazy` is for pages of a first
/// sync: a power cut may take the last ones with their progress, and they come again.
enum class Durability : std::uint8_t { full, lazy };

struct ReplicaParts {
  ReplicaParts(ReplicaOptions with, std::unique_ptr<sqlite::Connection> over,
               std::shared_ptr<const schema::Catalogue> embedded_catalogue, const Clock& clock_in,
               Random& random_in);

  ReplicaOptions options;
  const Clock& clock;
  Random& random;
  std::unique_ptr<sqlite::Connection> connection;
  std::shared_ptr<const schema::Catalogue> embedded;
  std::shared_ptr<const schema::Catalogue> catalogue;
  std::optional<Identity> identity;

  Meta meta;
  BucketBook buckets;
  EpochTable epochs;
  std::map<std::uint32_t, RowTable> tables;  ///< by entity number
  std::map<std::int64_t, std::uint32_t> entity_of_slot;
  std::int64_t row_counter = 0;
  std::int64_t indexed = 0;    ///< rows up to this number are in the search index
  bool complete = false;       ///< a checkpoint was applied
  bool indexing_much = false;  ///< the search index takes in more than what people do
  std::uint64_t writes = 0;    ///< calls of write() and use_catalogue() so far
  bool indexes_later = false;  ///< the tables have no indexes for lists yet

  ShownRows shown;
  Overlay overlay;
  Pending pending;
  Applier applier;

  /// Runs `work` in one write transaction and commits; on any error nothing of it remains, in the
  /// file or in memory. Not to be nested.
  [[nodiscard]] Status write(const std::function<Status()>& work,
                             Durability durability = Durability::full);
  /// See Replica::empty_log.
  [[nodiscard]] Status empty_log();
  /// Takes actions out of the queue whose saving failed when that could not be undone.
  [[nodiscard]] Status drop_unsaved();
  /// Reads everything that is kept in memory from the file.
  [[nodiscard]] Status load();
  [[nodiscard]] Status use_catalogue(std::shared_ptr<const schema::Catalogue> next);
  /// Makes the indexes for lists, if they are to be made yet.
  [[nodiscard]] Status make_indexes();

  /// Null when the catalogue does not know the entity.
  [[nodiscard]] RowTable* table(std::uint32_t entity);
  [[nodiscard]] std::int64_t next_row_number(const RowTable& table) {
    return ++row_counter << kSlotBits | table.slot();
  }
  /// No row has a greater number.
  [[nodiscard]] std::int64_t last_row_number() const {
    return row_counter << kSlotBits | (kSlotsMax - 1);
  }
  /// Notes that a row's text changed or went: search looks at it again.
  [[nodiscard]] Status row_changed(const RowTable& table, std::int64_t number);
  [[nodiscard]] protocol::Stamp stamp(const schema::RowKey& key, const RowHead& head) const;

 private:
  [[nodiscard]] Status prepare(Durability durability);

  bool stale_ = false;  // memory may differ from the file: a load failed after a rollback
  bool lazy_ = false;
  std::optional<bool> in_bulk_;
};

}  // namespace fieldbook::client
