// Text in which objects stand: PEM, bare base64, and what people and programs have done to it.
#pragma once

#include <string>
#include <vector>

#include "artifact/artifact.hpp"

namespace certdoc {

// One PEM block, or one run of bare base64.
struct Block {
  std::string label;                                         // as it stands in BEGIN; empty: bare base64
  std::vector<std::pair<std::string, std::string>> headers;  // RFC 1421: Proc-Type, DEK-Info; PuTTY's are not PEM
  SecretBytes der;                                           // decoded; may be a key
  Place place;
};

struct TextContents {
  std::vector<Block> blocks;
  std::vector<Damage> damages;  // put right (`read`), or not
  std::string looks_like;       // where there is no block: `HTML page`, `PuTTY private key`, ... ; report's language
  std::string foreign;  // where it is a known foreign format, its id: openssh-public, putty-2, putty-3, pgp, ssh2
};

// True where the bytes are text in any encoding that we read (UTF-8, UTF-16 with or without byte order mark, Latin).
bool looks_like_text(ByteView bytes);

// All blocks of a text. `max_blocks` bounds them.
TextContents read_text(ByteView bytes, std::size_t max_blocks, Lang lang);

}  // namespace certdoc
