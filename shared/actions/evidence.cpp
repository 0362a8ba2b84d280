#include "shared/actions/evidence.hpp"

#include <algorithm>

#include "shared/actions/action_table.hpp"
#include "shared/actions/cbor_reader.hpp"
#include "shared/actions/cbor_writer.hpp"
#include "shared/base/limits.hpp"

namespace fieldbook::actions {
namespace {

enum Key : std::int64_t {
  kBody = 1,
  kDeviceSignature,
  kDeviceKey,
  kReceipt,
  kOrganisation,
  kPerson,
  kRole,
  kQuote,
  kRevision,
  kTotal,
  kEarliest,
  kLatest,
  kReceived,
  kDaemonKey,
  kDaemonSignature
};
constexpr std::size_t kNameBytesMax = 2000;

MapWriter signed_part(const Evidence& evidence) {
  MapWriter map;
  map.bytes(kBody, evidence.action_body);
  map.bytes(kDeviceSignature, evidence.device_signature);
  map.bytes(kDeviceKey, evidence.device_key);
  map.bytes(kReceipt, evidence.receipt);
  map.text(kOrganisation, evidence.organisation);
  map.text(kPerson, evidence.person);
  map.text(kRole, evidence.role);
  map.text(kQuote, evidence.quote);
  map.integer(kRevision, evidence.revision);
  map.integer(kTotal, evidence.total);
  map.integer(kEarliest, evidence.earliest.ms);
  map.integer(kLatest, evidence.latest.ms);
  map.integer(kReceived, evidence.received.ms);
  map.bytes(kDaemonKey, evidence.daemon_key);
  return map;
}

Bytes encode_evidence(const Evidence& evidence) {
  MapWriter map = signed_part(evidence);
  map.bytes(kDaemonSignature, evidence.daemon_signature);
  return map.finish();
}

template <std::size_t N>
Status read_fixed(CborReader& reader, FixedBytes<N>& out) {
  Bytes bytes;
  CHECK(reader.into(bytes, N));
  TRY(out, to_fixed<N>(bytes));
  return {};
}

Status read_member(CborReader& reader, std::int64_t key, Evidence& out) {
  switch (key) {
    case kBody: return reader.into(out.action_body, limits::kActionBytesMax);
    case kDeviceSignature: return read_fixed(reader, out.device_signature);
    case kDeviceKey: return read_fixed(reader, out.device_key);
    case kReceipt: return reader.into(out.receipt, limits::kActionBytesMax);
    case kOrganisation: return reader.into(out.organisation, kNameBytesMax);
    case kPerson: return reader.into(out.person, kNameBytesMax);
    case kRole: return reader.into(out.role, kNameBytesMax);
    case kQuote: return reader.into(out.quote, kNameBytesMax);
    case kRevision: return reader.into(out.revision);
    case kTotal: return reader.into(out.total);
    case kEarliest: return reader.into(out.earliest.ms);
    case kLatest: return reader.into(out.latest.ms);
    case kReceived: return reader.into(out.received.ms);
    case kDaemonKey: return read_fixed(reader, out.daemon_key);
    case kDaemonSignature: return read_fixed(reader, out.daemon_signature);
    default: return fail(Errc::invalid_argument, "unknown key in an evidence record");
  }
}

bool is_quote_decision(const Action& action) {
  return action.kind == kinds::kQuoteApprove || action.kind == kinds::kQuoteReject;
}

/// A number of one to four digits at the front of `text`, taken off it.
bool take_number(std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0 || digits > 4) return false;
  text.remove_prefix(digits);
  return true;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

bool is_signature(std::string_view strokes) {
  if (strokes.size() > kSignatureLengthMax) return false;
  for (;;) {
    if (!take_number(strokes) || !take(strokes, ',') || !take_number(strokes)) return false;
    if (strokes.empty()) return true;
    if (!take(strokes, ' ') && !take(strokes, ';')) return false;
  }
}

Bytes seal_evidence(Evidence evidence, const SigningKey& daemon_key) {
  evidence.daemon_key = daemon_key.public_key();
  evidence.daemon_signature = sign(daemon_key, kEvidenceDomain, signed_part(evidence).finish());
  return encode_evidence(evidence);
}

bool CheckedEvidence::holds() const { return std::ranges::all_of(checks, &EvidenceCheck::holds); }

Result<CheckedEvidence> check_evidence(ByteView bytes,
                                       const std::optional<FixedBytes<32>>& trusted) {
  CheckedEvidence out;
  CborReader reader(bytes);
  CHECK(reader.each_pair(kDaemonSignature,
                         [&](std::int64_t key) { return read_member(reader, key, out.evidence); }));
  const Evidence& evidence = out.evidence;
  // One record has one form: nothing can be changed that the signatures do not see.
  if (!reader.at_end() || !std::ranges::equal(encode_evidence(evidence), bytes))
    return fail(Errc::invalid_argument, "not an evidence record in its canonical form");
  if (auto action = decode_action(evidence.action_body)) out.action = *std::move(action);
  if (auto receipt = decode_receipt(evidence.receipt)) out.receipt = *std::move(receipt);

  const auto claim = [&](std::string text, bool holds) {
    out.checks.push_back({std::move(text), holds});
  };
  claim("The device signed the decision.", verify(evidence.device_key, kActionDomain,
                                                  evidence.action_body, evidence.device_signature));
  claim("It is a decision on a quote.", out.action && is_quote_decision(*out.action));
  claim("The daemon signed the record.",
        verify(evidence.daemon_key, kEvidenceDomain, signed_part(evidence).finish(),
               evidence.daemon_signature));
  claim("The daemon's receipt is for this very decision.",
        out.action && out.receipt && out.receipt->action == out.action->id &&
            out.receipt->action_hash == action_hash(evidence.action_body));
  claim("The daemon accepted the decision.",
        out.receipt &&
            (out.receipt->verdict == Verdict::applied || out.receipt->verdict == Verdict::merged));
  if (trusted) claim("The daemon is the one whose key you gave.", *trusted == evidence.daemon_key);
  return out;
}

}  // namespace fieldbook::actions
