#pragma once

// zstd streams (RFC 8878) as bodies carry them: a window of at most 1 MiB, so that a small device
// needs little memory, and budgets against bodies that grow beyond reason.

#include <memory>

#include "shared/base/bytes.hpp"
#include "shared/base/limits.hpp"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace fieldbook::protocol {

/// 2^20 bytes on both sides.
inline constexpr int kCompressionWindowLog = 20;

/// Whether what was added so far must be readable on the other side at once.
enum class Flush : std::uint8_t { no, yes };

/// Writes zstd frames, piece by piece. For one thread.
class Compressor {
 public:
  /// Level 3 halves the bytes of level 1 on rows at a speed far above any link.
  explicit Compressor(int level = 3);
  /// Appends what is ready to `out`; with Flush::yes, everything.
  void add(ByteView bytes, Bytes& out, Flush flush = Flush::no);
  /// Ends the frame. What is added after begins another, which reads on as one stream.
  void finish(Bytes& out);

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  void run(ByteView bytes, Bytes& out, int directive);
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
};

/// Reads a zstd stream, piece by piece, within budgets. For one thread.
class Decompressor {
 public:
  /// `bytes_max` bounds the whole output.
  explicit Decompressor(std::size_t bytes_max,
                        std::size_t ratio_max = limits::kDecompressionRatioMax);
  /// Appends what `bytes` decompress to. Returns Errc::limit_exceeded when the output passes its
  /// bound or the ratio, and Errc::invalid_argument for anything that is not zstd with a window
  /// of at most 1 MiB. After an error the stream is over.
  [[nodiscard]] Status add(ByteView bytes, Bytes& out);
  /// True when the input ended where a frame ends.
  [[nodiscard]] bool is_complete() const { return complete_; }

 private:
  struct Free {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  [[nodiscard]] Status check_budget() const;
  std::unique_ptr<ZSTD_DCtx_s, Free> context_;
  std::size_t bytes_max_;
  std::size_t ratio_max_;
  std::size_t in_ = 0;
  std::size_t out_ = 0;
  bool complete_ = false;
};

/// A whole body at once.
[[nodiscard]] Bytes compress(ByteView bytes, int level = 3);
/// Returns Errc::limit_exceeded and Errc::invalid_argument as Decompressor, and for a body that
/// ends in the middle.
[[nodiscard]] Result<Bytes> decompress(ByteView bytes, std::size_t bytes_max);

}  // namespace fieldbook::protocol
