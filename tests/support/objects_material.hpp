// Keys, certificates and requests that the tests of lib/artifact's objects share; made once.
#pragma once

#include "artifact/artifact.hpp"
#include "artifact/objects.hpp"
#include "material.hpp"

namespace certdoc::test {

inline const Workbench& objects() {
  static const Workbench material;
  static const bool made = [] {
    material.write("req.cnf", R"([req]
distinguished_name = dn
prompt = no
[dn]
C = DE
O = Exämple, Inc
CN = www.example.com
[leaf]
basicConstraints = critical,CA:FALSE
subjectKeyIdentifier = hash
subjectAltName = DNS:www.example.com,DNS:example.com,IP:192.0.2.1,IP:2001:db8::1
extendedKeyUsage = serverAuth,clientAuth
[ca]
basicConstraints = critical,CA:TRUE
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
[ca_section]
default_ca = d
[d]
database = index.txt
default_md = sha256
default_crl_days = 30
)");
    material.sh(R"(
openssl genrsa -out rsa.key 2048
openssl ecparam -name prime256v1 -genkey -noout -out ec.key
openssl genpkey -algorithm ED25519 -out ed.key
openssl genpkey -algorithm SM2 -out sm2.key
for k in rsa ec ed sm2; do openssl pkey -in $k.key -pubout -outform DER -out $k.spki; done
openssl req -x509 -utf8 -new -key ec.key -config req.cnf -extensions ca -days 36500 -out ca.pem
openssl x509 -in ca.pem -outform DER -out ca.der
openssl req -utf8 -new -key rsa.key -config req.cnf -reqexts leaf -out rsa.csr
openssl req -in rsa.csr -outform DER -out rsa.csr.der
openssl x509 -req -in rsa.csr -CA ca.pem -CAkey ec.key -set_serial 0x00FEDCBA9876543210 -days 365 -extfile req.cnf \
  -extensions leaf -outform DER -out rsa.der
openssl x509 -req -in rsa.csr -CA ca.pem -CAkey ec.key -set_serial 5 -days 365 -outform DER -out v1.der
openssl x509 -in rsa.der -inform DER -out rsa.pem
openssl req -new -sm3 -sigopt distid:1234567812345678 -key sm2.key -subj /CN=sm2 -outform DER -out sm2.csr.der
touch index.txt
openssl ca -name d -gencrl -keyfile ec.key -cert ca.pem -config req.cnf -out crl.pem
openssl crl -in crl.pem -outform DER -out crl.der
)");
    return true;
  }();
  (void)made;
  return material;
}

inline Bytes bytes_of(std::string_view name) {
  return to_bytes(as_bytes(objects().read(name)));
}

inline Artifact artifact(Bytes der) {
  Artifact out;
  out.der = std::move(der);
  return out;
}

// What a command prints, without the line end.
inline std::string output(const Workbench& material, const std::string& command) {
  material.sh(command + " > .output");
  std::string text = material.read(".output");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace certdoc::test
