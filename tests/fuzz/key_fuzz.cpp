// Any bytes, as a private key: read or refused, and what is said of it holds together.
#include <cstdint>
#include <cstdlib>

#include "artifact/keys.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace certdoc;
  if (size > 8192) return 0;
  static const LoadOptions options = [] {
    LoadOptions low;
    low.limits.kdf_iterations = 2000;
    low.passwords.push_back(std::make_shared<const SecretBytes>(to_secret(as_bytes("right"))));
    return low;
  }();
  Artifact artifact;
  const auto read = read_private_key(artifact, {data, size}, options);
  if (!read && (read.error().what.empty() || read.error().what_zh.empty() || artifact.key)) std::abort();
  if (read && artifact.key.has_value() == artifact.unread.has_value()) std::abort();
  if ((artifact.pair == Pair::does_not_fit) != !artifact.pair_problem.empty()) std::abort();
  return 0;
}
