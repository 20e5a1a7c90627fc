// What a peer sends in a TLS handshake, before anything is proven: records, messages, first bytes of anything else.
#include <cstdint>
#include <cstdlib>

#include "net/host_name.hpp"
#include "net/tls_flight.hpp"
#include "net/tls_messages.hpp"
#include "net/tls_spoken.hpp"

namespace {

using namespace certdoc;
using namespace certdoc::net;

// Everything noted stands in what came.
void check(const TlsSeen& seen, std::size_t size) {
  std::size_t total = seen.staple.size();
  for (const Bytes& one : seen.chain) total += one.size();
  for (const Bytes& one : seen.client_cas) total += one.size();
  if (total > 4 * size || seen.chain.size() > 64 || seen.client_cas.size() > 256) std::abort();
}

// In one piece, and byte by byte as it may arrive: the same is seen.
void flight(ByteView bytes) {
  TlsSeen at_once, piecewise;
  Flight whole(at_once);
  const std::size_t used = whole.take(bytes);
  if (used > bytes.size()) std::abort();
  Flight slow(piecewise);
  std::size_t taken = 0;
  for (std::size_t end = 0; end <= bytes.size(); ++end) taken += slow.take(bytes.subspan(taken, end - taken));
  if (whole.state() == slow.state() && at_once.chain != piecewise.chain) std::abort();
  check(at_once, bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1U << 13U) return 0;
  const ByteView bytes(data, size);
  flight(bytes);
  for (const TlsVersion version : {TlsVersion::tls12, TlsVersion::tls13}) {
    TlsSeen seen;
    seen.version = version;
    note_message(bytes, seen);
    check(seen, size);
  }
  if (spoken_in(bytes) == Spoken::nothing && size > 0) std::abort();
  const auto host = parse_host(as_text(bytes));
  if (host && (host->host.empty() || host->host.find_first_of(" \r\n'\"/") != std::string::npos)) std::abort();
  return 0;
}
