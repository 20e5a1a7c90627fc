#include "artifact/curves.hpp"

#include <algorithm>
#include <array>

namespace certdoc {
namespace {

using namespace std::string_view_literals;

// OIDs: RFC 5480, SEC 2, RFC 5639, GB/T 33560. A test holds the table against OpenSSL's.
constexpr std::array kCurves{
    Curve{"\x2A\x86\x48\xCE\x3D\x03\x01\x07"sv, "P-256", 256, 32},
    Curve{"\x2B\x81\x04\x00\x22"sv, "P-384", 384, 48},
    Curve{"\x2B\x81\x04\x00\x23"sv, "P-521", 521, 66},
    Curve{"\x2A\x81\x1C\xCF\x55\x01\x82\x2D"sv, "", 256, 32},
    Curve{"\x2B\x81\x04\x00\x0A"sv, "secp256k1", 256, 32},
    Curve{"\x2B\x81\x04\x00\x21"sv, "P-224", 224, 28},
    Curve{"\x2A\x86\x48\xCE\x3D\x03\x01\x01"sv, "P-192", 192, 24},
    Curve{"\x2B\x24\x03\x03\x02\x08\x01\x01\x07"sv, "brainpoolP256r1", 256, 32},
    Curve{"\x2B\x24\x03\x03\x02\x08\x01\x01\x08"sv, "brainpoolP256t1", 256, 32},
    Curve{"\x2B\x24\x03\x03\x02\x08\x01\x01\x0B"sv, "brainpoolP384r1", 384, 48},
    Curve{"\x2B\x24\x03\x03\x02\x08\x01\x01\x0C"sv, "brainpoolP384t1", 384, 48},
    Curve{"\x2B\x24\x03\x03\x02\x08\x01\x01\x0D"sv, "brainpoolP512r1", 512, 64},
    Curve{"\x2B\x24\x03\x03\x02\x08\x01\x01\x0E"sv, "brainpoolP512t1", 512, 64},
};

}  // namespace

const Curve* usual_curve(ByteView oid) {
  const auto found =
      std::find_if(kCurves.begin(), kCurves.end(), [oid](const Curve& curve) { return curve.oid == as_text(oid); });
  return found == kCurves.end() ? nullptr : &*found;
}

}  // namespace certdoc
