// The outer structure of certificates and requests (RFC 5280, RFC 2986), walked strictly: views into the DER.
#pragma once

#include <optional>

#include "artifact/walker.hpp"
#include "base/time.hpp"

namespace certdoc {

struct CertificateView {
  der::Value serial, issuer, subject, spki;
  Time not_before{}, not_after{};
  ByteView signature_oid;
  ByteView extensions;  // SEQUENCE OF's content; empty: none
};

struct CsrView {
  der::Value subject, spki;
  ByteView signature_oid;
  ByteView attributes;  // SET OF's content
};

// False: not in the form that OpenSSL certainly takes; `walker` says where.
bool walk_certificate(ByteView der, Walker& walker, CertificateView& out);
bool walk_csr(ByteView der, Walker& walker, CsrView& out);

}  // namespace certdoc
