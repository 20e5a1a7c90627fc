// How a container behind a password (PKCS#12, JKS, JCEKS, .sm2) is made, and what its password did. Most of it shows
// without the password.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "certdoc/report.hpp"

namespace certdoc {

// Password-based encryption of a part or a bag. Names are OpenSSL's; what it does not know is a dotted OID.
struct Encryption {
  std::string scheme;            // PBES2, pbeWithSHA1And40BitRC2-CBC, ...
  std::string cipher;            // AES-256-CBC, DES-EDE3-CBC, RC2-40-CBC, SM4-CBC
  std::string kdf;               // PBKDF2, scrypt, PKCS12, PBKDF1, ...
  std::string prf;               // hash of the KDF: SHA1, SHA256, SM3
  std::uint64_t iterations = 0;  // saturated; scrypt: its cost in the same measure
  std::size_t salt = 0;          // bytes
};

// What proves that the container is unchanged.
struct Integrity {
  enum class Kind { none, mac, pbmac1, signature, keystore };  // keystore: the SHA-1 digest at the end of JKS and JCEKS
  Kind kind = Kind::none;
  std::string digest;            // SHA1, SHA256, ...
  std::string prf;               // pbmac1 only
  std::uint64_t iterations = 0;  // saturated
  std::size_t salt = 0;          // bytes
};

// In which form a password opened something: programs turn the same typed characters into different bytes.
enum class PasswordForm {
  none,                 // nothing was opened by a password
  absent,               // no password at all, which in PKCS#12 is not the empty one
  empty,                // the empty password
  as_given,             // as the standards say: BMPString in PKCS#12's own schemes, UTF-8 in PBES2
  without_line_end,     // what was given, less the CR or LF at its end
  with_line_end,        // what was given and a LF, or CR LF, which the file's maker took for a part of it
  bytes_as_characters,  // PKCS#12's schemes: every byte of the UTF-8 text as a character (OpenSSL before 1.1.0)
  gb18030_characters,   // PKCS#12's schemes: every byte of the GB18030 text as a character (a Chinese Windows console)
  latin1,               // PBES2: Latin-1 bytes; PKCS#12's schemes: what was given is Latin-1
  gb18030,              // PBES2: GB18030 bytes; PKCS#12's schemes: what was given is GB18030
  bmp_string,           // PBES2: the BMPString of PKCS#12 where UTF-8 is due
  question_marks,       // a `?` for every character outside ASCII, as programs in the C locale write it
};

// A ContentInfo of the authenticated safe, in a Java key store an entry, in .sm2 the key.
struct StorePart {
  bool encrypted = false;
  bool for_recipient = false;  // envelopedData: by a recipient's key, not by a password
  std::optional<Encryption> encryption;
  PasswordForm opened_by = PasswordForm::none;
  std::optional<Reason> closed;  // why its content is not known
  // Bags in it, as far as they could be seen.
  std::size_t plain_keys = 0, shrouded_keys = 0, certificates = 0, crls = 0, secrets = 0, others = 0;
};

enum class PasswordVerdict {
  not_needed,  // nothing is encrypted and nothing is authenticated
  none_given,  // neither no password nor the empty one opens it, and none was given
  fits,        // one opened the MAC, or where there is none, all parts
  fits_none,   // proven by the MAC, or where there is none: by every part that could be tried
  undecided,   // what would decide it cannot be computed here (`Store::undecided` says why)
};

// Carried by the container's Artifact.
struct Store {
  Integrity integrity;
  PasswordVerdict verdict = PasswordVerdict::not_needed;
  PasswordForm form = PasswordForm::none;  // of the integrity check, or where there is none, of the first part opened
  std::size_t password = 0;                // which of those given fits, from 1; 0: none of them
  std::optional<Reason> undecided;
  std::vector<StorePart> parts;
  bool other_tags = false;  // BER: indefinite lengths, as Windows, Java and NSS write
};

// Carried by the Artifact of a bag or entry.
struct Bag {
  std::size_t part = 0;                  // index into Store::parts
  std::optional<Encryption> encryption;  // of the bag itself: shrouded keys
  PasswordForm opened_by = PasswordForm::none;
  std::string csp;               // Microsoft CSP Name, 1.3.6.1.4.1.311.17.1
  bool machine_key_set = false;  // Microsoft Local Key set, 1.3.6.1.4.1.311.17.2
  bool trusted = false;          // Java's trustedKeyUsage, 2.16.840.1.113894.746875.1.1, or a trustedCertEntry
};

}  // namespace certdoc
