#pragma once

// One response under way: bytes from the transport become frames, frames go to the database
// thread, and what they did comes back. Bounded: the transport waits when too much is in flight.

#include <condition_variable>
#include <mutex>

#include "client/runtime/sync_loop.hpp"
#include "shared/protocol/compression.hpp"
#include "shared/protocol/frames.hpp"

namespace fieldbook::client {

class Response {
 public:
  /// `on_received` runs on the database thread for each frame that was applied.
  Response(SyncHost& host, std::function<void(const Received&)> on_received);
  ~Response();
  Response(const Response&) = delete;
  Response& operator=(const Response&) = delete;

  /// Takes body bytes; waits while more than limits::kFramesInFlightBytesMax are not yet applied.
  /// Returns the first error of decoding or of the database thread.
  [[nodiscard]] Status add(const HttpResult& head, ByteView bytes);
  /// Waits until every frame is applied. Returns the first error.
  [[nodiscard]] Status drain();
  /// What the frames came to; call after drain().
  [[nodiscard]] SyncEnded summary() const;
  [[nodiscard]] bool is_behind() const;
  [[nodiscard]] bool wants_catalogue() const;

 private:
  struct Shared;
  [[nodiscard]] Status submit(Bytes payload);
  SyncHost& host_;
  std::shared_ptr<Shared> shared_;
  protocol::Decompressor decompressor_;
  protocol::FrameSplitter splitter_;
  Bytes plain_;
};

}  // namespace fieldbook::client
