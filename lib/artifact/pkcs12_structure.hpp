// What stands in a PFX (RFC 7292, 4) before any password: views into the file, or into what was made of its BER.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "artifact/artifact.hpp"

namespace certdoc::pkcs12 {

// A ContentInfo of the authenticated safe.
struct Part {
  enum class Kind { plain, encrypted, for_recipient, other };
  Kind kind = Kind::other;
  ByteView content;    // SafeContents, or what they became by encryption
  ByteView algorithm;  // encrypted: AlgorithmIdentifier, whole
};

struct MacData {
  ByteView algorithm;  // AlgorithmIdentifier, whole
  ByteView value;
  ByteView salt;
  std::uint64_t iterations = 1;  // saturated
};

struct SafeBag {
  ByteView type;        // content of the OID
  ByteView value;       // what stands in [0]
  ByteView attributes;  // Attribute after Attribute
};

// Owns what was written anew.
using Buffers = std::deque<SecretBytes>;

struct File {
  ByteView content;  // what the MAC stands over
  std::vector<Part> parts;
  std::optional<MacData> mac;
  std::optional<std::string> signed_with;  // the digest of a signature in place of a MAC
  bool other_tags = false;
  Buffers buffers;
};

// An Error: damaged, or cut off.
Result<File> parse(ByteView bytes, const Limits& limits);

// nullopt: these bytes are no SafeContents.
std::optional<std::vector<SafeBag>> bags_of(ByteView safe_contents, Buffers& buffers, std::size_t most);

// The one wording for damage.
tl::unexpected<Error> damaged(std::string_view where_en, std::string_view where_zh);

// Of an INTEGER: too long or negative gives the largest number, which every limit refuses.
std::uint64_t saturated(ByteView integer);

}  // namespace certdoc::pkcs12
