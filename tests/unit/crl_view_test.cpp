// A CRL's fields and entries, beside what OpenSSL reads.
#include "chain/crl_view.hpp"

#include <openssl/x509v3.h>

#include "catch.hpp"
#include "crls.hpp"

using namespace certdoc;
using namespace certdoc::chain;
using namespace certdoc::test;

namespace {

WantedEntries wanted(std::initializer_list<const Held*> certificates) {
  WantedEntries out;
  for (const Held* one : certificates) out.add(one->certificate);
  return out;
}

const CrlEntry* hit(const CrlRead& read, const Held& certificate) {
  const auto found = read.hits.find(entry_key(certificate.certificate.serial, certificate.certificate.issuer_key));
  return found == read.hits.end() ? nullptr : &found->second;
}

Time day(int days) {
  return forest_now() + std::chrono::days(days);
}

CertSpec with_serial(const std::string& serial) {
  CertSpec spec = revocation_leaf();
  spec.serial = serial;
  return spec;
}

}  // namespace

TEST_CASE("the fields of a CRL are read", "[crl]") {
  CrlMake make;
  make.entries = {{"05"}, {"7F01"}};
  make.extensions = {{"freshestCRL", "URI:http://ca.example.com/delta.crl"}};
  const Bytes der = made_crl(make);
  const CrlRead read = read_crl_view(der, {});
  REQUIRE(read.whole());
  const CrlView& view = read.view;
  CHECK(view.version == 2);
  CHECK(name_text(view.issuer) == "O=Revocation,CN=CA");
  CHECK(view.this_update == day(-10));
  CHECK(view.next_update == day(20));
  CHECK(view.count == 2);
  CHECK(hex(view.number.value()) == "07");
  CHECK(!view.is_delta());
  CHECK(as_text(view.authority_key_id) == forest_key_id("rsa2048_1"));
  REQUIRE(view.freshest.size() == 1);
  CHECK(view.freshest[0].name->urls() == std::vector<std::string>{"http://ca.example.com/delta.crl"});
  CHECK(hash_of(view.part.algorithm) == "sha256");
  CHECK(view.critical_unknown.empty());
}

TEST_CASE("the entry of the certificate that is asked about is found, and of no other", "[crl]") {
  const Held leaf(with_serial("1001")), other(with_serial("1003"));
  CrlMake make;
  make.entries = {{"1000"}, {.serial = "1001", .day = -3, .reason = 1, .invalid_since = -9}, {"1002"}};
  const Bytes der = made_crl(make);
  const CrlRead read = read_crl_view(der, wanted({&leaf, &other}));
  REQUIRE(read.whole());
  REQUIRE(hit(read, leaf) != nullptr);
  CHECK(hit(read, leaf)->date == day(-3));
  CHECK(hit(read, leaf)->reason == CrlReason::key_compromise);
  CHECK(hit(read, leaf)->invalidity == day(-9));
  CHECK(hit(read, other) == nullptr);
  CHECK(read.hits.size() == 1);
}

TEST_CASE("the reasons of RFC 5280 are known by name, and no other number is one", "[crl]") {
  const Held leaf(with_serial("1001"));
  for (const int number : {0, 1, 2, 3, 4, 5, 6, 8, 9, 10}) {
    CrlMake make;
    make.entries = {{.serial = "1001", .reason = number}};
    const Bytes der = made_crl(make);
    const CrlRead read = read_crl_view(der, wanted({&leaf}));
    REQUIRE(hit(read, leaf) != nullptr);
    REQUIRE(hit(read, leaf)->reason);
    CHECK(static_cast<int>(*hit(read, leaf)->reason) == number);
    CHECK(read.view.notes.odd == 0);
    CHECK(read.view.notes.removes == (number == 8));
    CHECK(!name_of(*hit(read, leaf)->reason).empty());
  }
  for (const int number : {7, 11, 200}) {
    CrlMake make;
    make.entries = {{"77"}, {.serial = "1001", .reason = number}};
    const Bytes der = made_crl(make);
    const CrlRead read = read_crl_view(der, wanted({&leaf}));
    CHECK(read.view.notes.odd == 1);
    CHECK(der[read.view.notes.first_odd] == 0x30);
    REQUIRE(hit(read, leaf) != nullptr);
    CHECK(!hit(read, leaf)->reason);
  }
}

TEST_CASE("a hold says by which instruction", "[crl]") {
  const Held leaf(with_serial("1001"));
  CrlMake make;
  make.entries = {{.serial = "1001", .reason = 6, .hold = "1.2.840.10040.2.3"}};
  const Bytes der = made_crl(make);
  const CrlRead read = read_crl_view(der, wanted({&leaf}));
  REQUIRE(hit(read, leaf) != nullptr);
  CHECK(hit(read, leaf)->reason == CrlReason::certificate_hold);
  CHECK(hit(read, leaf)->hold_instruction == "1.2.840.10040.2.3");
}

TEST_CASE("the issuer of an entry holds for those that follow", "[crl]") {
  const Held leaf(with_serial("1001"));
  CrlMake make;
  make.issuer = "CN=Indirect,O=Revocation";
  make.entries = {{"1001"}, {.serial = "55", .issuer = "CN=CA,O=Revocation"}, {.serial = "1001", .day = -5}};
  const Bytes der = made_crl(make);
  const CrlRead read = read_crl_view(der, wanted({&leaf}));
  REQUIRE(hit(read, leaf) != nullptr);
  CHECK(hit(read, leaf)->date == day(-5));  // the first 1001 is the Indirect CA's own
  CHECK(read.view.notes.other_issuers);
  make.entries[2].issuer = "CN=Another,O=Revocation";
  const Bytes second = made_crl(make);
  const CrlRead again = read_crl_view(second, wanted({&leaf}));
  CHECK(hit(again, leaf) == nullptr);
}

TEST_CASE("of two entries for one certificate the one that revokes it counts", "[crl]") {
  const Held leaf(with_serial("1001"));
  for (const bool removed_first : {true, false}) {
    CrlMake make;
    make.entries = {{.serial = "1001", .day = -8, .reason = 8}, {.serial = "1001", .day = -7, .reason = 6}};
    if (!removed_first) std::swap(make.entries[0], make.entries[1]);
    const Bytes der = made_crl(make);
    const CrlRead read = read_crl_view(der, wanted({&leaf}));
    REQUIRE(hit(read, leaf) != nullptr);
    CHECK(hit(read, leaf)->reason == CrlReason::certificate_hold);
  }
}

TEST_CASE("serial numbers of every length are told apart", "[crl]") {
  for (const std::string serial : {"01", "7F", "0080", "FF", "1001", "112233445566778899AABBCCDDEEFF0011223344"}) {
    const Held leaf(with_serial(serial));
    CrlMake make;
    make.entries = {{serial}};
    const Bytes same = made_crl(make);
    CHECK(hit(read_crl_view(same, wanted({&leaf})), leaf) != nullptr);
    make.entries = {{"12" + serial}, {serial + "12"}};
    const Bytes other = made_crl(make);
    CHECK(hit(read_crl_view(other, wanted({&leaf})), leaf) == nullptr);
  }
}

TEST_CASE("the scope of a CRL is read", "[crl]") {
  CrlMake make;
  // SEQUENCE { [0] { [0] { [6] "http://a.b/" } }, onlyContainsUserCerts TRUE, onlySomeReasons keyCompromise }
  make.extensions = {{"2.5.29.28", "critical,DER:3018A00FA00D860B687474703A2F2F612E622F8101FF83020640"}};
  const Bytes der = made_crl(make);
  const CrlRead read = read_crl_view(der, {});
  REQUIRE(read.whole());
  REQUIRE(read.view.scope);
  CHECK(read.view.scope->only_users);
  CHECK(!read.view.scope->only_cas);
  CHECK(!read.view.scope->indirect);
  CHECK(read.view.scope->only_reasons == Reasons{1U << 1U});
  CHECK(read.view.scope->name->urls() == std::vector<std::string>{"http://a.b/"});
}

TEST_CASE("a CRL that is cut off or changed anywhere is never taken for whole where OpenSSL refuses it", "[crl]") {
  CrlMake make;
  make.entries = {{.serial = "1001", .reason = 1}, {.serial = "55", .issuer = "CN=CA,O=Revocation"}};
  make.extensions = {{"freshestCRL", "URI:http://ca.example.com/delta.crl"}};
  const Bytes der = made_crl(make);
  const auto openssl_takes = [](const Bytes& bytes) {
    const std::uint8_t* at = bytes.data();
    const X509CrlPtr crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(bytes.size())));
    ERR_clear_error();
    return crl && at == bytes.data() + bytes.size();
  };
  for (std::size_t size = 0; size < der.size(); ++size) {
    CHECK(!read_crl_view(ByteView(der).first(size), {}).whole());
  }
  std::size_t refused = 0;
  for (std::size_t at = 0; at < der.size(); ++at) {
    for (const std::uint8_t change : {0x01, 0x80, 0x20}) {
      Bytes changed = der;
      changed[at] ^= change;
      const bool whole = read_crl_view(changed, {}).whole();
      refused += whole ? 0U : 1U;
      INFO("byte " << at << " ^ " << int{change});
      if (whole) CHECK(openssl_takes(changed));
    }
  }
  CHECK(refused > der.size() / 2);
}

TEST_CASE("numbers are compared as numbers", "[crl]") {
  const Bytes small{0x07}, padded{0x00, 0x80}, big{0x01, 0x00}, zero{0x00};
  CHECK(is_less(small, padded));
  CHECK(is_less(padded, big));
  CHECK(is_less(zero, small));
  CHECK(!is_less(big, padded));
  CHECK(!is_less(small, small));
  CHECK(number_text(Bytes(1000, 0xAB)).size() < 80);
}
