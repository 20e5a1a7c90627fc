// Any bytes, as a file: something is said of them, and what is said holds together.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "artifact/loader.hpp"

namespace {

using namespace certdoc;

LoadOptions low_limits() {
  LoadOptions options;
  options.limits.kdf_iterations = 1000;
  for (const char* password : {"", "secret"}) {
    options.passwords.push_back(std::make_shared<const SecretBytes>(to_secret(as_bytes(password))));
  }
  return options;
}

void hold(bool invariant) {
  if (!invariant) std::abort();
}

// A line that begins after an escape (`\n` in JSON) counts as one too.
std::size_t most_lines(ByteView bytes) {
  const auto ends = [](std::uint8_t b) { return b == '\n' || b == '\r' || b == '\\'; };
  return 1 + static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), ends));
}

void check_place(const Place& place, ByteView bytes) {
  hold(place.offset <= bytes.size());
  hold(place.line <= most_lines(bytes));
}

void check_artifact(const Artifact& artifact, std::size_t index, ByteView bytes) {
  hold(!artifact.parent || *artifact.parent < index);
  hold(artifact.kind != Kind::private_key || artifact.der.empty());  // keys only where they are wiped
  hold(!artifact.unread || !artifact.unread->text.empty());
  check_place(artifact.place, bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1U << 16U) return 0;
  static const LoadOptions options = low_limits();
  const ByteView bytes(data, size);
  const LoadedFile file = load_bytes("file", bytes, options);
  hold(!file.artifacts.empty() || !file.damages.empty() || file.error || !file.looks_like.empty());
  for (std::size_t n = 0; n < file.artifacts.size(); ++n) check_artifact(file.artifacts[n], n, bytes);
  for (const Damage& damage : file.damages) {
    hold(!damage.id.empty() && !damage.text.empty());
    check_place(damage.place, bytes);
  }
  return 0;
}
