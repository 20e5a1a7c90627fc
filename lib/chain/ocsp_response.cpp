#include "chain/ocsp_response.hpp"

#include <algorithm>

#include "artifact/strict.hpp"
#include "artifact/walk_parts.hpp"

namespace certdoc::chain {
namespace {

constexpr std::string_view kBasic = "\x2B\x06\x01\x05\x05\x07\x30\x01\x01";
constexpr std::string_view kNonce = "\x2B\x06\x01\x05\x05\x07\x30\x01\x02";
constexpr std::size_t kMost = 4096;  // responses, certificates, extensions

class Reading {
 public:
  explicit Reading(ByteView der) : der_(der), walker_(der) {}

  OcspRead run() {
    response();
    out_.fault = walker_.fault();
    return std::move(out_);
  }

 private:
  bool response() {
    der::Reader reader(der_);
    der::Value outer, status;
    if (!walker_.take(reader, der::sequence, "OCSPResponse (SEQUENCE)", outer) ||
        !walker_.end(reader, "OCSPResponse")) {
      return false;
    }
    der::Reader parts(outer.content);
    if (!walker_.take(parts, der::enumerated, "responseStatus (ENUMERATED)", status) ||
        !walker_.valid(status.content.size() == 1 && status.content[0] < 0x80, status, "responseStatus")) {
      return false;
    }
    view().status = status.content[0];
    return parts.empty() || bytes(parts);
  }

  bool bytes(der::Reader& parts) {
    der::Value sequence, type, octets;
    if (!take_explicit(walker_, parts, 0, der::sequence, "responseBytes", sequence) ||
        !walker_.end(parts, "responseBytes")) {
      return false;
    }
    view().has_bytes = true;
    der::Reader inside(sequence.content);
    if (!walker_.take(inside, der::oid, "responseType (OBJECT IDENTIFIER)", type) ||
        !walker_.valid(strict::oid(type.content), type, "responseType") ||
        !walker_.take(inside, der::octet_string, "response (OCTET STRING)", octets) ||
        !walker_.end(inside, "response")) {
      return false;
    }
    view().type = der::dotted(type.content);
    view().basic = der::is(type.content, kBasic);
    return !view().basic || basic(octets.content);
  }

  bool basic(ByteView content) {
    der::Reader reader(content);
    der::Value outer, data, signature;
    AlgorithmView algorithm;
    if (!walker_.take(reader, der::sequence, "BasicOCSPResponse (SEQUENCE)", outer) ||
        !walker_.end(reader, "BasicOCSPResponse")) {
      return false;
    }
    der::Reader parts(outer.content);
    if (!walker_.take(parts, der::sequence, "tbsResponseData (SEQUENCE)", data) ||
        !take_algorithm(walker_, parts, "signatureAlgorithm (SEQUENCE)", algorithm) ||
        !walker_.take(parts, der::bit_string, "signature (BIT STRING)", signature) ||
        !walker_.valid(strict::bit_string(signature.content), signature, "signature")) {
      return false;
    }
    const bool whole = signature.content[0] == 0;
    view().part = {algorithm.whole, data.whole, whole ? signature.content.subspan(1) : ByteView()};
    return certificates(parts) && response_data(data.content);
  }

  bool certificates(der::Reader& parts) {
    if (parts.empty()) return true;
    der::Value list, one;
    if (!take_explicit(walker_, parts, 0, der::sequence, "certs", list) || !walker_.end(parts, "certs")) return false;
    for (der::Reader reader(list.content); !reader.empty();) {
      if (!walker_.take(reader, der::sequence, "a Certificate (SEQUENCE)", one) ||
          !walker_.valid(view().certificates.size() < kMost, one, "certs")) {
        return false;
      }
      view().certificates.push_back(one.whole);
    }
    return true;
  }

  bool response_data(ByteView content) {
    der::Reader parts(content);
    der::Value list;
    if (!take_version(parts) || !responder(parts) ||
        !take_generalized(parts, "producedAt (GeneralizedTime)", view().produced_at) ||
        !walker_.take(parts, der::sequence, "responses (SEQUENCE)", list)) {
      return false;
    }
    for (der::Reader reader(list.content); !reader.empty();) {
      der::Value one;
      if (!walker_.take(reader, der::sequence, "SingleResponse (SEQUENCE)", one) ||
          !walker_.valid(view().responses.size() < kMost, one, "responses") || !single(one.content)) {
        return false;
      }
    }
    return parts.empty() || extensions(parts, [this](const ExtensionView& one) {
             if (der::is(one.oid, kNonce)) return take_nonce(one.value);
             if (one.critical) view().critical_unknown.push_back(der::dotted(one.oid));
           });
  }

  bool take_version(der::Reader& parts) {
    if (parts.peek() != der::context_constructed(0)) return true;
    der::Value number;
    if (!take_explicit(walker_, parts, 0, der::integer, "version", number) ||
        !walker_.valid(number.content.size() == 1 && number.content[0] < 0x80, number, "version")) {
      return false;
    }
    view().version = number.content[0] + 1;
    return true;
  }

  bool responder(der::Reader& parts) {
    der::Value value;
    if (parts.peek() == der::context_constructed(1)) {
      if (!take_explicit(walker_, parts, 1, der::sequence, "responderID byName", value)) return false;
      view().responder_name = value.whole;
      return walker_.valid(strict::name(value.content), value, "responderID byName");
    }
    if (!take_explicit(walker_, parts, 2, der::octet_string, "responderID byKey", value)) return false;
    view().responder_key_hash = value.content;
    return true;
  }

  void take_nonce(ByteView value) {
    const auto octets = der::only(value, der::octet_string);
    view().nonce = octets ? octets->content : value;
  }

  bool single(ByteView content) {
    der::Reader parts(content);
    SingleResponse& one = view().responses.emplace_back();
    if (!cert_id(parts, one.id) || !status(parts, one) ||
        !take_generalized(parts, "thisUpdate (GeneralizedTime)", one.this_update)) {
      return false;
    }
    if (parts.peek() == der::context_constructed(0)) {
      der::Value wrapper;
      if (!walker_.take(parts, der::context_constructed(0), "nextUpdate ([0])", wrapper)) return false;
      der::Reader inside(wrapper.content);
      if (!take_generalized(inside, "nextUpdate (GeneralizedTime)", one.next_update.emplace()) ||
          !walker_.end(inside, "nextUpdate"))
        return false;
    }
    return parts.empty() || extensions(parts, [&one](const ExtensionView& each) {
             if (each.critical) one.critical_unknown.push_back(der::dotted(each.oid));
           });
  }

  bool cert_id(der::Reader& parts, CertId& out) {
    der::Value id, name, key, serial;
    AlgorithmView algorithm;
    if (!walker_.take(parts, der::sequence, "certID (SEQUENCE)", id)) return false;
    der::Reader inside(id.content);
    if (!take_algorithm(walker_, inside, "hashAlgorithm (SEQUENCE)", algorithm) ||
        !walker_.take(inside, der::octet_string, "issuerNameHash (OCTET STRING)", name) ||
        !walker_.take(inside, der::octet_string, "issuerKeyHash (OCTET STRING)", key) ||
        !walker_.take(inside, der::integer, "serialNumber (INTEGER)", serial) ||
        !walker_.valid(strict::integer(serial.content), serial, "serialNumber") || !walker_.end(inside, "certID")) {
      return false;
    }
    out = {algorithm.oid, name.content, key.content, serial.content};
    return true;
  }

  bool status(der::Reader& parts, SingleResponse& out) {
    der::Value value;
    if (parts.peek() == der::context_constructed(1)) {
      if (!walker_.take(parts, der::context_constructed(1), "certStatus revoked", value)) return false;
      out.status = CertStatus::revoked;
      return revoked_info(value.content, out);
    }
    const bool good = parts.peek() == der::context(0);
    if (!walker_.take(parts, good ? der::context(0) : der::context(2), "certStatus (CHOICE)", value)) return false;
    out.status = good ? CertStatus::good : CertStatus::unknown;
    return walker_.valid(value.content.empty(), value, "certStatus");
  }

  bool revoked_info(ByteView content, SingleResponse& out) {
    der::Reader parts(content);
    der::Value reason;
    if (!take_generalized(parts, "revocationTime (GeneralizedTime)", out.revoked_at.emplace())) return false;
    if (parts.empty()) return true;
    if (!take_explicit(walker_, parts, 0, der::enumerated, "revocationReason", reason) ||
        !walker_.valid(strict::integer(reason.content), reason, "revocationReason")) {
      return false;
    }
    out.reason = crl_reason(reason.content);
    return walker_.end(parts, "revocationReason");
  }

  template <class Use>
  bool extensions(der::Reader& parts, Use use) {
    der::Value list;
    if (!take_explicit(walker_, parts, 1, der::sequence, "extensions", list) || !walker_.end(parts, "extensions"))
      return false;
    std::size_t count = 0;
    for (der::Reader reader(list.content); !reader.empty(); ++count) {
      ExtensionView one;
      if (!take_extension(walker_, reader, one) || !walker_.valid(count < kMost, list, "extensions")) {
        return false;
      }
      use(one);
    }
    return true;
  }

  // RFC 6960 knows no UTCTime.
  bool take_generalized(der::Reader& parts, std::string_view wanted, Time& out) {
    if (parts.peek() != der::utc_time) return take_time(walker_, parts, wanted, out);
    der::Value value;
    return walker_.take(parts, der::generalized_time, wanted, value);
  }

  OcspView& view() { return out_.view; }

  ByteView der_;
  Walker walker_;
  OcspRead out_;
};

}  // namespace

OcspRead read_ocsp_view(ByteView der) {
  return Reading(der).run();
}

}  // namespace certdoc::chain
