// A strict walk over a structure, which remembers where it had to stop.
#pragma once

#include <string>
#include <string_view>

#include "artifact/der.hpp"
#include "certdoc/error.hpp"

namespace certdoc {

struct Fault {
  enum class Kind { none, tag, length, content, trailing };
  Kind kind = Kind::none;
  std::size_t at = 0;       // byte of the DER
  bool ends = false;        // nothing stands there: the structure ends
  std::uint8_t found = 0;   // the tag that stands there
  std::string_view wanted;  // as the RFC calls it, with its type
};

class Walker {
 public:
  explicit Walker(ByteView all) : all_(all) {}

  // The next value must have this tag.
  bool take(der::Reader& reader, std::uint8_t tag, std::string_view wanted, der::Value& out);
  // Nothing may follow.
  bool end(const der::Reader& reader, std::string_view after);
  // What a look at the content said.
  bool valid(bool is_valid, const der::Value& value, std::string_view wanted);

  const Fault& fault() const { return fault_; }

 private:
  bool stop(Fault::Kind kind, ByteView at, std::string_view wanted);

  ByteView all_;
  Fault fault_;
};

// What an object is called, in English and in Chinese.
struct ObjectName {
  std::string_view en, zh;
};

// An Error of kind `invalid`: the object, where it breaks, and OpenSSL's reason if there is one.
Error broken(const ObjectName& object, const Fault& fault, const std::string& openssl_reason);

}  // namespace certdoc
