#include "syncd/endpoints/body.hpp"

#include "shared/base/limits.hpp"
#include "shared/protocol/compression.hpp"
#include "shared/protocol/frames.hpp"

namespace fieldbook::syncd {
namespace {

/// Smaller answers cost more in zstd than they save.
constexpr std::size_t kWorthCompressing = 512;

bool lists(std::string_view header, std::string_view token) {
  while (!header.empty()) {
    const auto end = std::min(header.find(','), header.size());
    std::string_view item = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    const auto parameters = item.substr(std::min(item.find(';'), item.size()));
    item = item.substr(0, item.size() - parameters.size());
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    if (item == token)
      return parameters.find("q=0") == std::string_view::npos ||
             parameters.find("q=0.") != std::string_view::npos;
  }
  return false;
}

std::string_view without_parameters(std::string_view media_type) {
  media_type = media_type.substr(0, std::min(media_type.find(';'), media_type.size()));
  while (!media_type.empty() && media_type.back() == ' ') media_type.remove_suffix(1);
  return media_type;
}

Result<protocol::SyncRequest> only_sync(protocol::Message message) {
  if (auto* request = std::get_if<protocol::SyncRequest>(&message)) return std::move(*request);
  return fail(Errc::invalid_argument, "the body must hold one frame \"sync\"");
}

Result<protocol::SyncRequest> read_cbor(ByteView body) {
  protocol::FrameSplitter splitter;
  splitter.add(body);
  TRY(const auto payload, splitter.next());
  if (!payload || !splitter.is_empty())
    return fail(Errc::invalid_argument, "the body must hold exactly one frame");
  TRY(auto message, protocol::decode_frame(*payload));
  return only_sync(std::move(message));
}

Result<protocol::SyncRequest> read_json(std::string_view body) {
  TRY(const auto json, protocol::parse_json(body));
  TRY(auto message, protocol::from_json(json));
  return only_sync(std::move(message));
}

/// Frames from the core, printed and compressed on the way.
class Body final : public BodySource {
 public:
  Body(const schema::Catalogue& catalogue, BodyForm form, BodyEncoding encoding, Bytes head,
       std::unique_ptr<FrameSource> frames)
      : catalogue_(catalogue), form_(form), head_(std::move(head)), frames_(std::move(frames)) {
    if (encoding == BodyEncoding::zstd) compressor_.emplace();
  }

  Result<Step> next(std::string& out) override {
    PullPiece piece;
    TRY(const Step step, frames_->next_piece(piece));
    CHECK(put(std::exchange(head_, {}), out));
    CHECK(put(piece.before, out));
    if (piece.page) CHECK(put(*piece.page, out));
    CHECK(put(piece.after, out));
    if (step == Step::end)
      finish(out);
    else
      flush(out);
    return step;
  }

  void beat(Instant now, std::string& out) override { put_message(protocol::Beat{now.ms}, out); }

  void fail(const protocol::Problem& problem, std::string& out) override {
    put_message(problem, out);
    finish(out);
  }

  std::vector<BucketId> buckets() const override { return frames_->buckets(); }

 private:
  void put_message(const protocol::Message& message, std::string& out) {
    Bytes bytes;
    protocol::encode_frame(message, bytes);
    // Our own frames always read back.
    ASSERT(put(bytes, out).has_value());
    flush(out);
  }

  /// A page that others get too is a zstd frame of its own between those of this response.
  Status put(const SharedPage& page, std::string& out) {
    if (form_ == BodyForm::json || !compressor_) return put(page.frames, out);
    end_frame(out);
    out += as_text(page.compressed);
    is_empty_ = false;
    return {};
  }

  Status put(ByteView frames, std::string& out) {
    if (form_ == BodyForm::json) {
      std::string lines;
      CHECK(print(frames, lines));
      append(as_bytes(lines), out);
    } else {
      append(frames, out);
    }
    return {};
  }

  Status print(ByteView frames, std::string& lines) const {
    protocol::FrameSplitter splitter;
    splitter.add(frames);
    while (true) {
      TRY(const auto payload, splitter.next());
      if (!payload) return {};
      TRY(const auto message, protocol::decode_frame(*payload));
      lines += protocol::to_json(message, &catalogue_).dump();
      lines += '\n';
    }
  }

  void append(ByteView bytes, std::string& out) {
    if (bytes.empty()) return;
    if (!compressor_) {
      out += as_text(bytes);
      return;
    }
    Bytes compressed;
    compressor_->add(bytes, compressed);
    out += as_text(compressed);
    is_open_ = true;
    is_empty_ = false;
  }

  /// What was added so far is readable on the other side.
  void flush(std::string& out) {
    if (!is_open_) return;
    Bytes compressed;
    compressor_->add({}, compressed, protocol::Flush::yes);
    out += as_text(compressed);
  }

  void end_frame(std::string& out) {
    if (!is_open_) return;
    Bytes compressed;
    compressor_->finish(compressed);
    out += as_text(compressed);
    is_open_ = false;
  }

  void finish(std::string& out) {
    // A body of zstd has at least one frame.
    is_open_ = is_open_ || (compressor_ && is_empty_);
    end_frame(out);
  }

  const schema::Catalogue& catalogue_;
  BodyForm form_;
  Bytes head_;
  std::unique_ptr<FrameSource> frames_;
  std::optional<protocol::Compressor> compressor_;
  bool is_open_ = false;  // a zstd frame has begun
  bool is_empty_ = true;  // nothing of zstd was written
};

/// Frames that were read before it was known whether they are worth compressing.
class ReadAhead final : public FrameSource {
 public:
  ReadAhead(PullPiece first, Step step, std::unique_ptr<FrameSource> rest)
      : first_(std::move(first)), step_(step), rest_(std::move(rest)) {}
  Result<Step> next(Bytes& out) override {
    PullPiece piece;
    TRY(const Step step, next_piece(piece));
    piece.append_to(out);
    return step;
  }
  Result<Step> next_piece(PullPiece& out) override {
    if (!step_) return rest_->next_piece(out);
    out = std::exchange(first_, {});
    return *std::exchange(step_, std::nullopt);
  }
  std::vector<BucketId> buckets() const override { return rest_->buckets(); }

 private:
  PullPiece first_;
  std::optional<Step> step_;
  std::unique_ptr<FrameSource> rest_;
};

/// A source that failed before its first byte: the error goes out as the answer's only frame.
class Failed final : public FrameSource {
 public:
  explicit Failed(Error error) : error_(std::move(error)) {}
  Result<Step> next(Bytes&) override { return std::unexpected(error_); }

 private:
  Error error_;
};

}  // namespace

BodyForm accepted_form(const Request& request) {
  const bool wants_json = lists(request.accept, protocol::kJsonMediaType) ||
                          (request.accept.empty() &&
                           without_parameters(request.content_type) == protocol::kJsonMediaType);
  return wants_json && !lists(request.accept, protocol::kCborMediaType) ? BodyForm::json
                                                                        : BodyForm::cbor;
}

BodyEncoding accepted_encoding(const Request& request) {
  return lists(request.accept_encoding, "zstd") ? BodyEncoding::zstd : BodyEncoding::identity;
}

Result<protocol::SyncRequest> read_sync_request(const Request& request) {
  ByteView body = as_bytes(request.body);
  Bytes unpacked;
  if (request.content_encoding == "zstd") {
    TRY(unpacked, protocol::decompress(body, limits::kRequestBodyBytesMax));
    body = unpacked;
  } else if (!request.content_encoding.empty() && request.content_encoding != "identity") {
    return fail(Errc::unsupported, "the body's encoding must be zstd or identity");
  }
  const std::string_view type = without_parameters(request.content_type);
  if (type == protocol::kCborMediaType) return read_cbor(body);
  if (type == protocol::kJsonMediaType) return read_json(as_text(body));
  return fail(Errc::unsupported, "the body must be frames in CBOR or JSON");
}

StreamedBody make_stream(const schema::Catalogue& catalogue, BodyForm form, BodyEncoding encoding,
                         Bytes head, std::unique_ptr<FrameSource> frames) {
  if (encoding == BodyEncoding::zstd) {
    PullPiece first;
    auto step = frames->next_piece(first);
    if (!step) {
      frames = std::make_unique<Failed>(std::move(step).error());
    } else {
      if (*step == Step::end && head.size() + first.size() < kWorthCompressing)
        encoding = BodyEncoding::identity;
      frames = std::make_unique<ReadAhead>(std::move(first), *step, std::move(frames));
    }
  }
  return {
      .content_type = form == BodyForm::json ? protocol::kJsonMediaType : protocol::kCborMediaType,
      .content_encoding = encoding == BodyEncoding::zstd ? "zstd" : "",
      .source =
          std::make_unique<Body>(catalogue, form, encoding, std::move(head), std::move(frames))};
}

}  // namespace fieldbook::syncd
