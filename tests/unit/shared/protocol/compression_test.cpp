#include "shared/protocol/compression.hpp"

#include <gtest/gtest.h>
#include <zstd.h>

#include "shared/base/random.hpp"

namespace fieldbook::tests {
namespace {

using protocol::Compressor;
using protocol::Decompressor;

Bytes text_like(std::size_t size) {
  SeededRandom random(5);
  Bytes out(size);
  for (auto& byte : out) byte = static_cast<std::uint8_t>('a' + random.below(6));
  return out;
}

TEST(Compression, returns_what_went_in) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{64 * 1024},
                                 std::size_t{6 * 64 * 1024}, std::size_t{3'000'000}}) {
    const Bytes body = text_like(size);
    const auto out = protocol::decompress(protocol::compress(body), size + 1);
    ASSERT_TRUE(out.has_value()) << out.error().message;
    EXPECT_EQ(*out, body);
  }
}

TEST(Compression, makes_a_flushed_piece_readable_at_once) {
  Compressor compressor;
  Decompressor decompressor(1 << 20);
  for (int i = 0; i < 3; ++i) {
    const Bytes piece = text_like(1000);
    Bytes wire;
    compressor.add(piece, wire, protocol::Flush::yes);
    Bytes out;
    ASSERT_TRUE(decompressor.add(wire, out).has_value());
    EXPECT_EQ(out, piece);
    EXPECT_FALSE(decompressor.is_complete());
  }
  Bytes wire;
  compressor.finish(wire);
  Bytes out;
  ASSERT_TRUE(decompressor.add(wire, out).has_value());
  EXPECT_TRUE(decompressor.is_complete());
}

TEST(Compression, refuses_a_body_that_grows_beyond_reason) {
  const Bytes bomb = protocol::compress(Bytes(50'000'000, 0));
  EXPECT_EQ(protocol::decompress(bomb, 100'000'000).error().code, Errc::limit_exceeded);
  Decompressor decompressor(100'000'000);
  Bytes out;
  EXPECT_EQ(decompressor.add(bomb, out).error().code, Errc::limit_exceeded);
  EXPECT_LT(out.size(), 1'000'000U);
}

TEST(Compression, refuses_more_than_its_bound_and_what_is_not_zstd) {
  EXPECT_EQ(protocol::decompress(protocol::compress(text_like(2000)), 1999).error().code,
            Errc::limit_exceeded);
  EXPECT_EQ(protocol::decompress(text_like(100), 1000).error().code, Errc::invalid_argument);
  Bytes half = protocol::compress(text_like(2000));
  half.resize(half.size() / 2);
  EXPECT_EQ(protocol::decompress(half, 10'000).error().code, Errc::invalid_argument);
}

TEST(Compression, refuses_a_window_that_a_small_device_cannot_hold) {
  const Bytes body = text_like(3'000'000);
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 22);
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  Bytes wire(ZSTD_compressBound(body.size()));
  ZSTD_inBuffer input{body.data(), body.size(), 0};
  ZSTD_outBuffer output{wire.data(), wire.size(), 0};
  ZSTD_compressStream2(context, &output, &input, ZSTD_e_continue);
  while (ZSTD_compressStream2(context, &output, &input, ZSTD_e_end) != 0) {
  }
  ZSTD_freeCCtx(context);
  wire.resize(output.pos);
  EXPECT_EQ(protocol::decompress(wire, body.size()).error().code, Errc::invalid_argument);
}

}  // namespace
}  // namespace fieldbook::tests
