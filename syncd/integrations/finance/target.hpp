#pragma once

// The other side of the finance integration, as the runner needs it: entity sets that are read in
// pages, looked up by key and written in batches, actions that are called, and what the peer says
// of itself. `syncd/integrations/odata` speaks OData with Finance and Operations behind this
// interface; tests put `tests/support/finance/fake_peer.hpp` there. Nothing here names HTTP beyond
// a status for the log.
//
// What the runner counts on:
//
// - **No waiting inside.** A peer that is busy answers PeerFailure::later with how long it asked
//   for; the runner writes that down and comes back. An implementation may repeat a *read* that
//   broke off at most twice, and never repeats a write by itself.
// - **Doubt is said.** A write whose answer did not arrive may have happened. Such an error has
//   `in_doubt`, and the runner reads back before it sends again; a write that certainly did not
//   happen must not have it (nothing was sent, or the peer refused).
// - **Rows are JSON objects** by the peer's column names, values as OData writes them: decimals as
//   numbers or strings, dates as "2026-11-28T00:00:00Z", enumerations by their member's name
//   ("Yes", without the type's prefix, in both directions), guids in lower case, absent = null.
// - **Legal entity.** F&O answers for the user's own company unless asked for all: an
//   implementation always adds `cross-company=true` and, where `legal_entity` is not empty,
//   `dataAreaId eq '…'`; on write it adds `dataAreaId` to the key and the row.
// - **Bounds.** An answer that is longer than `odata` allows, deeper or not JSON at all is
//   PeerFailure::stop with the reason ("the peer answered text/html").

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace fieldbook::syncd::finance {

using Json = nlohmann::json;

/// What the runner does about a failure; a kind exists only where it does something different.
enum class PeerFailure : std::uint8_t {
  row,           ///< this row is wrong: 400, 404, 409, 412, 422. Kept, the others go on
  later,         ///< 429, 503, no connection, timeout, 500: the run pauses and goes on later
  unauthorised,  ///< 401, 403, no token: the run stops until somebody mends it
  stop           ///< wrong address, HTML, cut off for good, unknown entity set: the run stops
};

/// The stable name of a kind ("row"), as history and logs print it.
[[nodiscard]] std::string_view to_string(PeerFailure kind);

struct PeerError {
  PeerFailure kind = PeerFailure::stop;
  int status = 0;                            ///< of HTTP; 0 when no answer came
  std::string code;                          ///< the peer's own code, if it gave one
  std::string message;                       ///< a sentence for the operator; never holds a secret
  std::string field;                         ///< the peer's column that it names, if it names one
  std::chrono::milliseconds retry_after{0};  ///< with `later`; 0 = the peer did not say
  bool in_doubt = false;                     ///< a write that may have happened all the same
};

template <class T>
using PeerResult = std::expected<T, PeerError>;

enum class Comparison : std::uint8_t { equal, not_equal, greater, at_least, less, at_most };

/// How a value is written in a filter: OData quotes texts, and nothing else.
enum class ValueKind : std::uint8_t { text, number, boolean, guid, instant, enumeration };

/// One comparison. A null value compares with null.
struct Condition {
  std::string column;
  Comparison comparison = Comparison::equal;
  Json value;
  ValueKind kind = ValueKind::text;
};

/// Rows of one entity set. Conditions all hold.
struct PeerQuery {
  std::string entity_set;
  std::string legal_entity;         ///< empty: of all companies
  std::vector<std::string> select;  ///< empty: all columns
  std::vector<Condition> filter;
  std::vector<std::string> order;  ///< column names, ascending
};

/// The key of one row: all key columns but dataAreaId, which the implementation adds.
struct PeerKeyPart {
  std::string column;
  Json value;
  ValueKind kind = ValueKind::text;
};
using PeerKey = std::vector<PeerKeyPart>;

/// One row to write. `insert` refuses a key that is taken (a row error, status 409); `update` one
/// that is missing (404); `upsert` writes either way.
enum class WriteKind : std::uint8_t { insert, upsert, update };

struct RowWrite {
  WriteKind kind = WriteKind::upsert;
  PeerKey key;
  Json values = Json::object();  ///< key columns included
  std::string etag;              ///< not empty: only if the row still has it (412 otherwise)
};

/// A row that was written, as far as the peer shows it.
struct RowWritten {
  bool created = false;
  Json row;  ///< null when the peer answered without a body
};
using RowAnswer = PeerResult<RowWritten>;

/// A bound action, POST {set}/Microsoft.Dynamics.DataEntities.{name}.
struct ActionCall {
  std::string entity_set;
  std::string name;
  std::string legal_entity;  ///< empty: none is named
  Json parameters = Json::object();
};

/// One column of an entity set as the peer's metadata has it.
struct PeerColumn {
  std::string name;
  std::string type;            ///< "Edm.String", "Microsoft.Dynamics.DataEntities.NoYes"
  std::size_t max_length = 0;  ///< of a text; 0 = unbounded
  bool is_nullable = true;
  bool is_key = false;
};

struct PeerEntity {
  std::string entity_set;
  std::vector<PeerColumn> columns;
  std::vector<std::string> actions;  ///< names of actions bound to it

  [[nodiscard]] const PeerColumn* find(std::string_view column) const;
};

/// How the peer was used since the object was made.
struct PeerUse {
  std::uint64_t requests = 0;
  std::uint64_t bytes_sent = 0, bytes_received = 0;
  std::uint64_t throttled = 0;                   ///< answers that asked to wait
  std::chrono::milliseconds waited_for_peer{0};  ///< from sending to the answer's end
};

class Target {
 public:
  virtual ~Target() = default;

  /// Takes one page in the order asked for; false ends the reading without an error.
  using PageVisitor = std::function<bool(std::span<const Json> rows)>;

  /// Reads page by page and follows `@odata.nextLink`; holds one page at a time. An entity set that
  /// the peer does not have is `stop`.
  [[nodiscard]] virtual PeerResult<void> read(const PeerQuery& query, const PageVisitor& visit) = 0;

  /// The rows of these keys, one answer a key in order: null for a row that is not there. At most
  /// kBatchRowsMax keys. An outer error means that nothing is known of any.
  [[nodiscard]] virtual PeerResult<std::vector<PeerResult<Json>>> fetch(
      const std::string& entity_set, const std::string& legal_entity, std::span<const PeerKey> keys,
      const std::vector<std::string>& select) = 0;

  /// Writes at most kBatchRowsMax rows, each by itself (one bad row keeps nobody else out), in
  /// their order. One answer a row. An outer error holds for all rows; where the peer's answer
  /// broke off, rows that it had answered keep their answers and the others are `later`,
  /// `in_doubt`.
  [[nodiscard]] virtual PeerResult<std::vector<RowAnswer>> write(
      const std::string& entity_set, const std::string& legal_entity,
      std::span<const RowWrite> rows) = 0;

  /// Calls an action; its answer's JSON, null for none. An error may be in_doubt.
  [[nodiscard]] virtual PeerResult<Json> call(const ActionCall& action) = 0;

  /// What the peer's metadata says of an entity set; nothing if it has none of that name. May
  /// answer from memory for some minutes.
  [[nodiscard]] virtual PeerResult<std::optional<PeerEntity>> describe(
      const std::string& entity_set) = 0;

  /// Counters since the object was made; any thread.
  [[nodiscard]] virtual PeerUse use() const = 0;

  /// Ends what is running soon with `later`; any thread.
  virtual void interrupt() = 0;
};

/// Rows of one write() or fetch(): far below F&O's 5,000 operations a batch, some 100 KiB.
inline constexpr std::size_t kBatchRowsMax = 200;

// --- Names on the other side ------------------------------------------------------------------
//
// Entity sets bear the names of the published entities; columns those of the published maps, in
// capitals, and `dataAreaId`. A site whose data entities are named otherwise says so under
// `[finance.entity_sets]`. What no map names is here, for the runner and for the doubles.

/// One row: INTEGRATIONENABLED (NoYes), DEFAULTPROJECTTYPE, TIMECATEGORY, FEECATEGORY (texts).
/// Key: dataAreaId alone.
inline constexpr std::string_view kParametersSet = "ProjCDSParameters";
/// Key PROJECTTYPE; PROJECTGROUP. One row a project type.
inline constexpr std::string_view kProjectGroupsSet = "ProjCDSProjectGroupDefaults";
/// Key BILLINGTYPE; LINEPROPERTY. One row a billing type.
inline constexpr std::string_view kLinePropertiesSet = "ProjCDSBillingTypeDefaults";
/// Key LOCKINGOPTION; ISLOCKED (NoYes).
inline constexpr std::string_view kLockingSet = "ProjCDSLockingOptionTable";
/// Key LEGALENTITYID (the company, not dataAreaId); NAME. Shared by all companies.
inline constexpr std::string_view kLegalEntitiesSet = "LegalEntities";
/// Key CUSTOMERACCOUNT; NAME, SALESCURRENCYCODE. Written by prospect to cash, only read here.
inline constexpr std::string_view kCustomersSet = "CustomersV3";

/// The staging of actuals (7.7.11): what the actuals template writes, key ACTUALID. After the
/// import ISJOURNALIZED is "Yes"; after posting VOUCHER and EXTERNALREFERENCE hold the voucher
/// number, SALESTAXAMOUNT the tax of the line and MODIFIEDDATETIME the moment. Sales tax also comes
/// as new rows of this set, with an ACTUALID made there and TRANSACTIONCLASSIFICATION 690970002,
/// tied to their original by a row of the relationships: TRANSACTION1ID the tax actual, ROLE "Tax",
/// TRANSACTION2ID the original, ROLE "Original", TYPE both "msdyn_actual".
inline constexpr std::string_view kActualsSet = "ProjCDSActualsImportEntity";
inline constexpr std::string_view kRelationshipsSet = "ProjCDSTransactionRelationshipImportEntity";

/// Journal headers: key JOURNALID; STATUS "Draft", "Processing", "Posted", "Error"; LINES.
inline constexpr std::string_view kJournalsSet = "ProjCDSIntegrationJournalEntity";
/// Lines: key JOURNALID, LINENUMBER; ACTUALID; STATUS "Draft", "Error", "Processing", "Posted",
/// "Unrecoverable", "InvalidActuals"; ERRORMESSAGE, VOUCHER, SALESTAXAMOUNT, ACCOUNTINGDATE,
/// CATEGORYID, LINEPROPERTY.
inline constexpr std::string_view kJournalLinesSet = "ProjCDSIntegrationJournalLineEntity";
/// Bound to kJournalsSet. Parameters: PERIODUNIT "Days", "Months", "Years" or "All". Each actual of
/// the staging that is in no journal gives one line. Answer: {"value": [JOURNALID, …]}. Calling it
/// again imports only what came since.
inline constexpr std::string_view kImportAction = "importFromStaging";
/// Bound to kJournalsSet. Parameters: JOURNALID. Good lines post, bad lines move to another
/// journal; posting a posted journal changes nothing. Answer: {"POSTED": n, "FAILED": n,
/// "ERRORJOURNALID": text or null}.
inline constexpr std::string_view kPostAction = "post";

}  // namespace fieldbook::syncd::finance
