// Files cut off, with something behind them, or made to cost too much.

#include "artifact/loader.hpp"
#include "stores.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

std::string many(const std::string& bag, std::size_t count) {
  std::string out;
  for (std::size_t n = 0; n < count; ++n) out += bag;
  return out;
}

std::string rounds(std::uint64_t number) {
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> static_cast<unsigned>(shift) & 0xFFU);
  return out;
}

std::string one_key(const std::string& algorithm) {
  return p12::pfx(p12::data(tlv(0x30, p12::shrouded(algorithm))));
}

bool is_clean(const LoadedFile& file) {
  if (file.error || !file.damages.empty() || !file.looks_like.empty()) return true;
  return !file.artifacts.empty() && file.artifacts[0].unread &&
         file.artifacts[0].unread->kind == ReasonKind::unreadable;
}

}  // namespace

TEST_CASE("a PKCS#12 file cut off at any byte is never a wrong password", "[store]") {
  const std::string bytes = made_by({.iterations = 1});
  REQUIRE(store_of(pkcs12(bytes, {"secret"})).verdict == PasswordVerdict::fits);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string cut = bytes.substr(0, size);
    const Opened opened = pkcs12(cut, {"secret"});
    INFO(size);
    REQUIRE_FALSE(opened.inside);
    REQUIRE_FALSE(opened.container.store);
    REQUIRE(is_clean(load_bytes("cut.pfx", as_bytes(cut), with({"secret"}))));
  }
  const Opened half = pkcs12(bytes.substr(0, bytes.size() / 2), {"secret"});
  CHECK(half.inside.error().what.find("cut off: it should have " + std::to_string(bytes.size())) != std::string::npos);
  CHECK_FALSE(half.inside.error().what_zh.empty());
}

TEST_CASE("what follows a PKCS#12 file is said, and the file is read", "[store]") {
  const LoadedFile file = load_bytes("t.pfx", as_bytes(made_by({}) + "\r\nmore"), with({"secret"}));
  REQUIRE(file.damages.size() == 1);
  CHECK(file.damages[0].id == "trailing-bytes");
  REQUIRE(file.artifacts.size() == 3);
  CHECK(file.artifacts[0].store->verdict == PasswordVerdict::fits);
}

TEST_CASE("ten thousand expensive keys cost no more than a few", "[store]") {
  LoadOptions options = with({"secret"});
  options.limits.kdf_iterations = 100'000;
  const std::string algorithm = p12::pbes2("saltsalt", rounds(50'000));
  const std::string bytes = p12::pfx(p12::data(tlv(0x30, many(p12::shrouded(algorithm), 10'000))));
  const Opened file = opened(open_pkcs12, bytes, options);
  CHECK(file.count(Kind::private_key) == 10'000);
  // The same derivation is asked for again and again, and computed once.
  CHECK(file.closed(ReasonKind::no_password));
  CHECK(store_of(file).verdict == PasswordVerdict::fits_none);

  std::string other;
  for (int n = 0; n < 10'000; ++n) other += p12::shrouded(p12::pbes2("salt" + std::to_string(n), rounds(100'000)));
  // All of them would take half an hour, and ctest gives up long before.
  const Opened distinct = opened(open_pkcs12, p12::pfx(p12::data(tlv(0x30, other))), options);
  CHECK(distinct.count(Kind::private_key) == 10'000);
  CHECK(distinct.inside->back().unread->kind == ReasonKind::unsupported);
  CHECK(distinct.inside->back().unread->text == "the key derivations of this file cost too much");
}

TEST_CASE("iteration counts that make no sense are refused", "[store]") {
  for (const std::uint64_t number : {std::uint64_t{1} << 62U, std::uint64_t{10'000'001}}) {
    const Opened file = pkcs12(one_key(p12::pbes2("saltsalt", rounds(number))), {"secret"});
    CHECK(file.closed(ReasonKind::unsupported));
    CHECK(store_of(file).verdict == PasswordVerdict::undecided);
    CHECK(bag_of(file.first(Kind::private_key)).encryption->iterations == number);
  }
  const std::string huge = std::string(1, '\0') + rounds(std::uint64_t{1} << 63U);
  for (const std::string& odd : {huge, rounds(std::uint64_t{1} << 63U), std::string("\xFF")}) {
    const Opened file = pkcs12(one_key(p12::pbes2("saltsalt", odd)), {"secret"});
    CHECK(store_of(file).undecided->kind == ReasonKind::unsupported);
  }
  const Opened zero = pkcs12(one_key(p12::pbes2("saltsalt", std::string(1, '\0'))), {"secret"});
  CHECK(store_of(zero).undecided->kind == ReasonKind::unreadable);
}

TEST_CASE("a MAC that cannot be computed decides nothing", "[store]") {
  const auto with_mac = [](const std::string& oid, const std::string& count) {
    const std::string info = tlv(0x30, tlv(0x30, tlv(0x06, oid)) + tlv(0x04, std::string(32, 'm')));
    return p12::pfx(p12::data(tlv(0x30, "")), tlv(0x30, info + tlv(0x04, "saltsalt") + tlv(0x02, count)));
  };
  const std::string sha256 = "\x60\x86\x48\x01\x65\x03\x04\x02\x01";
  const std::vector<std::string> wrong{"wrong"};
  CHECK(store_of(pkcs12(with_mac(sha256, "\x01"), wrong)).verdict == PasswordVerdict::fits_none);
  CHECK(store_of(pkcs12(with_mac(sha256, "\x01"), {})).verdict == PasswordVerdict::none_given);
  CHECK(store_of(pkcs12(with_mac(sha256, std::string(1, '\0')), wrong)).verdict == PasswordVerdict::undecided);
  const Store endless = store_of(pkcs12(with_mac(sha256, rounds(std::uint64_t{1} << 62U)), wrong));
  CHECK(endless.verdict == PasswordVerdict::undecided);
  CHECK(endless.undecided->kind == ReasonKind::unsupported);
  const Store unknown = store_of(pkcs12(with_mac("\x2A\x03\x04", "\x01"), wrong));
  CHECK(unknown.verdict == PasswordVerdict::undecided);
  CHECK(unknown.integrity.digest == "1.2.3.4");
}

TEST_CASE("a salt of megabytes is no more than its bytes", "[store]") {
  const Opened file = pkcs12(one_key(p12::pbes2(std::string(4 << 20, 's'), "\x01")), {"secret"});
  CHECK(bag_of(file.first(Kind::private_key)).encryption->salt == 4 << 20);
  CHECK(store_of(file).verdict == PasswordVerdict::fits_none);
}

TEST_CASE("bags in bags end at the limit, and indefinite lengths too", "[store]") {
  std::string nested = tlv(0x30, p12::bag(5, tlv(0x30, "")));
  for (int n = 0; n < 100; ++n) nested = tlv(0x30, p12::bag(6, nested));
  const Opened deep = pkcs12(p12::pfx(p12::data(nested)), {"secret"});
  CHECK((!deep.inside || deep.closed(ReasonKind::unsupported)));
  std::string shallow = tlv(0x30, p12::bag(5, tlv(0x30, "")));
  for (int n = 0; n < 3; ++n) shallow = tlv(0x30, p12::bag(6, shallow));
  CHECK(store_of(pkcs12(p12::pfx(p12::data(shallow)), {})).parts[0].secrets == 1);
  CHECK_FALSE(pkcs12(many(std::string("\x30\x80", 2), 500'000), {}).inside);
}

// Run again by the next test where there is no legacy.so.
TEST_CASE("RC2-40 without the legacy provider is undecided", "[.][store-no-legacy]") {
  const Opened file = pkcs12(pair_material().read(std::getenv("CERTDOC_RC2_FILE")), {"secret"});
  CHECK(store_of(file).verdict == PasswordVerdict::undecided);
  CHECK(store_of(file).undecided->kind == ReasonKind::unsupported);
  CHECK(store_of(file).undecided->text.find("legacy.so") != std::string::npos);
}

TEST_CASE("an algorithm that is missing here is no wrong password", "[store]") {
  static_cast<void>(exported("-legacy -keypbe PBE-SHA1-RC2-40 -nomac"));
  const Workbench& m = pair_material();
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  CHECK_NOTHROW(m.sh("OPENSSL_MODULES=/nonexistent CERTDOC_RC2_FILE='" + m.path("s.p12") + "' '" + self +
                     "' '[store-no-legacy]'"));
  CHECK(pkcs12(m.read("s.p12"), {"secret"}).pairs());
}
