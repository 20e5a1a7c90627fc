// What one answer tells of the time.
#pragma once

#include "diagnose/clock_asking.hpp"

namespace certdoc {

ClockSource ntp_source(const ClockQuestions& questions, const net::NtpAnswer& answer, const ClockAnswers& all);

// Of the Date header; nothing where there is none.
std::optional<ClockBounds> date_bounds(const net::Response& response);

// The Date header where it speaks HTTP. Else what its certificates and its stapled OCSP response show: that it is later
// than they were made.
ClockSource tls_source(const net::TlsProbe& probe, const net::Response& http, const net::TlsSeen& seen,
                       net::WallTime seen_before);

// When the stapled OCSP response was made; when the youngest certificate begins.
std::optional<Time> staple_time(const net::TlsSeen& seen);
std::optional<Time> youngest_begin(const net::TlsSeen& seen);

}  // namespace certdoc
