// POST /v1/sync: decides the device's actions, then streams receipts, rows and a checkpoint.

#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "syncd/endpoints/body.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {
namespace {

using protocol::ProblemKind;

std::optional<Response> refuse(const Services& services, const Request& request,
                               const protocol::SyncRequest& body) {
  if (body.protocol != protocol::kProtocolVersion)
    return problem_response(ProblemKind::unsupported_protocol);
  if (body.actions.size() > limits::kActionsPerRequestMax)
    return problem_response(ProblemKind::too_large);
  if (body.actions.empty()) return std::nullopt;
  const FixedBytes<32>& key = request.session.device_key;
  if (key == FixedBytes<32>{}) {
    if (services.unsigned_devices == UnsignedDevices::allowed) return std::nullopt;
    return problem_response(ProblemKind::signature_missing);
  }
  for (const auto& action : body.actions)
    if (!actions::verify(key, actions::kActionDomain, action.body, action.signature))
      return problem_response(ProblemKind::signature_invalid);
  return std::nullopt;
}

/// Receipts in one frame under one signature, or the word that the stream was forked.
Result<Bytes> encode_decided(const Services& services, DecidedBatch decided) {
  Bytes out;
  for (const auto& receipt : decided.receipts) services.meter.action_decided(receipt);
  if (!decided.receipts.empty()) {
    TRY(const auto transaction, services.store.begin_read());
    protocol::Receipts receipts{.receipts = std::move(decided.receipts)};
    receipts.signature = actions::sign(transaction->head().signing_key, actions::kReceiptDomain,
                                       actions::encode_receipts(receipts.receipts));
    protocol::encode_frame(receipts, out);
  }
  if (decided.fork) protocol::encode_frame(protocol::Fork{}, out);
  return out;
}

struct Form {
  BodyForm form;
  BodyEncoding encoding;
};

Reply pull(const Services& services, const Session& session, const protocol::SyncRequest& body,
           Form form, Bytes head) {
  auto frames = services.core.pull(session, body);
  if (!frames) return problem_response(protocol::problem_of(frames.error()));
  return make_stream(services.store.catalogue(), form.form, form.encoding, std::move(head),
                     *std::move(frames));
}

}  // namespace

Answer sync(const Services& services, const Request& request) {
  auto body = read_sync_request(request);
  if (!body) {
    if (body.error().code == Errc::unsupported)
      return problem_response(ProblemKind::unsupported_media, body.error().message);
    return problem_response(protocol::problem_of(body.error()));
  }
  if (auto refused = refuse(services, request, *body)) return *std::move(refused);
  services.meter.queue_reported(body->queue_depth, std::chrono::milliseconds(body->queue_age_ms));
  const Form form{accepted_form(request), accepted_encoding(request)};
  if (body->actions.empty()) {
    auto reply = pull(services, request.session, *body, form, {});
    return std::visit([](auto&& one) -> Answer { return std::forward<decltype(one)>(one); },
                      std::move(reply));
  }
  services.meter.actions_received(body->actions.size());
  Decide decide;
  decide.batch = {.session = request.session,
                  .stream = body->stream,
                  .received = request.received,
                  .acknowledged = body->acknowledged,
                  .actions = std::exchange(body->actions, {})};
  decide.then = [&services, session = request.session, form,
                 rest = *std::move(body)](Result<DecidedBatch> decided) -> Reply {
    if (!decided) return problem_response(protocol::problem_of(decided.error()));
    auto head = encode_decided(services, *std::move(decided));
    if (!head) return problem_response(protocol::problem_of(head.error()));
    return pull(services, session, rest, form, *std::move(head));
  };
  return decide;
}

}  // namespace fieldbook::syncd
