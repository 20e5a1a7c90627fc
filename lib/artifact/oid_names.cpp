// Names of algorithms.
#include <openssl/objects.h>
#include <algorithm>
#include <array>
#include <string_view>

#include "artifact/der.hpp"
#include "artifact/objects.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/spki.hpp"

namespace certdoc {
namespace {

struct Name {
  std::string_view oid, name;
};

// The usual ones, so that OpenSSL need not be asked, and those that OpenSSL 3.0 does not know yet.
// https://csrc.nist.gov/projects/computer-security-objects-register/algorithm-registration (2.16.840.1.101.3.4)
constexpr std::array kNames{
    Name{"1.2.840.113549.1.1.11", "sha256WithRSAEncryption"},
    Name{"1.2.840.10045.4.3.2", "ecdsa-with-SHA256"},
    Name{"1.2.840.10045.4.3.3", "ecdsa-with-SHA384"},
    Name{"1.2.840.113549.1.1.12", "sha384WithRSAEncryption"},
    Name{"1.2.840.113549.1.1.13", "sha512WithRSAEncryption"},
    Name{"1.2.840.113549.1.1.5", "sha1WithRSAEncryption"},
    Name{"1.2.156.10197.1.501", "SM2-with-SM3"},
    Name{"2.16.840.1.101.3.4.3.17", "ML-DSA-44"},
    Name{"2.16.840.1.101.3.4.3.18", "ML-DSA-65"},
    Name{"2.16.840.1.101.3.4.3.19", "ML-DSA-87"},
    Name{"2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s"},
    Name{"2.16.840.1.101.3.4.3.21", "SLH-DSA-SHA2-128f"},
    Name{"2.16.840.1.101.3.4.3.22", "SLH-DSA-SHA2-192s"},
    Name{"2.16.840.1.101.3.4.3.23", "SLH-DSA-SHA2-192f"},
    Name{"2.16.840.1.101.3.4.3.24", "SLH-DSA-SHA2-256s"},
    Name{"2.16.840.1.101.3.4.3.25", "SLH-DSA-SHA2-256f"},
    Name{"2.16.840.1.101.3.4.3.26", "SLH-DSA-SHAKE-128s"},
    Name{"2.16.840.1.101.3.4.3.27", "SLH-DSA-SHAKE-128f"},
    Name{"2.16.840.1.101.3.4.3.28", "SLH-DSA-SHAKE-192s"},
    Name{"2.16.840.1.101.3.4.3.29", "SLH-DSA-SHAKE-192f"},
    Name{"2.16.840.1.101.3.4.3.30", "SLH-DSA-SHAKE-256s"},
    Name{"2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f"},
    Name{"2.16.840.1.101.3.4.4.1", "ML-KEM-512"},
    Name{"2.16.840.1.101.3.4.4.2", "ML-KEM-768"},
    Name{"2.16.840.1.101.3.4.4.3", "ML-KEM-1024"},
};

std::string openssl_name(const std::string& oid) {
  const ObjectPtr object(OBJ_txt2obj(oid.c_str(), 1));
  const int nid = object ? OBJ_obj2nid(object.get()) : NID_undef;
  ERR_clear_error();
  return nid == NID_undef ? std::string() : OBJ_nid2ln(nid);
}

}  // namespace

std::string algorithm_name(const std::string& oid) {
  const auto known = std::find_if(kNames.begin(), kNames.end(), [&oid](const Name& name) { return name.oid == oid; });
  if (known != kNames.end()) return std::string(known->name);
  const std::string name = openssl_name(oid);
  return name.empty() ? oid : name;
}

std::string spki::key_algorithm_name(ByteView oid) {
  return algorithm_name(der::dotted(oid));
}

}  // namespace certdoc
