#include "client/runtime/response.hpp"

#include <limits>

namespace fieldbook::client {

/// Outlives the Response: answers of the database thread may come after a broken connection.
struct Response::Shared {
  std::mutex mutex;
  std::condition_variable done;
  std::size_t frames_in_flight = 0;
  std::size_t bytes_in_flight = 0;
  Status status;
  SyncEnded summary;
  bool behind = false;
  bool wants_catalogue = false;
  std::function<void(const Received&)> on_received;

  void note(const Received& received) {
    switch (received.kind) {
      case Received::Kind::page: summary.page = true; break;
      case Received::Kind::checkpoint:
        summary.checkpoint = true;
        summary.more = summary.more || received.sync_again;
        summary.shut_out = received.shut_out;
        summary.nothing_waits = received.nothing_waits;
        break;
      case Received::Kind::more:
      case Received::Kind::fork:
      case Received::Kind::restored:
      case Received::Kind::gap: summary.more = true; break;
      case Received::Kind::catalogue_changed: wants_catalogue = true; break;
      case Received::Kind::behind: behind = true; break;
      case Received::Kind::problem:
        summary.failure = FailureKind::refused;
        summary.message = received.problem.detail;
        summary.retry_after = std::chrono::seconds(received.problem.retry_after_s);
        break;
      case Received::Kind::buffered:
      case Received::Kind::receipts:
      case Received::Kind::checkpoint_old:
      case Received::Kind::beat: break;
    }
  }
};

Response::Response(SyncHost& host, std::function<void(const Received&)> on_received)
    : host_(host),
      shared_(std::make_shared<Shared>()),
      // A response may be long; each frame is bounded by the splitter, and the ratio holds.
      decompressor_(std::numeric_limits<std::size_t>::max()) {
  shared_->on_received = std::move(on_received);
}

Response::~Response() { static_cast<void>(drain()); }

Status Response::add(const HttpResult& head, ByteView bytes) {
  if (head.content_encoding == "zstd") {
    plain_.clear();
    CHECK(decompressor_.add(bytes, plain_));
    splitter_.add(plain_);
  } else {
    splitter_.add(bytes);
  }
  for (;;) {
    TRY(auto payload, splitter_.next());
    if (!payload) return {};
    CHECK(submit(*std::move(payload)));
  }
}

Status Response::submit(Bytes payload) {
  const std::size_t size = payload.size();
  {
    std::unique_lock lock(shared_->mutex);
    shared_->done.wait(lock, [&] {
      return shared_->frames_in_flight == 0 ||
             shared_->bytes_in_flight + size <= limits::kFramesInFlightBytesMax;
    });
    if (!shared_->status) return shared_->status;
    ++shared_->frames_in_flight;
    shared_->bytes_in_flight += size;
  }
  host_.receive(std::move(payload), [shared = shared_, size](Result<Received> received) {
    if (received && shared->on_received) shared->on_received(*received);
    const std::lock_guard lock(shared->mutex);
    --shared->frames_in_flight;
    shared->bytes_in_flight -= size;
    if (received)
      shared->note(*received);
    else if (shared->status)
      shared->status = std::unexpected(received.error());
    shared->done.notify_all();
  });
  return {};
}

Status Response::drain() {
  std::unique_lock lock(shared_->mutex);
  shared_->done.wait(lock, [&] { return shared_->frames_in_flight == 0; });
  return shared_->status;
}

SyncEnded Response::summary() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->summary;
}

bool Response::is_behind() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->behind;
}

bool Response::wants_catalogue() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->wants_catalogue;
}

}  // namespace fieldbook::client
