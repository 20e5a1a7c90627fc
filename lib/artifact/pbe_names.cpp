#include "artifact/pbe_names.hpp"

#include <openssl/evp.h>
#include <openssl/objects.h>

#include "artifact/openssl_ptr.hpp"

namespace certdoc::pbe {

std::optional<Identifier> identifier_of(const std::optional<der::Value>& algorithm) {
  if (!algorithm) return std::nullopt;
  der::Reader reader(algorithm->content);
  const auto oid = reader.next(der::oid);
  if (!oid) return std::nullopt;
  return Identifier{*oid, reader.rest()};
}

int nid_of(const der::Value& oid) {
  const unsigned char* at = oid.whole.data();
  const ObjectPtr object(d2i_ASN1_OBJECT(nullptr, &at, static_cast<long>(oid.whole.size())));
  ERR_clear_error();
  return OBJ_obj2nid(object.get());
}

std::string name_of(const der::Value& oid, int nid) {
  return nid == NID_undef ? der::dotted(oid.content) : OBJ_nid2ln(nid);
}

std::string short_name(const der::Value& oid, int nid) {
  return nid == NID_undef ? der::dotted(oid.content) : OBJ_nid2sn(nid);
}

std::string prf_name(const der::Value& oid) {
  const int nid = nid_of(oid);
  int digest = NID_undef;
  const bool known = EVP_PBE_find(EVP_PBE_TYPE_PRF, nid, nullptr, &digest, nullptr) == 1 && digest != NID_undef;
  ERR_clear_error();
  return known ? std::string(OBJ_nid2sn(digest)) : short_name(oid, nid);
}

std::string digest_name(ByteView algorithm_identifier) {
  const auto algorithm = identifier_of(der::only(algorithm_identifier, der::sequence));
  return algorithm ? short_name(algorithm->oid, nid_of(algorithm->oid)) : std::string();
}

}  // namespace certdoc::pbe
