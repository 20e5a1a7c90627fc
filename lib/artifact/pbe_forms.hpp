// The bytes that programs make of one typed password.
#pragma once

#include <memory>
#include <vector>

#include "artifact/store.hpp"
#include "base/bytes.hpp"

namespace certdoc::pbe {

// What a scheme takes: PKCS#12's own a BMPString with two zero bytes at its end (RFC 7292, B.1), all others bytes.
enum class Alphabet { bmp, bytes };

struct Candidate {
  PasswordForm form = PasswordForm::none;
  std::size_t given = 0;  // which of those given, from 1; 0: none of them
  SecretBytes bytes;
};

enum class Holder { container, key };  // of a container, no password and the empty one are tried always

// In the order in which they are tried, each once: as they were given, then none and the empty one, then the rest.
std::vector<Candidate> candidates(const std::vector<std::shared_ptr<const SecretBytes>>& given, Alphabet alphabet,
                                  Holder holder);

}  // namespace certdoc::pbe
