#pragma once

// The members of every message under their wire names, written down once; CBOR and JSON are
// written and read by visitors over these tables. A type with `members` is a map, one with
// `elements` an array.
//
// A visitor is called as visit(name, member, bound): the bound is the largest count of a list or
// the most bytes of a text. A member that equals its default is left out.

#include <concepts>
#include <type_traits>

#include "shared/base/limits.hpp"
#include "shared/protocol/messages.hpp"

namespace fieldbook::protocol {

template <class M, class T>
concept Like = std::same_as<std::remove_const_t<M>, T>;

/// Bounds that only frames have; the others are in shared/base/limits.hpp.
inline constexpr std::size_t kNameBytesMax = 256;           ///< of a bucket or member
inline constexpr std::size_t kSentenceBytesMax = 8 * 1024;  ///< of problems and receipt details
inline constexpr std::size_t kDetailsMax = 64;              ///< facts in a receipt
inline constexpr std::size_t kLineageMax = 10'000;          ///< epochs: one a restored backup
inline constexpr std::size_t kReceiptsMax = 2'000;          ///< in a frame; then `more`
inline constexpr std::size_t kRemovalsMax = 5'000;          ///< in a frame; then another frame
inline constexpr std::size_t kRepairRowsMax = 40'000;       ///< in a frame, 21 bytes each
inline constexpr std::size_t kMembersMax = 64;              ///< of a map, unknown ones included

// --- Arrays ---------------------------------------------------------------------------------

void elements(Like<Digest> auto& m, auto& visit) {
  visit("count", m.count);
  visit("sum", m.sum);
}
void elements(Like<BucketProgress> auto& m, auto& visit) {
  visit("bucket", m.bucket);
  visit("filled", m.filled);
  visit("upto", m.upto);
  visit("commit", m.commit);
  visit("row", m.row);
}
void elements(Like<LeafDigest> auto& m, auto& visit) {
  visit("leaf", m.leaf);
  visit("digest", m.digest);
}
void elements(Like<Ancestor> auto& m, auto& visit) {
  visit("epoch", m.epoch);
  visit("branched_at", m.branched_at);
}
void elements(Like<TrailPoint> auto& m, auto& visit) {
  visit("commit", m.commit);
  visit("chain", m.chain);
}
void elements(Like<ScopeBucket> auto& m, auto& visit) {
  visit("name", m.name);
  visit("granted", m.granted);
  visit("digest", m.digest);
}
void elements(Like<Removal> auto& m, auto& visit) {
  visit("bucket", m.bucket);
  visit("entity", m.entity);
  visit("id", m.id);
}
void elements(Like<std::pair<std::uint32_t, Uuid>> auto& m, auto& visit) {
  visit("entity", m.first);
  visit("id", m.second);
}

// --- Maps -----------------------------------------------------------------------------------

void members(Like<Position> auto& m, auto& visit) {
  visit("epoch", m.epoch);
  visit("commit", m.commit);
  visit("chain", m.chain);
  visit("seal", m.seal);
}
void members(Like<RepairRequest> auto& m, auto& visit) {
  visit("bucket", m.bucket, kNameBytesMax);
  visit("leaves", m.leaves, limits::kDigestLeaves);
  visit("forced", m.forced, limits::kDigestLeaves);
}
void members(Like<actions::SignedAction> auto& m, auto& visit) {
  visit("number", m.number);
  visit("body", m.body, limits::kActionBytesMax);
  visit("signature", m.signature);
}
void members(Like<actions::Receipt> auto& m, auto& visit) {
  visit("number", m.number);
  visit("action", m.action);
  visit("verdict", m.verdict);
  visit("reason", m.reason);
  visit("commit", m.commit);
  visit("detail", m.detail, kDetailsMax);
  visit("action_hash", m.action_hash);
}
void members(Like<SyncRequest> auto& m, auto& visit) {
  visit("protocol", m.protocol);
  visit("catalogue", m.catalogue);
  visit("epoch", m.epoch);
  visit("cursor", m.cursor);
  visit("chain", m.chain);
  visit("seal", m.seal);
  visit("view", m.view);
  visit("stream", m.stream);
  visit("acknowledged", m.acknowledged);
  visit("scope", m.scope);
  visit("progress", m.progress, limits::kBucketsPerUserMax);
  visit("page", m.page);
  visit("trail", m.trail, limits::kTrailPointsMax);
  visit("repair", m.repair, limits::kBucketsPerUserMax);
  visit("actions", m.actions, limits::kActionsPerRequestMax);
  visit("queue_depth", m.queue_depth);
  visit("queue_age_ms", m.queue_age_ms);
}
void members(Like<Receipts> auto& m, auto& visit) {
  visit("receipts", m.receipts, kReceiptsMax);
  visit("signature", m.signature);
}
void members(Like<Fork> auto&, auto&) {}
void members(Like<Restored> auto& m, auto& visit) {
  visit("lineage", m.lineage, kLineageMax);
  visit("reconcile_only", m.reconcile_only);
  visit("common", m.common);
  visit("position", m.position);
}
void members(Like<Reconcile> auto& m, auto& visit) {
  visit("buckets", m.buckets, limits::kBucketsPerUserMax);
}
void members(Like<CatalogueChanged> auto& m, auto& visit) { visit("hash", m.hash); }
void members(Like<Scope> auto& m, auto& visit) {
  visit("opening", m.opening);
  visit("fresh", m.fresh, limits::kBucketsPerUserMax);
  visit("buckets", m.buckets, limits::kBucketsPerUserMax);
}
void members(Like<RowsHead> auto& m, auto& visit) {
  visit("entity", m.entity);
  visit("columns", m.columns, limits::kColumnsPerEntityMax);
  visit("buckets", m.buckets, limits::kBucketsPerUserMax);
  visit("epochs", m.epochs, kLineageMax);
}
void members(Like<Removals> auto& m, auto& visit) { visit("removals", m.removals, kRemovalsMax); }
void members(Like<Repair> auto& m, auto& visit) {
  visit("bucket", m.bucket, kNameBytesMax);
  visit("leaves", m.leaves, limits::kDigestLeaves);
  visit("rows", m.rows, kRepairRowsMax);
}
void members(Like<Page> auto& m, auto& visit) {
  visit("progress", m.progress, limits::kBucketsPerUserMax);
  visit("position", m.position);
  visit("rows_done", m.rows_done);
  visit("rows_total", m.rows_total);
}
void members(Like<Checkpoint> auto& m, auto& visit) {
  visit("epoch", m.epoch);
  visit("since", m.since);
  visit("to", m.to);
  visit("view", m.view);
  visit("chain", m.chain);
  visit("seal", m.seal);
  visit("durable", m.durable);
  visit("server_ms", m.server_ms);
  visit("verdicts", m.verdicts, kReceiptsMax);
  visit("lineage", m.lineage, kLineageMax);
  visit("quote_policy", m.quote_policy, kNameBytesMax);
}
void members(Like<More> auto&, auto&) {}
void members(Like<Beat> auto& m, auto& visit) { visit("server_ms", m.server_ms); }
void members(Like<Behind> auto&, auto&) {}
void members(Like<Problem> auto& m, auto& visit) {
  visit("type", m.type, kNameBytesMax);
  visit("title", m.title, kSentenceBytesMax);
  visit("status", m.status);
  visit("detail", m.detail, kSentenceBytesMax);
  visit("retry_after_s", m.retry_after_s);
}

/// The value of member "frame" for each message.
template <class Message>
inline constexpr std::string_view kFrameName = "";
template <>
inline constexpr std::string_view kFrameName<SyncRequest> = "sync";
template <>
inline constexpr std::string_view kFrameName<Receipts> = "receipts";
template <>
inline constexpr std::string_view kFrameName<Fork> = "fork";
template <>
inline constexpr std::string_view kFrameName<Restored> = "restored";
template <>
inline constexpr std::string_view kFrameName<Reconcile> = "reconcile";
template <>
inline constexpr std::string_view kFrameName<CatalogueChanged> = "catalogue";
template <>
inline constexpr std::string_view kFrameName<Scope> = "scope";
template <>
inline constexpr std::string_view kFrameName<RowsFrame> = "rows";
template <>
inline constexpr std::string_view kFrameName<Removals> = "removals";
template <>
inline constexpr std::string_view kFrameName<Repair> = "repair";
template <>
inline constexpr std::string_view kFrameName<Page> = "page";
template <>
inline constexpr std::string_view kFrameName<Checkpoint> = "checkpoint";
template <>
inline constexpr std::string_view kFrameName<More> = "more";
template <>
inline constexpr std::string_view kFrameName<Beat> = "beat";
template <>
inline constexpr std::string_view kFrameName<Behind> = "behind";
template <>
inline constexpr std::string_view kFrameName<Problem> = "problem";

/// Calls `use.operator()<T>()` for the message type that `frame` names; false when there is none.
template <std::size_t Index = 0, class Use>
bool with_frame_type(std::string_view frame, Use&& use) {
  if constexpr (Index < std::variant_size_v<Message>) {
    using T = std::variant_alternative_t<Index, Message>;
    if (frame == kFrameName<T>) {
      use.template operator()<T>();
      return true;
    }
    return with_frame_type<Index + 1>(frame, use);
  } else {
    return false;
  }
}

/// A message before its members are read: those that are left out are 0 or empty, the protocol
/// version too, which ours always names.
template <class T>
T blank() {
  T out{};
  if constexpr (std::same_as<T, SyncRequest>) out.protocol = 0;
  return out;
}

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
inline constexpr bool kIsList = IsVector<T>::value && !std::same_as<T, Bytes>;
template <class T>
struct IsFixedBytes : std::false_type {};
template <std::size_t Size>
struct IsFixedBytes<FixedBytes<Size>> : std::true_type {};

using Details = std::vector<std::pair<std::string, std::string>>;

/// Does nothing: only asks whether a type has a table.
struct NoVisit {
  void operator()(auto&&...) const {}
};
template <class T>
concept IsArray = requires(T& value, NoVisit& visit) { elements(value, visit); };
template <class T>
concept IsMap = requires(T& value, NoVisit& visit) { members(value, visit); };

}  // namespace fieldbook::protocol
