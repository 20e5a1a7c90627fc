// What a server or a file gave where a CRL or an OCSP response was due: told by its content, by name.
#pragma once

#include <cstdint>
#include <string>

#include "artifact/artifact.hpp"

namespace certdoc::chain {

enum class BodyKind {
  crl,
  ocsp_response,
  empty,
  html,          // a captive portal, an error page, a login: `title` and `refresh` tell which
  other_object,  // a certificate, a PKCS#7, ...: `object` says which
  other_format,  // JSON, XML, ZIP, gzip, PDF, ...: `looks_like` says which
  text,          // text in which nothing was recognised
  junk,          // octets in which nothing was recognised
};

struct Body {
  BodyKind kind = BodyKind::junk;
  Kind object = Kind::foreign;          // of other_object
  Encoding encoding = Encoding::other;  // pem or base64 where DER is due
  ByteView der;                         // of the object, as far as it is there: in the bytes given or in `decoded`
  std::shared_ptr<const SecretBytes> decoded;  // of PEM
  std::uint64_t announced = 0;                 // size of the object as its first octets say; 0: they say nothing
  std::uint64_t actual = 0;                    // octets of it that are there
  std::uint64_t trailing = 0;                  // octets that follow the object
  std::string looks_like;                      // `HTML page "Sign in"`, in the language asked for
  std::string title;                           // of an HTML page; bounded, as it was written
  std::string refresh;                         // target of its <meta http-equiv=refresh>, or of a script's location

  bool truncated() const { return announced > actual; }
};

// The bytes must live as long as the result.
Body recognise_body(ByteView bytes, Lang lang);

}  // namespace certdoc::chain
