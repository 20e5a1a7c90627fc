#include "net/tls_alert.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace certdoc::net {
namespace {

using Name = std::pair<int, std::string_view>;

constexpr std::array kNames{Name{0, "close_notify"},
                            Name{10, "unexpected_message"},
                            Name{20, "bad_record_mac"},
                            Name{21, "decryption_failed"},
                            Name{22, "record_overflow"},
                            Name{30, "decompression_failure"},
                            Name{40, "handshake_failure"},
                            Name{41, "no_certificate"},
                            Name{42, "bad_certificate"},
                            Name{43, "unsupported_certificate"},
                            Name{44, "certificate_revoked"},
                            Name{45, "certificate_expired"},
                            Name{46, "certificate_unknown"},
                            Name{47, "illegal_parameter"},
                            Name{48, "unknown_ca"},
                            Name{49, "access_denied"},
                            Name{50, "decode_error"},
                            Name{51, "decrypt_error"},
                            Name{60, "export_restriction"},
                            Name{70, "protocol_version"},
                            Name{71, "insufficient_security"},
                            Name{80, "internal_error"},
                            Name{86, "inappropriate_fallback"},
                            Name{90, "user_canceled"},
                            Name{100, "no_renegotiation"},
                            Name{109, "missing_extension"},
                            Name{110, "unsupported_extension"},
                            Name{111, "certificate_unobtainable"},
                            Name{112, "unrecognized_name"},
                            Name{113, "bad_certificate_status_response"},
                            Name{114, "bad_certificate_hash_value"},
                            Name{115, "unknown_psk_identity"},
                            Name{116, "certificate_required"},
                            Name{120, "no_application_protocol"},
                            Name{121, "ech_required"}};

}  // namespace

std::string_view alert_name(int alert) {
  const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const Name& one) { return one.first == alert; });
  return found == kNames.end() ? std::string_view("alert") : found->second;
}

void note_alert(int alert, Step& step) {
  step.failure = Failure::tls_alert;
  step.code = alert;
  step.detail = std::string(alert_name(alert)) + " (" + std::to_string(alert) + ")";
}

}  // namespace certdoc::net
