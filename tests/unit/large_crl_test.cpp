// A large CRL is not copied out of what it was read into, in DER or PEM; what it is stays the same.
#include <openssl/pem.h>

#include "artifact/large_pem.hpp"
#include "artifact/loader.hpp"
#include "catch.hpp"
#include "chain/crl_judge.hpp"
#include "crls.hpp"
#include "material.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

// More than a megabyte.
const std::string& large_crl() {
  static const std::string der = [] {
    CrlMake make;
    for (int n = 0; n < 40'000; ++n) make.entries.push_back({std::to_string(1'000'000'000 + n) + "AABBCCDDEEFF0011"});
    const Bytes bytes = made_crl(make);
    return std::string(as_text(bytes));
  }();
  return der;
}

std::string pem(std::string_view der, std::string_view line_end = "\n") {
  std::string text(der.size() * 4 / 3 + 8, '\0');
  text.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                                       as_bytes(der).data(), static_cast<int>(der.size()))));
  std::string out = "-----BEGIN X509 CRL-----" + std::string(line_end);
  for (std::size_t at = 0; at < text.size(); at += 64) out += text.substr(at, 64) + std::string(line_end);
  return out + "-----END X509 CRL-----" + std::string(line_end);
}

LoadedFile loaded(std::string_view bytes) {
  static const Workbench material;
  material.write("list", bytes);
  return load_file(material.path("list"), {});
}

}  // namespace

TEST_CASE("a large CRL in a file is held, not copied", "[crl]") {
  for (const std::string& text : {large_crl(), pem(large_crl()), pem(large_crl(), "\r\n")}) {
    const LoadedFile file = loaded(text);
    REQUIRE(file.artifacts.size() == 1);
    const Artifact& crl = file.artifacts.front();
    CHECK(file.damages.empty());
    CHECK(file.size == text.size());
    CHECK(crl.kind == Kind::crl);
    CHECK(crl.encoding == (text == large_crl() ? Encoding::der : Encoding::pem));
    CHECK(!crl.unread);
    CHECK(crl.der.empty());
    CHECK(as_text(crl.octets()) == large_crl());
    CHECK(crl.held->data() == crl.octets().data());
  }
}

TEST_CASE("a large CRL among other bytes is the same", "[crl]") {
  const LoadedFile trailing = loaded(large_crl() + "\n\n");
  REQUIRE(trailing.artifacts.size() == 1);
  CHECK(as_text(trailing.artifacts.front().octets()) == large_crl());
  REQUIRE(trailing.damages.size() == 1);
  CHECK(trailing.damages.front().id == "trailing-bytes");
  const LoadedFile commented = loaded("a comment\n" + pem(large_crl()));
  REQUIRE(commented.artifacts.size() == 1);
  CHECK(as_text(commented.artifacts.front().octets()) == large_crl());
  const LoadedFile borrowed = load_bytes("given", as_bytes(large_crl()), {});
  REQUIRE(borrowed.artifacts.size() == 1);
  CHECK(as_text(borrowed.artifacts.front().der) == large_crl());
}

TEST_CASE("PEM that is not quite as programs write it is left to the reader of any armor", "[crl]") {
  const std::string usual = pem(large_crl());
  std::string cut = usual, odd = usual, blank = usual, short_of_one = usual, longer = usual;
  cut.resize(cut.size() / 2);
  odd[usual.size() / 2] = '!';
  blank.insert(usual.find('\n', 5000), "\n");
  short_of_one.erase(usual.rfind("\n-----END") - 1, 1);
  longer += usual;
  for (const std::string& text : {cut, odd, blank, short_of_one, longer, "x" + usual, std::string("-----BEGIN")}) {
    SecretBytes bytes = to_secret(as_bytes(text));
    CHECK(!decode_large_crl(bytes));
    CHECK(as_text(bytes) == text);
  }
  SecretBytes bytes = to_secret(as_bytes(usual));
  CHECK(decode_large_crl(bytes));
  CHECK(as_text(bytes) == large_crl());
  CHECK(loaded(cut).damages.size() == 1);
  CHECK(loaded(longer).artifacts.size() == 2);
}

TEST_CASE("a large CRL that is malformed says where, without OpenSSL", "[crl]") {
  std::string broken = large_crl();
  broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 0x7F);
  const Bytes bytes = to_bytes(as_bytes(broken));
  chain::WantedEntries nobody;
  const bool whole = chain::read_crl_view(bytes, nobody).whole();
  CHECK(loaded(broken).artifacts.front().unread.has_value() == !whole);
}
