#include "shared/protocol/compression.hpp"

#include <array>
#include <zstd.h>

namespace fieldbook::protocol {

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;
/// A small body may legitimately be one byte repeated: the ratio counts beyond this.
constexpr std::size_t kRatioFreeBytes = 256 * 1024;

}  // namespace

void Compressor::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }
void Decompressor::Free::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

Compressor::Compressor(int level) : context_(ZSTD_createCCtx()) {
  ASSERT(context_ != nullptr);
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_windowLog, kCompressionWindowLog);
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
}

void Compressor::run(ByteView bytes, Bytes& out, int directive) {
  ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
  while (true) {
    const std::size_t before = out.size();
    out.resize(before + kPieceBytes);
    ZSTD_outBuffer output{out.data() + before, kPieceBytes, 0};
    const std::size_t left = ZSTD_compressStream2(context_.get(), &output, &input,
                                                  static_cast<ZSTD_EndDirective>(directive));
    // Only a misuse or a lack of memory fails here, never the input.
    ASSERT(ZSTD_isError(left) == 0);
    out.resize(before + output.pos);
    const bool done = directive == ZSTD_e_continue ? input.pos == input.size : left == 0;
    if (done) return;
  }
}

void Compressor::add(ByteView bytes, Bytes& out, Flush flush) {
  run(bytes, out, flush == Flush::yes ? ZSTD_e_flush : ZSTD_e_continue);
}

void Compressor::finish(Bytes& out) { run({}, out, ZSTD_e_end); }

Decompressor::Decompressor(std::size_t bytes_max, std::size_t ratio_max)
    : context_(ZSTD_createDCtx()), bytes_max_(bytes_max), ratio_max_(ratio_max) {
  ASSERT(context_ != nullptr);
  ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kCompressionWindowLog);
}

Status Decompressor::check_budget() const {
  if (out_ > bytes_max_)
    return fail(Errc::limit_exceeded,
                "the body is longer than " + std::to_string(bytes_max_) + " bytes");
  if (out_ > kRatioFreeBytes && out_ / ratio_max_ > in_)
    return fail(Errc::limit_exceeded,
                "the body grows more than " + std::to_string(ratio_max_) + " times");
  return {};
}

Status Decompressor::add(ByteView bytes, Bytes& out) {
  ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
  const std::size_t in_before = in_;
  while (true) {
    const std::size_t before = out.size();
    const std::size_t read_before = input.pos;
    out.resize(before + kPieceBytes);
    ZSTD_outBuffer output{out.data() + before, kPieceBytes, 0};
    const std::size_t answer = ZSTD_decompressStream(context_.get(), &output, &input);
    out.resize(before + output.pos);
    if (ZSTD_isError(answer) != 0)
      return fail(Errc::invalid_argument, std::string("zstd: ") + ZSTD_getErrorName(answer));
    in_ = in_before + input.pos;
    out_ += output.pos;
    // No bytes in or out say nothing about where the frame stands.
    if (input.pos > read_before || output.pos > 0) complete_ = answer == 0;
    CHECK(check_budget());
    if (input.pos == input.size && output.pos < kPieceBytes) return {};
  }
}

Bytes compress(ByteView bytes, int level) {
  Bytes out;
  Compressor compressor(level);
  compressor.add(bytes, out);
  compressor.finish(out);
  return out;
}

Result<Bytes> decompress(ByteView bytes, std::size_t bytes_max) {
  Bytes out;
  Decompressor decompressor(bytes_max);
  CHECK(decompressor.add(bytes, out));
  if (!decompressor.is_complete())
    return fail(Errc::invalid_argument, "the compressed body ends in the middle");
  return out;
}

}  // namespace fieldbook::protocol
