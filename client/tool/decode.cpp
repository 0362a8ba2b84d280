#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <iterator>

#include "client/tool/commands.hpp"
#include "shared/protocol/compression.hpp"
#include "shared/protocol/frames.hpp"

namespace fieldbook::client {
namespace {

constexpr std::size_t kCaptureBytesMax = 256 * 1024 * 1024;

Result<Bytes> read_capture(const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return fail(Errc::not_found, fmt::format("{} cannot be read.", path));
  }
  std::istream& in = path == "-" ? std::cin : file;
  Bytes bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (bytes.size() > kCaptureBytesMax)
    return fail(Errc::limit_exceeded, fmt::format("{} is larger than 256 MiB.", path));
  // A zstd stream begins with its magic number (RFC 8878 section 3.1.1).
  const bool compressed = bytes.size() >= 4 && bytes[0] == 0x28 && bytes[1] == 0xb5 &&
                          bytes[2] == 0x2f && bytes[3] == 0xfd;
  if (!compressed) return bytes;
  protocol::Decompressor decompressor(kCaptureBytesMax);
  Bytes plain;
  CHECK(decompressor.add(bytes, plain));
  return plain;
}

ExitCode decode(const Tool& tool, const std::string& path) {
  const auto bytes = read_capture(path);
  if (!bytes) return tool.report(bytes.error());
  const auto catalogue = schema::Catalogue::embedded();
  protocol::FrameSplitter splitter;
  splitter.add(*bytes);
  const int indent = tool.json() ? -1 : 2;
  for (;;) {
    const auto payload = splitter.next();
    if (!payload) return tool.report(payload.error());
    if (!*payload) break;
    const auto message = protocol::decode_frame(**payload);
    if (!message) return tool.report(message.error());
    fmt::print("{}\n",
               protocol::to_json(*message, catalogue.get())
                   .dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  }
  if (splitter.is_empty()) return ExitCode::ok;
  return tool.report({Errc::corrupt, "The capture ends in the middle of a frame."});
}

}  // namespace

void add_decode(CLI::App& app, Run& run) {
  auto path = std::make_shared<std::string>("-");
  CLI::App* command = app.add_subcommand("decode", "Print captured frames (CBOR, plain or zstd)");
  command->add_option("FILE", *path, "A request or response body; - for standard input")
      ->capture_default_str();
  command->callback(
      [path, &run] { run = [path](const Tool& tool) { return decode(tool, *path); }; });
}

}  // namespace fieldbook::client
