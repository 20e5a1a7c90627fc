// What facts of a Windows machine decide. The values are those that the commands of the script give:
// https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/certutil (-store, -csplist),
// https://learn.microsoft.com/en-us/windows/win32/cimwin32prov/win32-service,
// https://learn.microsoft.com/en-us/windows/win32/secauthz/security-descriptor-string-format.
#include "artifact/objects.hpp"
#include "base/text.hpp"
#include "catch.hpp"
#include "check/sddl.hpp"
#include "facts.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

constexpr const char* kBits = "0123456789";

// With a SubjectPublicKeyInfo whose bits are those ten characters.
Artifact own_certificate() {
  Artifact one = certificate("own");
  const std::string spki = std::string("\x30\x11\x30\x02\x05\x00\x03\x0B\x00", 9) + kBits;
  one.key->spki = to_bytes(as_bytes(spki));
  return one;
}

Material of_certificate() {
  return {{file("own.cer", {own_certificate()})}};
}
Material with_key() {
  return {{file("own.cer", {own_certificate()}), file("own.key", {private_key("own")})}};
}

const std::string kThumb = text::upper(hex(sha1(own_certificate().der)));
const std::string kKey = text::upper(hex(sha1(as_bytes(kBits))));

std::string listed(std::string_view except = "") {
  std::string out = "rights  elevated=yes\n";
  for (const char* where : {"LocalMachine", "CurrentUser"}) {
    for (const char* store : {"My", "REQUEST"}) {
      const std::string name = std::string(where) + "/" + store;
      out += "store  where=" + std::string(where) + "  store=" + store +
             "  state=" + (name == except ? "failed" : "listed") + "\n";
    }
  }
  return out;
}

std::string entry(std::string_view where, std::string_view store, std::string_view key,
                  const std::string& thumb = kThumb) {
  return "certificate  where=" + std::string(where) + "  store=" + std::string(store) + "  thumb=" + thumb +
         "  key=" + std::string(key) + "  spk=" + kKey + "\n";
}

std::string key_line(std::string_view rest) {
  return "key  where=LocalMachine  thumb=" + kThumb + "  " + std::string(rest) + "\n";
}

const std::string kUnique = "unique=0123456789abcdef0123456789abcdef_01234567-89ab-cdef-0123-456789abcdef";

}  // namespace

TEST_CASE("the private key of a certificate in the computer's store", "[facts][machine]") {
  const std::string base = listed() + entry("LocalMachine", "My", "yes");
  const auto found = findings_of(
      "windows", base + key_line(kUnique + "  provider=Microsoft Software Key Storage Provider"), of_certificate());
  CHECK(verdict(found, "key-missing-in-store") == "ruled_out");
  CHECK(verdict(found, "store-wrong") == "ruled_out");

  const auto without = findings_of("windows", listed() + entry("LocalMachine", "My", "no"), of_certificate());
  CHECK(told(without, "key-missing-in-store") == "confirmed: own.cer is in the computer's store without a private key");
  CHECK(finding_of(without, "key-missing-in-store").next ==
        std::vector<std::string>{"certutil -repairstore My " + kThumb});

  // The certificate names a container, and that is gone.
  CHECK(verdict(findings_of("windows", base + key_line("missing=yes"), of_certificate()), "key-missing-in-store") ==
        "confirmed");
  CHECK(verdict(findings_of("windows", base + key_line("error=0x80090016"), of_certificate()),
                "key-missing-in-store") == "confirmed");
  // It could not be opened, and why is not said.
  CHECK(verdict(findings_of("windows", base + key_line("missing=no"), of_certificate()), "key-missing-in-store") ==
        "unknown");
  CHECK(verdict(findings_of("windows", base, of_certificate()), "key-missing-in-store") == "unknown");
}

TEST_CASE("a certificate that is in the user's store only", "[facts][machine]") {
  const std::string lines = listed() + entry("CurrentUser", "My", "yes");
  CHECK(verdict(findings_of("windows", lines, of_certificate(), facts_context(Lang::en, "iis")), "store-wrong") ==
        "confirmed");
  CHECK(verdict(findings_of("windows", lines, of_certificate()), "store-wrong") == "unknown");
  // certutil opened its key there, or was not asked to.
  const std::string key = "key  where=CurrentUser  thumb=" + kThumb + "  " + kUnique + "\n";
  CHECK(verdict(findings_of("windows", lines + key, of_certificate()), "key-missing-in-store") == "ruled_out");
  CHECK(verdict(findings_of("windows", lines, of_certificate()), "key-missing-in-store") == "nothing");
  const std::string hidden = listed("LocalMachine/My") + entry("CurrentUser", "My", "yes");
  CHECK(verdict(findings_of("windows", hidden, of_certificate(), facts_context(Lang::en, "iis")), "store-wrong") ==
        "unknown");
}

TEST_CASE("a certificate that is in no store", "[facts][machine]") {
  const auto gone = findings_of("windows", listed(), of_certificate());
  CHECK(verdict(gone, "store-wrong") == "ruled_out");
  CHECK(verdict(gone, "key-missing-in-store") == "confirmed");
  // Its key comes with the files, or waits for it.
  CHECK(verdict(findings_of("windows", listed(), with_key()), "key-missing-in-store") == "ruled_out");
  const std::string other(40, 'A');
  CHECK(verdict(findings_of("windows", listed() + entry("LocalMachine", "REQUEST", "yes", other), of_certificate()),
                "key-missing-in-store") == "ruled_out");
  // What was not listed completely does not show that something is not there.
  for (const char* store : {"LocalMachine/My", "LocalMachine/REQUEST", "CurrentUser/My"}) {
    CAPTURE(store);
    CHECK(verdict(findings_of("windows", listed(store), of_certificate()), "key-missing-in-store") == "unknown");
  }
  CHECK(verdict(findings_of("windows", "", of_certificate()), "key-missing-in-store") == "unknown");
}

TEST_CASE("a root of the files in the computer's Root store", "[facts][machine]") {
  const Artifact root = certificate("root", {.subject = "root", .issuer = "root", .is_ca = true});
  const Material material{{file("ca.cer", {root})}};
  const std::string thumb = text::upper(hex(sha1(root.der)));
  const std::string store = "store  where=LocalMachine  store=Root  state=listed\n";
  const auto judged = [&](const std::string& lines) {
    return verdict(findings_of("windows", lines, material), "root-untrusted");
  };
  CHECK(judged(store + "certificate  where=LocalMachine  store=Root  thumb=" + thumb + "\n") == "ruled_out");
  CHECK(judged(store) == "unknown");
  CHECK(judged(store + "certificate  where=CurrentUser  store=Root  thumb=" + thumb + "\n") == "unknown");
  CHECK(judged("store  where=LocalMachine  store=Root  state=cut\n") == "nothing");
}

TEST_CASE("who may read the key", "[facts][machine]") {
  const auto judged = [](std::string_view sddl, const char* target = nullptr, std::string user = {}) {
    Context context = facts_context(Lang::en, target);
    context.user = std::move(user);
    return verdict(
        findings_of("windows", "rights  elevated=yes\n" + key_line(kUnique + "  file=yes  sddl=" + std::string(sddl)),
                    of_certificate(), context),
        "key-acl");
  };
  constexpr std::string_view kDefault = "O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)";
  CHECK(judged(kDefault) == "unknown");
  CHECK(judged(kDefault, "iis") == "ruled_out");
  CHECK(judged(kDefault, nullptr, "NETWORK SERVICE") == "confirmed");
  CHECK(judged("O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FR;;;NS)", nullptr, "NETWORK SERVICE") == "ruled_out");
  CHECK(judged(kDefault, nullptr, "EXAMPLE\\svc") == "unknown");
  CHECK(judged("O:BAG:SYD:PAI(A;;FA;;;NS)") == "confirmed");
  CHECK(judged("") == "unknown");
  // Nobody is refused a key that is not there.
  CHECK(verdict(findings_of("windows", listed() + entry("LocalMachine", "My", "no"), of_certificate()), "key-acl") ==
        "ruled_out");
}

TEST_CASE("which provider holds the key", "[facts][machine]") {
  const auto judged = [](std::string_view provider, std::string_view cause) {
    return verdict(findings_of("windows", key_line(kUnique + "  provider=" + std::string(provider)), of_certificate()),
                   cause);
  };
  CHECK(judged("Microsoft Software Key Storage Provider", "cng-key-for-csp-program") == "unknown");
  CHECK(judged("Microsoft RSA SChannel Cryptographic Provider", "cng-key-for-csp-program") == "ruled_out");
  CHECK(judged("Microsoft Enhanced Cryptographic Provider v1.0", "provider-without-sha256") == "confirmed");
  CHECK(judged("Microsoft Enhanced RSA and AES Cryptographic Provider", "provider-without-sha256") == "ruled_out");
  CHECK(judged("Example Token CSP v1.0", "provider-without-sha256") == "nothing");
}

TEST_CASE("permissions of the key folder and of the Cryptography key", "[facts][machine]") {
  const auto judged = [](std::string_view what, std::string_view sddl, std::string_view cause) {
    return verdict(findings_of("windows", "rights  elevated=yes\nacl  what=" + std::string(what) +
                                              "  state=there  sddl=" + std::string(sddl) + "\n"),
                   cause);
  };
  CHECK(judged("machine-keys", "O:SYG:SYD:PAI(A;;0x12019f;;;WD)(A;;FA;;;BA)", "key-folder-acl") == "ruled_out");
  CHECK(judged("machine-keys", "O:SYG:SYD:PAI(A;;FR;;;WD)", "key-folder-acl") == "confirmed");
  CHECK(judged("machine-keys", "O:SYG:SYD:PAI(D;;FW;;;BA)(A;;FA;;;SY)(A;;FA;;;BA)", "key-folder-acl") == "confirmed");
  // Taken away from everybody but administrators: no import by one of them fails by it, another program's may.
  CHECK(judged("machine-keys", "O:SYG:SYD:PAI(A;;FA;;;BA)", "key-folder-acl") == "unknown");
  CHECK(judged("machine-keys", "O:SYG:SYD:PAI(A;;FR;;;WD)(A;;FA;;;BA)", "key-folder-acl") == "unknown");
  CHECK(judged("cng-keys", "O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)", "key-folder-acl") == "ruled_out");
  CHECK(judged("machine-keys", "", "key-folder-acl") == "unknown");
  CHECK(judged("crypto-registry", "O:SYG:SYD:AI(A;CI;KA;;;SY)(A;CI;KA;;;BA)(A;CI;KR;;;BU)", "crypto-registry-acl") ==
        "ruled_out");
  CHECK(judged("crypto-registry", "O:SYG:SYD:AI(A;CI;KA;;;SY)(A;CI;KR;;;BA)", "crypto-registry-acl") == "confirmed");
  CHECK(verdict(findings_of("windows", "acl  what=cng-keys  state=absent\n"), "key-folder-acl") == "nothing");
}

TEST_CASE("elevated or not, in the window in question", "[facts][machine]") {
  const auto judged = [](std::string_view line) {
    return verdict(findings_of("windows", "rights  " + std::string(line) + "\n"), "not-elevated");
  };
  CHECK(judged("elevated=no  administrator=yes  level=S-1-16-8192  window=same") == "confirmed");
  CHECK(judged("elevated=yes  administrator=yes  level=S-1-16-12288  window=same") == "ruled_out");
  CHECK(judged("elevated=yes  administrator=yes  window=unsaid") == "unknown");
  CHECK(judged("elevated=no  administrator=yes") == "unknown");
  CHECK(judged("administrator=yes") == "nothing");
}

TEST_CASE("services that are missing, stopped and running", "[facts][machine]") {
  const auto service = [](std::string_view name, std::string_view state, std::string_view start) {
    return "service  name=" + std::string(name) +
           (state.empty() ? "  exists=no\n"
                          : "  exists=yes  state=" + std::string(state) + "  start=" + std::string(start) + "\n");
  };
  const std::string all = "services  state=listed  count=200\n";
  const std::string crypto = service("CryptSvc", "Running", "Auto");
  const std::string no_iis = service("W3SVC", "", "") + service("IISADMIN", "", "");
  const auto judged = [&](const std::string& lines, std::string_view cause, const char* target = nullptr) {
    return verdict(findings_of("windows", all + lines, {}, facts_context(Lang::en, target)), cause);
  };
  CHECK(judged(service("CryptSvc", "", "") + no_iis, "service-missing") == "confirmed");
  CHECK(judged(crypto + no_iis, "service-missing") == "unknown");
  CHECK(judged(crypto + no_iis, "service-missing", "iis") == "confirmed");
  // IIS was only guessed: many a machine has none.
  const auto guessed = [&](const std::string& lines, std::string_view cause) {
    const Context iis = facts_context(Lang::en, "iis");
    return verdict(findings_of_facts(*read_facts_text(facts_text("windows", all + lines)), iis, {}, false), cause);
  };
  CHECK(guessed(crypto + no_iis, "service-missing") == "unknown");
  CHECK(guessed(service("CryptSvc", "", "") + no_iis, "service-missing") == "confirmed");
  CHECK(guessed(crypto + service("W3SVC", "Stopped", "Manual"), "service-stopped") == "unknown");
  CHECK(judged(crypto + service("W3SVC", "Running", "Auto") + service("IISADMIN", "Running", "Auto"),
               "service-missing") == "ruled_out");
  CHECK(judged(crypto, "service-missing") == "unknown");
  CHECK(judged(service("CryptSvc", "Stopped", "Auto"), "service-stopped") == "confirmed");
  CHECK(judged(service("CryptSvc", "Running", "Disabled"), "service-stopped") == "confirmed");
  CHECK(judged(service("CryptSvc", "Start Pending", "Auto"), "service-stopped") == "unknown");
  CHECK(judged(crypto + no_iis, "service-stopped") == "ruled_out");
  CHECK(judged(crypto + service("W3SVC", "Stopped", "Manual"), "service-stopped") == "unknown");
  CHECK(judged(crypto + service("W3SVC", "Stopped", "Manual"), "service-stopped", "iis") == "confirmed");
  CHECK(judged(service("SCardSvr", "Stopped", "Disabled"), "token-manager-not-running") == "confirmed");
  CHECK(judged(service("SCardSvr", "Running", "Manual"), "token-manager-not-running") == "unknown");
  // A list that could not be had shows nothing.
  CHECK(verdict(findings_of("windows", "services  state=failed\n" + service("CryptSvc", "", "")), "service-missing") ==
        "nothing");
}

TEST_CASE("the provider that a request names", "[facts][machine]") {
  Artifact request = csr("own");
  request.csr->csp = "Example Token CSP v1.0";
  const Material material{{file("own.csr", {request})}};
  const auto judged = [&](const std::string& lines) {
    return verdict(findings_of("windows", "providers  state=listed  csplist=yes\n" + lines, material),
                   "provider-unavailable");
  };
  const std::string there = "provider  kind=csp  name=EXAMPLE token CSP v1.0  image=yes\n";
  CHECK(judged("") == "confirmed");
  CHECK(judged(there) == "ruled_out");
  CHECK(judged("provider  kind=csp  name=Example Token CSP v1.0  image=no\n") == "confirmed");
  CHECK(judged(there + "provider-error  name=Example Token CSP v1.0  code=0x8009001d\n") == "confirmed");
  CHECK(judged(there + "provider-error  name=Example Token CSP v1.0  code=0x80090030\n") == "unknown");
  CHECK(verdict(findings_of("windows", "providers  state=listed  csplist=no\n" + there, material),
                "provider-unavailable") == "unknown");
  CHECK(verdict(findings_of("windows", "providers  state=failed\n", material), "provider-unavailable") == "nothing");
}

TEST_CASE("COM classes, devices, TPM", "[facts][machine]") {
  const auto judged = [](std::string_view lines, std::string_view cause) {
    return verdict(findings_of("windows", lines), cause);
  };
  CHECK(judged("com  name=CX509Enrollment  view=CLSID  registered=no  file=unsaid\n", "com-not-registered") ==
        "confirmed");
  CHECK(judged("com  name=CX509Enrollment  view=CLSID  registered=yes  file=no\n", "com-not-registered") ==
        "confirmed");
  CHECK(judged("com  name=CX509Enrollment  view=CLSID  registered=yes  file=yes\n", "com-not-registered") == "unknown");
  const std::string devices = "devices  state=listed\n";
  const std::string card = "device  class=smart-card  error=0  name=Smart Card\n";
  CHECK(judged(devices + card, "token-not-connected") == "ruled_out");
  CHECK(judged(devices + card, "token-not-recognised") == "ruled_out");
  CHECK(judged(devices, "token-not-connected") == "unknown");
  CHECK(judged(devices + "device  class=smart-card-reader  error=0  name=R\n", "token-not-connected") == "unknown");
  CHECK(judged(devices + "device  class=smart-card-reader  error=28  name=R\n", "token-not-recognised") == "confirmed");
  CHECK(judged(devices + "device  class=smart-card  error=  name=R\n", "token-not-recognised") == "unknown");
  CHECK(judged(devices + "device  class=usb  error=28  name=Unknown\n", "token-not-recognised") == "unknown");
  CHECK(judged("tpm  present=True  ready=True  locked=False\n", "tpm-not-ready") == "ruled_out");
  CHECK(judged("tpm  present=False  ready=False  locked=False\n", "tpm-not-ready") == "unknown");
  CHECK(judged("tpm  present=  ready=  locked=\n", "tpm-not-ready") == "unknown");
  CHECK(
      judged("tpm  present=True  ready=False  locked=False\n" + key_line("provider=Microsoft Platform Crypto Provider"),
             "tpm-not-ready") == "confirmed");
}

TEST_CASE("the release of Windows is the target that nobody named", "[facts][machine]") {
  const auto release = [](std::string_view build, std::string_view type) -> std::string {
    const auto facts = read_facts_text(
        facts_text("windows", "system  build=" + std::string(build) + "  type=" + std::string(type) + "\n"));
    const kb::Target* target = target_of_facts(*facts);
    return target == nullptr ? "none" : std::string(target->name);
  };
  CHECK(release("3790", "3") == "windows-server-2003");
  CHECK(release("7601", "3") == "windows-server-2008r2");
  CHECK(release("14393", "2") == "windows-server-2016");
  CHECK(release("26100", "3") == "windows-server-2025");
  CHECK(release("26100", "1") == "windows-11");
  CHECK(release("19045", "1") == "windows-10");
  CHECK(release("7601", "1") == "none");
  CHECK(release("18362", "3") == "none");
  CHECK(release("x", "3") == "none");
  CHECK(release("14393", "") == "none");

  Artifact edwards = certificate("own");
  edwards.key->algorithm = "Ed25519";
  const Material material{{file("own.cer", {edwards})}};
  const std::string lines = "system  build=14393  type=3  version=10.0.14393\n";
  CHECK(verdict(findings_of("windows", lines, material), "algorithm-for-target") == "confirmed");
  CHECK(verdict(findings_of("windows", lines, of_certificate()), "algorithm-for-target") == "ruled_out");
  CHECK(verdict(findings_of("windows", lines, material, facts_context(Lang::en, "iis")), "algorithm-for-target") ==
        "confirmed");
  CHECK(verdict(findings_of("windows", lines, material, facts_context(Lang::en, "windows-10")),
                "algorithm-for-target") == "nothing");
}

TEST_CASE("a clock lies between the moment of the script and now", "[facts][machine]") {
  const auto judged = [](std::string_view written, std::string_view collected, std::string_view kept = "unknown") {
    const std::string text = "certdoc-facts 1\nscript\tplatform=windows\twritten=" + std::string(written) +
                             "\tcollected=" + std::string(collected) + "\nclock\tsynchronised=" + std::string(kept) +
                             "\nend\n";
    return verdict(findings_of_facts(*read_facts_text(text), facts_context(), {}), "clock-skewed");
  };
  CHECK(judged("2026-11-28T10:00:00Z", "2026-11-28T10:01:00Z") == "ruled_out");
  CHECK(judged("2026-11-28T10:00:00Z", "2026-11-28T18:01:00Z") == "confirmed");
  CHECK(judged("2026-11-28T10:00:00Z", "2026-11-28T09:00:00Z") == "confirmed");
  CHECK(judged("2026-11-28T10:00:00Z", "2026-11-28T09:58:00Z") == "ruled_out");
  CHECK(judged("2026-11-26T10:00:00Z", "2026-11-27T10:00:00Z") == "unknown");
  CHECK(judged("2026-11-26T10:00:00Z", "2026-11-27T10:00:00Z", "yes") == "ruled_out");
  CHECK(judged("", "2026-11-27T10:00:00Z") == "unknown");
  CHECK(judged("2027-11-26T10:00:00Z", "2026-11-27T10:00:00Z") == "unknown");
  CHECK(judged("2026-11-26T10:00:00Z", "") == "nothing");
  CHECK(verdict(findings_of("windows", "clock  synchronised=no  source=local\n"), "clock-unsynchronised") ==
        "confirmed");
  CHECK(verdict(findings_of("windows", "clock  synchronised=yes\n"), "clock-unsynchronised") == "ruled_out");
  CHECK(verdict(findings_of("windows", "clock  synchronised=unknown\n"), "clock-unsynchronised") == "nothing");
}

TEST_CASE("what proves nothing stays unknown, with what was seen", "[facts][machine]") {
  const auto products =
      findings_of("windows",
                  "products  state=listed\nproduct  name=Example Antivirus\nevent  log=defender  number=1123  "
                  "time=2026-11-28T09:59:00Z\n");
  CHECK(verdict(products, "security-software-blocking") == "unknown");
  CHECK(finding_of(products, "security-software-blocking").evidence.size() == 2);
  const auto proxy =
      findings_of("windows", "winhttp  state=read  proxy=\nuser-proxy  enabled=1  proxy=proxy.example.com:8080\n");
  CHECK(verdict(proxy, "proxy-misconfigured") == "unknown");
  CHECK(finding_of(proxy, "proxy-misconfigured").evidence[0].expected == "proxy.example.com:8080");
  CHECK(verdict(findings_of("windows", "winhttp  state=failed\nuser-proxy  enabled=0\n"), "proxy-misconfigured") ==
        "nothing");
  CHECK(verdict(findings_of("windows", "crl-cache  url=http://crl.example.com/a.crl  listed=yes  cached=no\n"),
                "crl-unreachable") == "unknown");
  CHECK(verdict(findings_of("windows", "reboot  pending=yes\n"), "system-files-damaged") == "unknown");
  for (const Finding& finding : products) CHECK((finding.verdict != Verdict::unknown || finding.reason));
}

TEST_CASE("facts of nobody decide nothing, and both languages say the same", "[facts][machine]") {
  CHECK(findings_of("plan9", "services  state=listed\nservice  name=CryptSvc  exists=no\n").empty());
  CHECK(findings_of("windows", "").empty());
  const std::string lines =
      listed() + entry("LocalMachine", "My", "no") + "services  state=listed\nservice  name=CryptSvc  exists=no\n";
  const auto en = findings_of("windows", lines, of_certificate());
  const auto zh = findings_of("windows", lines, of_certificate(), facts_context(Lang::zh));
  REQUIRE(en.size() == zh.size());
  for (std::size_t n = 0; n < en.size(); ++n) {
    CHECK(en[n].verdict == zh[n].verdict);
    CHECK(en[n].message != zh[n].message);
    CHECK(en[n].message.find('{') == std::string::npos);
    CHECK(zh[n].message.find('{') == std::string::npos);
  }
}
