#include "client/replica/history.hpp"

#include <algorithm>

#include "shared/base/limits.hpp"
#include "shared/protocol/cbor.hpp"

namespace fieldbook::client {
namespace {

using protocol::Position;
using protocol::TrailPoint;

/// A device on a live stream passes each commit; a point for each would only cost writes.
constexpr std::int64_t kTrailStep = 4;

Bytes encode(const std::vector<TrailPoint>& trail) {
  Bytes out;
  protocol::CborWriter writer(out);
  writer.array(trail.size());
  for (const TrailPoint& point : trail) {
    writer.integer(point.commit);
    writer.bytes(point.chain);
  }
  return out;
}

Result<std::vector<TrailPoint>> decode_trail(ByteView bytes) {
  std::vector<TrailPoint> out;
  if (bytes.empty()) return out;
  protocol::CborReader in(bytes);
  TRY(const std::size_t count, in.array(limits::kTrailPointsMax));
  for (std::size_t i = 0; i < count; ++i) {
    TrailPoint& point = out.emplace_back();
    TRY(point.commit, in.integer());
    TRY(const ByteView chain, in.bytes(point.chain.size()));
    TRY(point.chain, to_fixed<32>(chain));
  }
  return out;
}

/// Takes out the inner point whose loss hurts least: the one whose neighbours are closest to each
/// other, measured by how far back they are.
void thin(std::vector<TrailPoint>& trail) {
  const std::int64_t newest = trail.back().commit;
  auto least = trail.begin() + 1;
  double least_gap = 2.0;
  for (auto at = trail.begin() + 1; at + 1 != trail.end(); ++at) {
    const std::int64_t before = (at - 1)->commit;
    const double gap =
        static_cast<double>((at + 1)->commit - before) / static_cast<double>(newest - before);
    if (gap >= least_gap) continue;
    least_gap = gap;
    least = at;
  }
  trail.erase(least);
}

}  // namespace

Result<std::vector<TrailPoint>> History::trail() {
  TRY(const Bytes bytes, meta_.bytes(kMetaTrail));
  auto out = decode_trail(bytes);
  if (!out) return fail(Errc::corrupt, "the stored trail: " + out.error().message);
  return out;
}

Status History::note(const TrailPoint& point) {
  CHECK(meta_.erase(kMetaHeard));
  CHECK(want_trail(false));
  TRY(const std::int64_t last, meta_.integer(kMetaTrailEnd));
  if (last != 0 && point.commit < last + kTrailStep) return {};
  TRY(auto points, trail());
  points.push_back(point);
  if (points.size() > limits::kTrailPointsMax) thin(points);
  CHECK(meta_.set(kMetaTrailEnd, point.commit));
  return meta_.set(kMetaTrail, ByteView(encode(points)));
}

Status History::cut(std::int64_t common) {
  TRY(auto points, trail());
  std::erase_if(points, [common](const TrailPoint& point) { return point.commit > common; });
  CHECK(meta_.set(kMetaTrailEnd, points.empty() ? 0 : points.back().commit));
  return meta_.set(kMetaTrail, ByteView(encode(points)));
}

Status History::want_trail(bool wanted) {
  return wanted ? meta_.set(kMetaTrailWanted, 1) : meta_.erase(kMetaTrailWanted);
}

Result<bool> History::is_trail_wanted() {
  TRY(const std::int64_t wanted, meta_.integer(kMetaTrailWanted));
  return wanted != 0;
}

Status History::hear(const Position& position) {
  Bytes out;
  protocol::CborWriter writer(out);
  writer.array(4);
  writer.bytes(position.epoch);
  writer.integer(position.commit);
  writer.bytes(position.chain);
  writer.bytes(position.seal);
  return meta_.set(kMetaHeard, ByteView(out));
}

Result<Position> History::heard() {
  TRY(const Bytes bytes, meta_.bytes(kMetaHeard));
  Position out;
  if (bytes.empty()) return out;
  const auto read = [&]() -> Status {
    protocol::CborReader in(bytes);
    CHECK(in.array(4));
    TRY(const ByteView epoch, in.bytes(out.epoch.size()));
    TRY(out.epoch, to_fixed<16>(epoch));
    TRY(out.commit, in.integer());
    TRY(const ByteView chain, in.bytes(out.chain.size()));
    TRY(out.chain, to_fixed<32>(chain));
    TRY(const ByteView seal, in.bytes(out.seal.size()));
    TRY(out.seal, to_fixed<32>(seal));
    return {};
  };
  if (const Status done = read(); !done)
    return fail(Errc::corrupt, "the position that was heard: " + done.error().message);
  return out;
}

}  // namespace fieldbook::client
