// What the tests of private keys share.
#pragma once

#include "artifact/keys.hpp"
#include "artifact/objects.hpp"
#include "catch.hpp"
#include "material.hpp"

namespace certdoc::test {

inline std::shared_ptr<const SecretBytes> password(std::string_view text) {
  return std::make_shared<const SecretBytes>(to_secret(as_bytes(text)));
}

inline LoadOptions with_passwords(std::initializer_list<std::string_view> texts) {
  LoadOptions options;
  for (const auto text : texts) options.passwords.push_back(password(text));
  return options;
}

inline Artifact read_key(std::string_view der, const LoadOptions& options = {}) {
  Artifact artifact;
  const auto read = read_private_key(artifact, as_bytes(der), options);
  if (!read) FAIL(read.error().what);
  return artifact;
}

// The file NAME.der has a private key; `openssl pkey` says what its public half is.
inline void check_against_openssl(const Workbench& m, const std::string& name, std::string_view format) {
  INFO(name);
  m.sh("openssl pkey -inform DER -in " + name + ".der -pubout -outform DER -out public.der");
  const Artifact artifact = read_key(m.read(name + ".der"));
  CHECK(artifact.format == format);
  CHECK_FALSE(artifact.encrypted);
  CHECK_FALSE(artifact.unread);
  REQUIRE(artifact.key);
  CHECK(hex(artifact.key->spki) == hex(as_bytes(m.read("public.der"))));
  CHECK(artifact.pair == Pair::fits);
  CHECK(artifact.pair_problem.empty());
  REQUIRE(artifact.secret);
  CHECK(as_text(*artifact.secret) == m.read(name + ".der"));
}

}  // namespace certdoc::test
