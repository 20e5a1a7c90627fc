// The checks of what a container holds, on artifacts made by hand.
#include "catch.hpp"
#include "pfx.hpp"

using namespace certdoc;
using namespace certdoc::test;
using namespace certdoc::test::pfx;

namespace {

constexpr std::string_view kNoKey = "pfx-no-private-key";

LoadedFile p12(std::vector<Artifact> members, Store store = sound_store(), Kind kind = Kind::pkcs12) {
  std::vector<Artifact> all{pkcs12(std::move(store), kind)};
  std::size_t number = 0;
  for (Artifact& member : members) all.push_back(inside(std::move(member), "bag " + std::to_string(++number)));
  return file("a.p12", std::move(all));
}

std::string key_in(const LoadedFile& loaded) {
  return verdict(kPfxPrivateKey, loaded, given({}), kNoKey);
}

std::string pair_in(const LoadedFile& loaded, std::string_view cause = "key-mismatch") {
  return verdict(kPfxKeyPair, loaded, given({}), cause);
}

std::string message(const Check& check, const LoadedFile& loaded, std::string_view cause, Lang lang = Lang::en) {
  const auto findings = check.run(certdoc::Material{{loaded}}, given({}, lang));
  const Finding* finding = of(findings, cause);
  return finding == nullptr ? "" : finding->message;
}

Store partly_closed(ReasonKind kind) {
  Store store = sound_store(PasswordVerdict::none_given);
  store.parts = {closed_part(kind), {}};
  return store;
}

Artifact with_id(Artifact artifact, std::uint8_t id) {
  artifact.local_key_id = {id};
  return artifact;
}

Artifact named(Artifact artifact, std::string alias) {
  artifact.name = std::move(alias);
  return artifact;
}

}  // namespace

TEST_CASE("a shrouded key that shows is a private key, opened or not", "[pfx]") {
  CHECK(key_in(p12({closed(Kind::private_key)}, partly_closed(ReasonKind::no_password))) == "ruled_out");
  CHECK(key_in(p12({private_key("k"), certificate("k")})) == "ruled_out");
  CHECK(message(kPfxPrivateKey, p12({private_key("k")}), kNoKey) == "a.p12 carries a private key, RSA 2048");
}

TEST_CASE("where a part stays closed nobody knows whether a key is in it", "[pfx]") {
  CHECK(key_in(p12({}, partly_closed(ReasonKind::no_password))) == "unknown no-password");
  CHECK(key_in(p12({certificate("k")}, partly_closed(ReasonKind::unsupported))) == "unknown unsupported");
}

TEST_CASE("certificates alone are no key", "[pfx]") {
  CHECK(key_in(p12({certificate("k")})) == "confirmed error");
  CHECK(message(kPfxPrivateKey, p12({certificate("k"), certificate("l")}), kNoKey) ==
        "a.p12 carries no private key, only 2 certificates");
  CHECK(key_in(file("a.pem", {certificate("k")})) == "confirmed error");
  CHECK(key_in(file("a.pem", {certificate("k"), private_key("k")})) == "ruled_out");
  CHECK(key_in(file("a.pem", {})) == "nothing");
}

TEST_CASE("a symmetric key is no private key", "[pfx]") {
  Store store = sound_store();
  StorePart part = encrypted_part();
  part.secrets = 2;
  store.parts = {part};
  const auto findings = kPfxPrivateKey.run(certdoc::Material{{p12({}, store)}}, given({}));
  CHECK(verdict(findings, kNoKey) == "confirmed error");
  CHECK(of(findings, kNoKey)->evidence.back().actual == "2, which are no private keys");
}

TEST_CASE("a trust store is called one", "[pfx]") {
  Artifact trusted = with(certificate("root"), {.trusted = true});
  CHECK(message(kPfxPrivateKey, p12({trusted}), kNoKey) ==
        "a.p12 is a trust store: it holds trusted certificates only, no private key");
  CHECK(message(kPfxPrivateKey, p12({trusted}), kNoKey, Lang::zh) == "a.p12 是信任库：只有受信任的证书，没有私钥");
  CHECK(message(kPfxPrivateKey, p12({trusted, certificate("k")}), kNoKey) ==
        "a.p12 carries no private key, only 2 certificates");
}

TEST_CASE("a Java key store whose keys stay closed shows them all the same", "[pfx]") {
  Store store = sound_store(PasswordVerdict::none_given);
  store.parts = {closed_part(ReasonKind::no_password)};
  CHECK(key_in(p12({certificate("k")}, store, Kind::java_keystore)) == "confirmed error");
  CHECK(key_in(p12({closed(Kind::private_key)}, store, Kind::java_keystore)) == "ruled_out");
  LoadedFile cut = p12({certificate("k")}, store, Kind::java_keystore);
  cut.artifacts.front().unread = Reason{ReasonKind::unsupported, "what followed was not read"};
  CHECK(key_in(cut) == "unknown unsupported");
}

TEST_CASE("one key is one key, two are a warning", "[pfx]") {
  const auto several = [](const LoadedFile& loaded) {
    return verdict(kPfxSeveralKeys, loaded, given({}), "pfx-several-keys");
  };
  CHECK(several(p12({private_key("k")})) == "ruled_out");
  CHECK(several(p12({private_key("k"), private_key("l")})) == "confirmed warning");
  CHECK(several(p12({private_key("k"), private_key("k")})) == "confirmed note");
  CHECK(several(p12({closed(Kind::private_key), closed(Kind::private_key)})) == "confirmed warning");
  CHECK(several(p12({private_key("k"), private_key("l")}, sound_store(), Kind::java_keystore)) == "confirmed note");
  CHECK(several(p12({certificate("k")})) == "nothing");
  CHECK(several(p12({private_key("k")}, partly_closed(ReasonKind::no_password))) == "nothing");
}

TEST_CASE("a key fits its certificate by its public key", "[pfx]") {
  CHECK(pair_in(p12({private_key("k"), certificate("k")})) == "ruled_out");
  CHECK(pair_in(p12({private_key("k"), certificate("l")})) == "confirmed error");
  CHECK(pair_in(p12({private_key("k"), certificate("l"), certificate("k")})) == "ruled_out");
  CHECK(pair_in(p12({closed(Kind::private_key), certificate("k")})) == "unknown no-password");
  CHECK(pair_in(p12({private_key("k")}, partly_closed(ReasonKind::no_password))) == "unknown no-password");
  CHECK(pair_in(p12({certificate("k")})) == "nothing");
}

TEST_CASE("a mismatch is shown by both keys, and against the leaf", "[pfx]") {
  const auto findings = kPfxKeyPair.run(
      certdoc::Material{{p12({private_key("k"), certificate("ca", {.is_ca = true}), certificate("l")})}}, given({}));
  const Finding* finding = of(findings, "key-mismatch");
  REQUIRE(finding != nullptr);
  CHECK(finding->evidence.front().expected.substr(0, 2) == "6c");
  CHECK(finding->evidence.front().actual.substr(0, 2) == "6b");
  CHECK(finding->next == std::vector<std::string>{"certdoc match a.p12 ."});
}

TEST_CASE("a key whose halves do not fit is a mismatch in itself", "[pfx]") {
  Artifact key = private_key("k");
  key.pair = Pair::does_not_fit;
  key.pair_problem = "n = p * q";
  CHECK(pair_in(p12({key, certificate("k")})) == "confirmed error");
}

TEST_CASE("a key without any certificate is unpaired: in a PFX an error, in PEM a note", "[pfx]") {
  CHECK(pair_in(p12({private_key("k")}), "key-unpaired") == "confirmed error");
  CHECK(pair_in(file("a.pem", {private_key("k")}), "key-unpaired") == "confirmed note");
  CHECK(pair_in(p12({private_key("k"), certificate("k")}), "key-unpaired") == "nothing");
}

TEST_CASE("a certificate without its key beside a pair is a note; CAs are not meant", "[pfx]") {
  const std::string_view cause = "certificate-unpaired";
  CHECK(pair_in(p12({private_key("k"), certificate("k"), certificate("l")}), cause) == "confirmed note");
  CHECK(pair_in(p12({private_key("k"), certificate("k"), certificate("ca", {.is_ca = true})}), cause) == "nothing");
  CHECK(pair_in(p12({private_key("k"), certificate("l")}), cause) == "nothing");
}

TEST_CASE("localKeyID that pairs a key with a certificate on another key is told", "[pfx]") {
  CHECK(pair_in(p12({with_id(private_key("k"), 1), with_id(certificate("l"), 1), certificate("k")})) ==
        "confirmed warning");
  CHECK(pair_in(p12({with_id(private_key("k"), 1), with_id(certificate("l"), 1)})) == "confirmed error");
  CHECK(pair_in(p12({with_id(private_key("k"), 1), with_id(certificate("k"), 1), with_id(certificate("l"), 1)})) ==
        "ruled_out");
  CHECK(pair_in(p12({with_id(private_key("k"), 1), with_id(certificate("l"), 2), certificate("k")})) == "ruled_out");
}

TEST_CASE("in a Java key store the first certificate of an alias is the key's", "[pfx]") {
  const auto store = [](std::vector<Artifact> members) {
    return p12(std::move(members), sound_store(), Kind::java_keystore);
  };
  CHECK(pair_in(store({named(private_key("k"), "a"), named(certificate("k"), "a"), named(certificate("ca"), "a")})) ==
        "ruled_out");
  CHECK(pair_in(store({named(private_key("k"), "a"), named(certificate("l"), "a"), named(certificate("k"), "b")})) ==
        "confirmed warning");
}
