// POST /v1/sync: decides the device's actions, then streams receipts, rows and a checkpoint.

#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "syncd/endpoints/body.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {
namespace {

using protocol::ProblemKind;

/// What speaks against the whole request.
std::optional<Response> refuse(const Services& services, const Request& request,
                               const protocol::SyncRequest& body) {
  if (body.protocol != protocol::kProtocolVersion)
    return problem_response(ProblemKind::unsupported_protocol);
  if (body.actions.size() > limits::kActionsPerRequestMax)
    return problem_response(ProblemKind::too_large);
  if (body.actions.empty()) return std::nullopt;
  if (request.session.device_key == FixedBytes<32>{} &&
      services.unsigned_devices == UnsignedDevices::refused)
    return problem_response(ProblemKind::signature_missing);
  for (const auto& action : body.actions)
    if (action.body.size() > limits::kActionBytesMax)
      return problem_response(ProblemKind::too_large);
  const auto wait = services.action_limit.take(request.session.device, body.actions.size());
  if (wait.count() == 0) return std::nullopt;
  return problem_response(ProblemKind::rate_limited, {}, (wait.count() + 999) / 1000);
}

/// The numbers of the actions whose signature does not fit. One bad item blocks nothing else.
std::vector<std::uint64_t> unproven(const FixedBytes<32>& key,
                                    const std::vector<actions::SignedAction>& actions) {
  std::vector<std::uint64_t> out;
  if (key == FixedBytes<32>{}) return out;
  for (const auto& action : actions)
    if (!verify_action(action, key)) out.push_back(action.number);
  return out;
}

/// Receipts in one frame under one signature, or the word that the stream was forked.
Result<Bytes> encode_decided(const Services& services, DecidedActions decided) {
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

/// Keeps the operator's view of the device's queue, without a write for each idle sync, and notes
/// that renewed tokens arrived.
void note_contact(const Services& services, const Request& request,
                  const protocol::SyncRequest& body) {
  const auto transaction = services.store.begin_read();
  if (!transaction) return;
  if (const auto awaits = awaits_confirmation(**transaction, request.session); awaits && *awaits)
    services.writer.write_later(
        [session = request.session](WriteTransaction& writing) -> Result<AfterCommit> {
          CHECK(confirm_session(writing, session));
          return AfterCommit{};
        });
  const auto device = (*transaction)->device(request.session.device);
  if (!device || !*device) return;
  const Instant now = services.clock.now();
  const bool is_fresh = now - (*device)->last_seen < limits::kDeviceNoteInterval;
  if (is_fresh && ((*device)->queue_depth == 0) == (body.queue_depth == 0)) return;
  services.writer.write_later(
      [id = request.session.device, now, agent = request.user_agent, depth = body.queue_depth,
       age = body.queue_age_ms](WriteTransaction& writing) -> Result<AfterCommit> {
        TRY(auto known, writing.device(id));
        if (!known) return AfterCommit{};
        known->last_seen = now;
        known->client_version = agent;
        known->queue_depth = depth;
        known->queue_age_ms = age;
        CHECK(writing.put_device(*known));
        return AfterCommit{};
      });
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
  const Status prepared = services.core.prepare(request.session, *body, services.writer);
  if (!prepared) return problem_response(protocol::problem_of(prepared.error()));
  note_contact(services, request, *body);
  services.meter.queue_reported(body->queue_depth, std::chrono::milliseconds(body->queue_age_ms));
  const Form form{accepted_form(request), accepted_encoding(request)};
  if (body->actions.empty()) {
    auto reply = pull(services, request.session, *body, form, {});
    return std::visit([](auto&& one) -> Answer { return std::forward<decltype(one)>(one); },
                      std::move(reply));
  }
  services.meter.actions_received(body->actions.size());
  Decide decide;
  decide.batch = {.person = request.session.person,
                  .device = request.session.device,
                  .audience = request.session.audience,
                  .stream = body->stream,
                  .received = request.received,
                  .acknowledged = body->acknowledged,
                  .unproven = unproven(request.session.device_key, body->actions),
                  .actions = std::exchange(body->actions, {})};
  decide.then = [&services, session = request.session, form,
                 rest = *std::move(body)](Result<DecidedActions> decided) -> Reply {
    if (!decided) return problem_response(protocol::problem_of(decided.error()));
    auto head = encode_decided(services, *std::move(decided));
    if (!head) return problem_response(protocol::problem_of(head.error()));
    return pull(services, session, rest, form, *std::move(head));
  };
  return decide;
}

}  // namespace fieldbook::syncd
