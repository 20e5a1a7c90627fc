#include "artifact/openssl_der.hpp"

#include <ctime>

#include "artifact/der.hpp"

namespace certdoc {
namespace {

template <auto Encode, class T>
Bytes encoded(const T* object) {
  std::uint8_t* raw = nullptr;
  const int size = Encode(object, &raw);
  if (size <= 0 || raw == nullptr) return {};
  Bytes out(raw, raw + size);
  OPENSSL_free(raw);
  return out;
}

}  // namespace

ByteView view_of(const ASN1_OBJECT* oid) {
  return {OBJ_get0_data(oid), OBJ_length(oid)};
}

ByteView view_of(const ASN1_STRING* string) {
  return {ASN1_STRING_get0_data(string), static_cast<std::size_t>(ASN1_STRING_length(string))};
}

Bytes content_of(const ASN1_INTEGER* number) {
  const Bytes whole = encoded<i2d_ASN1_INTEGER>(number);
  const auto value = der::only(whole, der::integer);
  return value ? to_bytes(value->content) : Bytes();
}

Bytes der_of(const X509_NAME* name) {
  return encoded<i2d_X509_NAME>(name);
}

Bytes der_of(const X509_PUBKEY* key) {
  return encoded<i2d_X509_PUBKEY>(key);
}

Bytes der_of(const ASN1_TYPE* value) {
  return encoded<i2d_ASN1_TYPE>(value);
}

Bytes der_of(const X509_ALGOR* algorithm) {
  return encoded<i2d_X509_ALGOR>(algorithm);
}

std::string oid_of(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* oid = nullptr;
  X509_ALGOR_get0(&oid, nullptr, nullptr, algorithm);
  return der::dotted(view_of(oid));
}

std::optional<Time> time_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(parts.tm_year + 1900),
                                         std::chrono::month(static_cast<unsigned>(parts.tm_mon + 1)),
                                         std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
  if (!date.ok()) return std::nullopt;
  return Time(std::chrono::sys_days(date)) + std::chrono::hours(parts.tm_hour) + std::chrono::minutes(parts.tm_min) +
         std::chrono::seconds(parts.tm_sec);
}

}  // namespace certdoc
