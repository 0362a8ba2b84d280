// Replays a corpus, and seeded mutations of it, through a fuzz target where there is no libFuzzer.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/random.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using fieldbook::Bytes;
using fieldbook::SeededRandom;

Bytes read_input(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (path.extension() != ".hex") return {text.begin(), text.end()};
  std::erase_if(text, [](char c) { return c == '\n' || c == ' '; });
  auto bytes = fieldbook::from_hex(text);
  if (bytes) return *std::move(bytes);
  std::fprintf(stderr, "%s is not hexadecimal\n", path.c_str());
  std::exit(1);
}

/// A few small damages: bytes changed, removed, repeated, and heads of CBOR items put in.
void mutate(Bytes& input, SeededRandom& random) {
  constexpr std::uint8_t kHeads[] = {0x00, 0x18, 0x1b, 0x3b, 0x5b, 0x7b, 0x9b,
                                     0xbb, 0x9f, 0xc0, 0xf4, 0xf6, 0xfb, 0xff};
  for (std::uint64_t i = 0, times = 1 + random.below(4); i < times; ++i) {
    const std::size_t at = random.below(input.size() + 1);
    const auto here = input.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random.below(5)) {
      case 0:
        if (here != input.end()) *here = static_cast<std::uint8_t>(random.below(256));
        break;
      case 1:
        if (here != input.end()) input.erase(here);
        break;
      case 2: input.insert(here, kHeads[random.below(std::size(kHeads))]); break;
      case 3: input.resize(at); break;
      default: {
        const Bytes tail(here, input.end());
        if (input.size() < 100'000) input.insert(input.end(), tail.begin(), tail.end());
        break;
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s <corpus folder> <mutations>\n", argv[0]);
    return 2;
  }
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
    paths.push_back(entry.path());
  std::ranges::sort(paths);
  if (paths.empty()) {
    std::fprintf(stderr, "the corpus %s is empty\n", argv[1]);
    return 1;
  }
  std::vector<Bytes> corpus;
  for (const auto& path : paths) corpus.push_back(read_input(path));
  for (const Bytes& input : corpus) LLVMFuzzerTestOneInput(input.data(), input.size());
  SeededRandom random(1);
  for (long i = 0, count = std::atol(argv[2]); i < count; ++i) {
    Bytes input = corpus[random.below(corpus.size())];
    mutate(input, random);
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
  std::printf("%zu inputs and %s mutations\n", corpus.size(), argv[2]);
  return 0;
}
