// How a container protects itself, in words.
#pragma once

#include <cstdint>
#include <string>

#include "artifact/store.hpp"
#include "certdoc/lang.hpp"

namespace certdoc::pfx {

// `2,048`
std::string grouped(std::uint64_t number);
// `AES-256-CBC, PBKDF2 with SHA256, 2,048 iterations`
std::string words(const Encryption& encryption, Lang lang);
// `MAC with SHA256, 2,048 iterations`
std::string words(const Integrity& integrity, Lang lang);
// `in Latin-1`: behind `the password ...`; empty: it was used as it was given, or not at all.
std::string words(PasswordForm form, Lang lang);

}  // namespace certdoc::pfx
