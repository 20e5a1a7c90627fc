// A forest of chains with the causes that must be found in each: every cause alone, pairs of causes, depths,
// algorithms, cross-signs, look-alikes, loops, unusual names. The expected causes stand behind `=` in the case's name.
#pragma once

#include <functional>
#include <set>

#include "artifact/loader.hpp"
#include "chain/chain.hpp"
#include "chain/trust.hpp"
#include "forest_make.hpp"

namespace certdoc::test {

struct ForestCase {
  std::string name;                       // `expired-leaf+sha1-leaf=certificate-expired,signature-weak`
  std::vector<std::vector<Bytes>> files;  // DER objects one after the other
  std::vector<Bytes> anchors;
  bool trust_none = false;
  chain::Question question;

  std::set<std::string> expected() const {
    std::set<std::string> out;
    for (std::size_t at = name.find('=') + 1; at < name.size();) {
      const std::size_t end = std::min(name.find(',', at), name.size());
      out.insert(name.substr(at, end - at));
      at = end + 1;
    }
    return out;
  }
};

// leaf, intermediates, root.
struct Chain {
  std::vector<CertSpec> certificates;
  std::vector<CrlSpec> crls;
  chain::Question question;
  bool trusted = true;
  std::vector<std::size_t> omitted;  // not given

  CertSpec& leaf() { return certificates.front(); }
  CertSpec& ca() { return certificates[1]; }
  CertSpec& root() { return certificates.back(); }
};

inline CertSpec ca_spec(const std::string& name, const std::string& key, const std::string& issuer,
                        const std::string& signer) {
  CertSpec ca;
  ca.subject = "CN=" + name + ",O=Forest";
  ca.issuer = "CN=" + issuer + ",O=Forest";
  ca.key = key;
  ca.signer = signer;
  ca.extensions = {{"basicConstraints", "critical,CA:TRUE"}, {"keyUsage", "critical,keyCertSign,cRLSign"}};
  ca.from = -1000, ca.to = 2000;
  return ca;
}

inline CertSpec leaf_spec(const std::string& key, const std::string& issuer, const std::string& signer) {
  CertSpec leaf;
  leaf.subject = "CN=www.example.com";
  leaf.issuer = "CN=" + issuer + ",O=Forest";
  leaf.key = key;
  leaf.signer = signer;
  leaf.extensions = {{"basicConstraints", "critical,CA:FALSE"},
                     {"keyUsage", "critical,digitalSignature"},
                     {"extendedKeyUsage", "serverAuth"},
                     {"subjectAltName", "DNS:www.example.com,DNS:*.apps.example.com,IP:192.0.2.1"}};
  return leaf;
}

inline chain::Question forest_question() {
  chain::Question question;
  question.now = forest_now();
  question.host = "www.example.com";
  return question;
}

// Of `depth` certificates; the root's key is RSA, so that its signatures can be of every hash.
inline Chain usual_chain(std::size_t depth = 3) {
  static const std::vector<std::string> keys{"p256_2", "p256_3", "p256_4", "p256_5",
                                             "p256_6", "p384",   "p521",   "rsa2048_2"};
  Chain chain;
  chain.question = forest_question();
  std::string issuer = "Root", signer = "rsa2048_1";
  std::vector<CertSpec> down{ca_spec("Root", "rsa2048_1", "Root", "rsa2048_1")};
  for (std::size_t n = 0; n + 2 < depth; ++n) {
    const std::string name = "CA " + std::to_string(n + 1);
    down.push_back(ca_spec(name, keys[n], issuer, signer));
    issuer = name, signer = keys[n];
  }
  down.push_back(leaf_spec("p256_1", issuer, signer));
  chain.certificates.assign(down.rbegin(), down.rend());
  return chain;
}

inline ForestCase as_case(std::string name, const Chain& chain) {
  ForestCase out;
  out.name = std::move(name);
  out.question = chain.question;
  std::vector<Bytes> given;
  for (std::size_t n = 0; n < chain.certificates.size(); ++n) {
    const Bytes der = certificate_of(chain.certificates[n]);
    const bool root = n + 1 == chain.certificates.size();
    if (root && chain.trusted) out.anchors.push_back(der);
    const bool omitted = std::find(chain.omitted.begin(), chain.omitted.end(), n) != chain.omitted.end();
    if (!omitted && !(root && chain.trusted)) given.push_back(der);
  }
  if (out.anchors.empty())
    out.anchors.push_back(certificate_of(ca_spec("Other Root", "p256_6", "Other Root", "p256_6")));
  out.files.push_back(std::move(given));
  for (const CrlSpec& crl : chain.crls) out.files.push_back({make_crl(crl)});
  return out;
}

// One thing made wrong, and the causes that this must be reported as.
struct Spoiling {
  std::string name, causes;
  std::function<void(Chain&)> spoil;
  bool pairs = true;  // may be combined with any other of these
};

inline const std::vector<Spoiling>& spoilings() {
  using chain::Profile;
  static const std::vector<Spoiling> all{
      {"expired-leaf", "certificate-expired", [](Chain& c) { c.leaf().to = -1; }},
      {"future-ca", "certificate-not-yet-valid", [](Chain& c) { c.ca().from = 5; }},
      {"expired-root", "certificate-expired", [](Chain& c) { c.root().to = -2; }},
      {"ca-false", "ca-constraint", [](Chain& c) { c.ca().extensions["basicConstraints"] = "critical,CA:FALSE"; }},
      {"root-pathlen", "ca-constraint",
       [](Chain& c) { c.root().extensions["basicConstraints"] = "critical,CA:TRUE,pathlen:0"; }},
      {"ca-no-certsign", "ca-constraint", [](Chain& c) { c.ca().extensions["keyUsage"] = "critical,cRLSign"; }},
      {"nc-excluded", "name-constraint",
       [](Chain& c) { c.ca().extensions["nameConstraints"] = "critical,excluded;DNS:example.com"; }},
      {"nc-not-permitted", "name-constraint",
       [](Chain& c) { c.root().extensions["nameConstraints"] = "critical,permitted;DNS:example.org"; }},
      {"leaf-eku-client", "purpose-mismatch", [](Chain& c) { c.leaf().extensions["extendedKeyUsage"] = "clientAuth"; }},
      {"ca-eku-email", "purpose-mismatch", [](Chain& c) { c.ca().extensions["extendedKeyUsage"] = "emailProtection"; }},
      {"leaf-usage-sign-only", "purpose-mismatch",
       [](Chain& c) { c.leaf().extensions["keyUsage"] = "critical,dataEncipherment"; }},
      {"wrong-host", "hostname-mismatch", [](Chain& c) { c.question.host = "mail.example.com"; }},
      {"leaf-critical-unknown", "critical-extension-unknown",
       [](Chain& c) { c.leaf().extensions["1.2.3.4"] = "critical,DER:0500"; }},
      {"ca-critical-unknown", "critical-extension-unknown",
       [](Chain& c) { c.ca().extensions["1.2.3.5"] = "critical,DER:0500"; }},
      {"ca-sha1", "signature-weak", [](Chain& c) { c.ca().hash = "sha1"; }},
      {"leaf-sha1", "signature-weak", [](Chain& c) { c.leaf().hash = "sha1"; }},
      {"ca-altered", "signature-invalid", [](Chain& c) { c.ca().spoiled = true; }},
      {"leaf-altered", "signature-invalid", [](Chain& c) { c.leaf().spoiled = true; }},
      {"ca-serial-zero", "certificate-malformed", [](Chain& c) { c.ca().serial = "0"; }, false},
      {"leaf-serial-zero", "certificate-malformed", [](Chain& c) { c.leaf().serial = "0"; }, false},
      {"root-untrusted", "root-untrusted,chain-root-included", [](Chain& c) { c.trusted = false; }},
      {"leaf-rsa-512", "key-weak", [](Chain& c) { c.leaf().key = "rsa512"; }},
      {"ca-no-ski", "certificate-malformed", [](Chain& c) { c.ca().subject_key_id = false; }, false},
      {"ca-extension-twice", "certificate-malformed",
       [](Chain& c) {
         c.ca().extensions["1.2.3.6"] = "DER:0500";
         c.ca().extensions["+1.2.3.6"] = "DER:0500";
       }},
      {"crl-revoked", "certificate-revoked",
       [](Chain& c) {
         c.crls.push_back({.issuer = c.leaf().issuer, .signer = c.leaf().signer, .revoked = {"1001", "1002"}});
       },
       false},
      // Alone only.
      {"expired-ca", "certificate-expired", [](Chain& c) { c.ca().to = -3; }, false},
      {"future-leaf", "certificate-not-yet-valid", [](Chain& c) { c.leaf().from = 1; }, false},
      {"ca-no-constraints", "ca-constraint", [](Chain& c) { c.ca().extensions["basicConstraints"] = ""; }, false},
      {"ca-constraints-not-critical", "ca-constraint",
       [](Chain& c) { c.ca().extensions["basicConstraints"] = "CA:TRUE"; }, false},
      {"ca-v1", "ca-constraint", [](Chain& c) { c.ca().version = 1; }, false},
      {"leaf-serial-long", "certificate-malformed",
       [](Chain& c) { c.leaf().serial = "112233445566778899AABBCCDDEEFF001122334455"; }, false},
      {"leaf-serial-negative", "certificate-malformed", [](Chain& c) { c.leaf().serial = "-5"; }, false},
      {"nc-on-leaf", "name-constraint",
       [](Chain& c) { c.leaf().extensions["nameConstraints"] = "critical,permitted;DNS:example.com"; }, false},
      {"nc-minimum", "name-constraint",
       [](Chain& c) {
         // permittedSubtrees { dNSName example.com, minimum 1 }
         c.ca().extensions["nameConstraints"] =
             "critical,DER:3014A01230108"
             "20B6578616D706C652E636F6D800101";
       },
       false},
      {"nc-empty", "name-constraint", [](Chain& c) { c.ca().extensions["nameConstraints"] = "critical,DER:3000"; },
       false},
      {"nc-email-of-subject", "name-constraint",
       [](Chain& c) {
         c.leaf().subject = "CN=www.example.com,emailAddress=a@evil.org";
         c.leaf().extensions["subjectAltName"] = "";
         c.question.host.clear();
         c.ca().extensions["nameConstraints"] = "critical,permitted;email:example.com";
       },
       false},
      {"nc-ip", "name-constraint",
       [](Chain& c) { c.ca().extensions["nameConstraints"] = "critical,excluded;IP:192.0.2.0/255.255.255.0"; }, false},
      {"nc-uri", "name-constraint",
       [](Chain& c) {
         c.leaf().extensions["subjectAltName"] = "DNS:www.example.com,URI:https://evil.org/x";
         c.ca().extensions["nameConstraints"] = "critical,permitted;URI:example.com";
       },
       false},
      {"nc-wildcard-over-excluded", "name-constraint",
       [](Chain& c) { c.ca().extensions["nameConstraints"] = "critical,excluded;DNS:x.apps.example.com"; }, false},
      {"nc-other-name", "name-constraint",
       [](Chain& c) {
         c.leaf().extensions["subjectAltName"] = "DNS:www.example.com,otherName:1.2.3.4;UTF8:x";
         c.ca().extensions["nameConstraints"] = "critical,permitted;otherName:1.2.3.4;UTF8:y";
       },
       false},
      {"missing-ca", "chain-incomplete", [](Chain& c) { c.omitted = {1}; }, false},
      {"ca-md5", "signature-weak", [](Chain& c) { c.ca().hash = "md5"; }, false},
      {"leaf-malformed-san", "certificate-malformed,hostname-mismatch",
       [](Chain& c) { c.leaf().extensions["subjectAltName"] = "DER:0500"; }, false},
      {"leaf-no-aki", "certificate-malformed", [](Chain& c) { c.leaf().authority_key_id = false; }, false},
      {"leaf-no-subject", "certificate-malformed", [](Chain& c) { c.leaf().subject = ""; }, false},
      {"cn-only", "hostname-mismatch", [](Chain& c) { c.leaf().extensions["subjectAltName"] = ""; }, false},
      {"wildcard-two-labels", "hostname-mismatch", [](Chain& c) { c.question.host = "a.b.apps.example.com"; }, false},
      {"wildcard-itself", "hostname-mismatch", [](Chain& c) { c.question.host = "apps.example.com"; }, false},
      {"wrong-ip", "hostname-mismatch", [](Chain& c) { c.question.host = "192.0.2.2"; }, false},
      {"partial-wildcard", "hostname-mismatch",
       [](Chain& c) { c.leaf().extensions["subjectAltName"] = "DNS:w*.example.com"; }, false},
      {"timestamp-not-critical", "purpose-mismatch",
       [](Chain& c) {
         c.question.purpose = chain::Purpose::timestamp;
         c.leaf().extensions["extendedKeyUsage"] = "timeStamping";
       },
       false},
      {"timestamp-not-alone", "purpose-mismatch",
       [](Chain& c) {
         c.question.purpose = chain::Purpose::timestamp;
         c.leaf().extensions["extendedKeyUsage"] = "critical,timeStamping,serverAuth";
       },
       false},
      {"email-for-server", "purpose-mismatch", [](Chain& c) { c.question.purpose = chain::Purpose::email; }, false},
      {"crl-stale", "crl-stale",
       [](Chain& c) {
         c.crls.push_back({.issuer = c.leaf().issuer, .signer = c.leaf().signer, .from = -30, .to = -2, .revoked = {}});
       },
       false},
      {"crl-spoiled", "crl-invalid",
       [](Chain& c) {
         c.crls.push_back({.issuer = c.leaf().issuer, .signer = c.leaf().signer, .revoked = {}, .spoiled = true});
       },
       false},
      {"crl-without-number", "crl-invalid",
       [](Chain& c) {
         c.crls.push_back({.issuer = c.leaf().issuer, .signer = c.leaf().signer, .number = false, .revoked = {}});
       },
       false},
      {"crl-future", "crl-invalid",
       [](Chain& c) {
         c.crls.push_back({.issuer = c.leaf().issuer, .signer = c.leaf().signer, .from = 2, .revoked = {}});
       },
       false},
      {"crl-revoked-ca", "certificate-revoked",
       [](Chain& c) {
         c.crls.push_back({.issuer = c.root().subject, .signer = "rsa2048_1", .revoked = {"77"}});
         c.ca().serial = "77";
       },
       false},
      // What only the CA/Browser Forum forbids.
      {"forum-no-san", "hostname-mismatch",
       [](Chain& c) {
         c.question.profile = Profile::webpki;
         c.question.host.clear();
         c.leaf().extensions["subjectAltName"] = "";
       },
       false},
      {"forum-cn-not-in-san", "hostname-mismatch",
       [](Chain& c) {
         c.question.profile = Profile::webpki;
         c.leaf().subject = "CN=other.example.com";
       },
       false},
      {"forum-no-eku", "purpose-mismatch",
       [](Chain& c) {
         c.question.profile = Profile::webpki;
         c.leaf().extensions["extendedKeyUsage"] = "";
       },
       false},
      {"forum-any-eku", "purpose-mismatch",
       [](Chain& c) {
         c.question.profile = Profile::webpki;
         c.leaf().extensions["extendedKeyUsage"] = "anyExtendedKeyUsage";
       },
       false},
      {"forum-p192", "key-weak", [](Chain& c) { c.question.profile = Profile::webpki, c.leaf().key = "p192"; }, false},
      {"forum-dsa", "key-weak", [](Chain& c) { c.question.profile = Profile::webpki, c.leaf().key = "dsa2048"; },
       false},
      {"forum-rsa-1024", "key-weak", [](Chain& c) { c.question.profile = Profile::webpki, c.leaf().key = "rsa1024"; },
       false},
      {"forum-rsa-2047", "key-weak", [](Chain& c) { c.question.profile = Profile::webpki, c.leaf().key = "rsa2047"; },
       false},
      {"forum-secp256k1", "key-weak",
       [](Chain& c) { c.question.profile = Profile::webpki, c.leaf().key = "secp256k1"; }, false},
      {"forum-wildcard-suffix", "hostname-mismatch",
       [](Chain& c) {
         c.question.profile = Profile::webpki;
         c.leaf().extensions["subjectAltName"] = "DNS:www.example.com,DNS:*.com";
       },
       false},
      {"forum-v1-leaf", "certificate-malformed",
       [](Chain& c) {
         c.question.profile = Profile::webpki;
         c.question.host.clear();
         c.leaf().version = 1;
       },
       false},
  };
  return all;
}

inline std::string joined_causes(const Spoiling& a, const Spoiling& b) {
  return a.causes == b.causes ? a.causes : a.causes + "," + b.causes;
}

inline void add_spoilings(std::vector<ForestCase>& forest) {
  const auto& all = spoilings();
  for (std::size_t a = 0; a < all.size(); ++a) {
    Chain one = usual_chain();
    all[a].spoil(one);
    forest.push_back(as_case(all[a].name + "=" + all[a].causes, one));
    for (std::size_t b = a + 1; b < all.size() && all[a].pairs; ++b) {
      if (!all[b].pairs) continue;
      Chain two = usual_chain();
      all[a].spoil(two);
      all[b].spoil(two);
      forest.push_back(as_case(all[a].name + "+" + all[b].name + "=" + joined_causes(all[a], all[b]), two));
    }
  }
}

inline void add_sound(std::vector<ForestCase>& forest) {
  for (std::size_t depth = 2; depth <= 9; ++depth) {
    forest.push_back(as_case("depth-" + std::to_string(depth) + "=", usual_chain(depth)));
  }
  for (const ForestKey& key : kForestKeys) {
    const std::string name(key.name);
    if (name == "rsa512") continue;
    Chain as_leaf = usual_chain();
    as_leaf.leaf().key = name;
    forest.push_back(as_case("leaf-key-" + name + "=", as_leaf));
    Chain as_ca = usual_chain();
    as_ca.ca().key = as_ca.leaf().signer = name;
    forest.push_back(as_case("ca-key-" + name + "=", as_ca));
  }
  for (const char* hash : {"sha224", "sha384", "sha512"}) {
    Chain chain = usual_chain();
    chain.leaf().hash = chain.ca().hash = hash;
    forest.push_back(as_case(std::string("hash-") + hash + "=", chain));
    chain.ca().pss = true;
    forest.push_back(as_case(std::string("pss-") + hash + "=", chain));
  }
  const auto add = [&](const char* name, const std::function<void(Chain&)>& change) {
    Chain chain = usual_chain();
    change(chain);
    forest.push_back(as_case(name, chain));
  };
  add("name-utf8-against-printable=", [](Chain& c) { c.leaf().issuer = "CN=utf8:CA 1,O=utf8:Forest"; });
  add("name-bmp-against-printable=", [](Chain& c) { c.leaf().issuer = "CN=bmp:CA 1,O=t61:Forest"; });
  add("name-case-and-blanks=", [](Chain& c) { c.leaf().issuer = "CN=  ca   1 ,O=FOREST"; });
  // Of a string type that our own walk leaves to OpenSSL.
  add("name-universal=", [](Chain& c) { c.leaf().issuer = c.ca().subject = "CN=univ:CA 1,O=Forest"; });
  add("eku-any=", [](Chain& c) { c.leaf().extensions["extendedKeyUsage"] = "anyExtendedKeyUsage"; });
  add("nc-directory=", [](Chain& c) {
    // permittedSubtrees { directoryName { CN=utf8 WWW.EXAMPLE.COM } }; the CA itself would not be permitted.
    c.ca().extensions["nameConstraints"] =
        "critical,DER:3024A0223020A41E301C311A301806035504030C115757572E4558414D504C452E434F4D2020";
  });
  add("host-wildcard=", [](Chain& c) { c.question.host = "x.apps.example.com"; });
  add("host-case=", [](Chain& c) { c.question.host = "WWW.Example.COM"; });
  add("host-ip=", [](Chain& c) { c.question.host = "192.0.2.1"; });
  add("host-idn=", [](Chain& c) {
    c.question.host =
        "b\xC3\xBC"
        "cher.example";
    c.leaf().extensions["subjectAltName"] = "DNS:xn--bcher-kva.example";
  });
  add("nc-permitted=", [](Chain& c) {
    c.ca().extensions["nameConstraints"] = "critical,permitted;DNS:example.com,permitted;IP:192.0.2.0/255.255.255.0";
  });
  add("nc-of-another-kind=", [](Chain& c) { c.ca().extensions["nameConstraints"] = "critical,permitted;email:.org"; });
  add("pathlen-enough=", [](Chain& c) { c.root().extensions["basicConstraints"] = "critical,CA:TRUE,pathlen:1"; });
  add("crl-good=",
      [](Chain& c) { c.crls.push_back({.issuer = c.leaf().issuer, .signer = c.leaf().signer, .revoked = {"55"}}); });
  add("eku-of-ca-fits=", [](Chain& c) { c.ca().extensions["extendedKeyUsage"] = "serverAuth,clientAuth"; });
  add("client=", [](Chain& c) {
    c.question.purpose = chain::Purpose::client;
    c.leaf().extensions["extendedKeyUsage"] = "clientAuth";
  });
  add("root-v1=", [](Chain& c) { c.root().version = 1; });
  add("root-sha1=", [](Chain& c) { c.root().hash = "sha1"; });
}

}  // namespace certdoc::test
