// Text in which objects stand: PEM, bare base64, and what people and programs have done to it.
//
// Ids of the damages. Put right (`read`):
//   utf8-bom           byte order mark, at the start or where files were joined
//   utf16le, utf16be   with or without byte order mark
//   cr-line-ends       a carriage return alone ends a line
//   mixed-line-ends    CR LF and LF
//   dashes             BEGIN or END line without exactly five dashes and single blanks
//   not-alone-on-line  something stands before or behind a BEGIN or END marker
//   indented           blanks before a BEGIN line
//   line-prefix        quoted as in mail, or a comment: `> `, `# `
//   blanks             blanks or invisible characters inside of the base64 text
//   blank-lines        empty lines there
//   long-lines         lines of more than 254 characters there
//   glued              no line end between END and the next BEGIN
//   label-mismatch     BEGIN and END differ; the DER is whole
//   no-begin-line      label taken from END
//   no-end-line        the DER is whole
//   html-entities      entities or tags in the block
//   escaped-newlines   \n, \/ and the like in the block
//   quoted-printable   =3D in the block
//   base64url          - and _ for + and /
//   base64-padding     `=` missing or in the middle; the DER is whole
//   base64-of-pem      PEM text as base64; once only
//   inside-page        in HTML, XML, JSON or an e-mail
// Not read:
//   bad-base64         illegal character, wrong number of characters
//   cut-off            the DER announces more than there is
//   empty-block        nothing between BEGIN and END
//   no-begin-line, no-end-line, label-mismatch   where the DER does not show that it is whole
//   too-many-blocks    more than `max_blocks`
// Ids in `foreign`: openssh-private (also returned as a block), openssh-public, openssh-signature, known-hosts, ssh2,
// putty-2, putty-3, pgp, age, jwk, certreq-inf, openssl-text, certutil-dump, powershell-text.
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
  std::string foreign;          // where it is a known foreign format, its its id
};

// True where the bytes are text in any encoding that we read (UTF-8, UTF-16 with or without byte order mark, Latin).
bool looks_like_text(ByteView bytes);

// All blocks of a text. `max_blocks` bounds them.
TextContents read_text(ByteView bytes, std::size_t max_blocks, Lang lang);

}  // namespace certdoc
