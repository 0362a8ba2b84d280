// GET /v1/live?sync=…: holds a stream open and carries each change as it is committed. The
// parameter is the frame "sync" of an exchange without actions, in base64url.

#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "syncd/endpoints/body.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {
namespace {

Result<protocol::SyncRequest> read_position(const Request& request) {
  const auto parameter = request.parameter("sync");
  if (!parameter) return fail(Errc::invalid_argument, "the parameter sync is missing");
  TRY(const Bytes bytes, from_base64url(*parameter));
  protocol::FrameSplitter splitter;
  splitter.add(bytes);
  TRY(const auto payload, splitter.next());
  if (!payload) return fail(Errc::invalid_argument, "the parameter sync holds no frame");
  TRY(auto message, protocol::decode_frame(*payload));
  auto* body = std::get_if<protocol::SyncRequest>(&message);
  if (body == nullptr || !body->actions.empty())
    return fail(Errc::invalid_argument, "the parameter sync must be a sync without actions");
  return std::move(*body);
}

}  // namespace

Answer live(const Services& services, const Request& request) {
  const auto body = read_position(request);
  if (!body) return problem_response(protocol::problem_of(body.error()));
  if (body->protocol != protocol::kProtocolVersion)
    return problem_response(protocol::ProblemKind::unsupported_protocol);
  auto frames = services.core.live(request.session, *body);
  if (!frames) return problem_response(protocol::problem_of(frames.error()));
  // Deltas are small, and a compressor a stream would cost more memory than all the rest of it.
  StreamedBody stream = make_stream(services.store.catalogue(), accepted_form(request),
                                    BodyEncoding::identity, {}, *std::move(frames));
  stream.is_live = true;
  return stream;
}

}  // namespace fieldbook::syncd
