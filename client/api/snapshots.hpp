#pragma once

// What screens and tools see of a client: values, taken at one moment, that never change after.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/actions/action.hpp"
#include "shared/schema/row.hpp"

namespace fieldbook::client {

/// One line of a list.
struct RowSnapshot {
  schema::Row row;
  bool pending = false;  ///< a decision of this device that has not settled changed it
  /// Of a list: the values of the view's related columns, in their order (View::related).
  std::vector<schema::Value> related;
};

/// Names of the rows that lookups point at, as far as this device holds them.
using NameMap = std::map<Uuid, std::string>;

/// What a verdict or refusal names, ascending by name: "by", "decided_on", "total_before", … (see
/// actions::Receipt::detail). Days and instants are written as ISO 8601.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// Where a list page ended; opaque.
struct PagePosition {
  std::vector<schema::Value> sort_values;
  std::int64_t row = 0;
};

struct ListSnapshot {
  std::vector<RowSnapshot> rows;
  NameMap names;                     ///< of the lookups in `rows`, related ones included
  std::optional<PagePosition> next;  ///< ask for the page after this one
  std::int64_t as_of_ms = 0;         ///< the daemon's clock at the checkpoint shown; 0 = none yet
};

/// A decision of the action table that this person may take on a row (quote.approve, …).
struct DecisionSnapshot {
  struct Argument {
    std::string name;  ///< shared/actions/action_table.hpp
    schema::ColumnType type = schema::ColumnType::text;
    bool required = false;
    std::size_t length_max = 0;  ///< in code points
  };
  std::string kind;
  std::string label;  ///< "Approve quote"
  std::vector<Argument> arguments;
  /// What the rule says on this device now: empty, or a stable reason with its text. Decisions that
  /// another role or state opens are listed so that the screen can say why not; those that can
  /// never apply to this person's audience are left out.
  std::string refusal;
  std::string refusal_text;
  Facts refusal_facts;
};

/// One row with what belongs to it.
struct DetailSnapshot {
  RowSnapshot main;
  /// Rows of other entities whose lookup points here, by entity and column, bounded each.
  struct Related {
    std::string entity;
    std::string column;
    std::vector<RowSnapshot> rows;
  };
  std::vector<Related> related;
  NameMap names;                               ///< of the lookups in `main` and `related`
  std::vector<DecisionSnapshot> decisions;     ///< in the order of the action table
  std::vector<std::uint32_t> editable;         ///< ordinals that record.update may change here
  std::vector<std::uint32_t> pending_columns;  ///< ordinals that differ from the daemon's version
  std::int64_t as_of_ms = 0;
};

/// Fields that two people changed, before, mine and theirs (design.md section 7).
struct ConflictSnapshot {
  struct Field {
    std::string column;
    schema::Value base;
    schema::Value mine;
    schema::Value theirs;
    bool theirs_gone = false;  ///< the record was removed or hidden meanwhile
  };
  Uuid id;
  std::string title;
  std::string entity;
  Uuid row;
  Uuid action;  ///< the update that met the other side's
  std::string author;
  std::string other_author;  ///< empty where it may not be named
  std::int64_t mine_ms = 0;
  std::int64_t theirs_ms = 0;
  std::vector<Field> fields;
  NameMap names;
};

struct SearchHitSnapshot {
  std::string entity;
  Uuid id;
  std::string name;
};

/// One user action in human words: a line of the outbox, of the inbox, of the history.
struct ActionSnapshot {
  Uuid id;
  std::string kind;
  std::string entity;
  Uuid target;
  std::string name;      ///< of the target, as this device knows it
  std::string sentence;  ///< "Approve quote Q-88"
  /// What the person gave with it (the typed name, the comment), by argument.
  std::vector<std::pair<std::string, schema::Value>> arguments;
  /// record.update, record.create: column name and new value, as far as the catalogue knows them.
  std::vector<std::pair<std::string, schema::Value>> fields;
  std::string state;         ///< stable: saved waiting sending received done not_accepted needs_you
                             ///< on_hold withdrawn
  std::string wait;          ///< stable, of waiting: "" answer other_action needs_update
  std::string state_text;    ///< "Waiting to send (after an earlier action)"
  std::string verdict;       ///< stable name, empty while undecided
  std::string reason;        ///< stable name, empty when none
  std::string verdict_text;  ///< what happened, what it means, what to do
  Facts facts;               ///< of the verdict
  std::string received_by;   ///< name of the organisation whose daemon has it
  std::int64_t saved_ms = 0;
  std::int64_t received_ms = 0;
  std::int64_t settled_ms = 0;
  std::uint32_t attempts = 0;
  std::uint64_t number = 0;
  std::string forecast;  ///< what the rule says on this device now; empty = likely accepted
  bool dismissed = false;
};

struct StatusSnapshot {
  bool signed_in = false;
  std::string user_name;
  std::string organisation_name;
  std::string audience;
  std::vector<std::string> roles;
  Uuid user;
  /// signed_out offline unreachable captive_portal certificate waiting syncing live up_to_date
  std::string connection;
  std::string message;                  ///< of the last failure, in the words of the error guide
  std::int64_t next_attempt_in_ms = 0;  ///< when the connection changed last; 0 = none planned
  std::int64_t next_attempt_ms = 0;     ///< the same on the wall clock
  bool complete = false;                ///< the first sync is over
  std::uint64_t rows_done = 0;          ///< of a fill under way
  std::uint64_t rows_total = 0;
  std::uint64_t rows = 0;  ///< of all buckets; one that stands in two counts twice
  std::size_t buckets = 0;
  std::int64_t cursor = 0;
  std::string epoch;
  std::int64_t server_ms = 0;  ///< "data from"
  std::int64_t last_contact_ms = 0;
  std::int64_t proven_ms = 0;  ///< when the digest last agreed; 0 = never
  bool proven = false;         ///< it agreed at the last checkpoint
  std::vector<std::string> quarantined;
  std::size_t waiting = 0;  ///< actions without a verdict
  std::int64_t oldest_waiting_ms = 0;
  std::size_t needs_you = 0;  ///< verdicts and conflicts to look at
  std::size_t index_backlog = 0;
};

struct DoctorSnapshot {
  bool healthy = false;  ///< file, content hashes and digests of this device agree
  bool proven = false;   ///< and the daemon has the same digests
  std::size_t rows = 0;
  std::vector<std::string> findings;
  struct BucketLine {
    std::string name;
    std::uint64_t count = 0;
    std::string digest;  ///< hex
  };
  std::vector<BucketLine> buckets;
  std::string view_digest;  ///< hex
  std::int64_t commit = 0;
};

}  // namespace fieldbook::client
