#include "net/host_probe.hpp"

#include <algorithm>

#include "net/connect.hpp"
#include "net/proxy.hpp"
#include "net/tls_alert.hpp"
#include "net/tls_task.hpp"
#include "net/together.hpp"

namespace certdoc::net {
namespace {

using Jobs = std::vector<std::function<Awaitable<void>()>>;

TlsProbe probe_of(const HostQuestion& question, const std::string& address) {
  TlsProbe probe;
  probe.host = question.host;
  probe.port = question.port;
  probe.address = address;
  probe.servername = question.servername;
  probe.starttls = question.starttls;
  return probe;
}

// TLS from the first byte on, and no HTTP behind it: IANA's ports.
bool may_be_http(const HostQuestion& question) {
  constexpr std::array<std::uint16_t, 13> kOthers{465, 563, 636, 853, 989, 990, 992, 993, 994, 995, 3269, 5223, 5671};
  return question.starttls == Starttls::none &&
         std::find(kOthers.begin(), kOthers.end(), question.port) == kOthers.end();
}

std::size_t index_of(TlsVersion version) {
  return static_cast<std::size_t>(version) & 0xFFU;
}

// Only protocol_version says that it is the version that is refused: any other alert may be about ciphers, curves or
// the name, and a peer that hangs up says nothing.
Offered offered(const TlsSeen& seen, TlsVersion version) {
  const Step* const failed = seen.trace.failed();
  // A ServerHello with an alert behind it is no version that anybody can use.
  if (failed == nullptr && seen.version) return *seen.version == version ? Offered::yes : Offered::no;
  if (failed == nullptr || failed->phase != Phase::tls) return Offered::unknown;
  return seen.alert_received == protocol_version ? Offered::no : Offered::unknown;
}

// The server answered in TLS: more can be asked.
bool speaks_tls(const TlsSeen& main) {
  if (main.complete || main.version) return true;
  const Step* const failed = main.trace.failed();
  const bool in_tls = failed != nullptr && failed->phase == Phase::tls;
  return in_tls && (main.alert_received || main.alert_sent || failed->failure == Failure::closed ||
                    failed->failure == Failure::reset);
}

// One address, examined. Lives as long as the coroutine that runs it.
class AddressExam {
 public:
  AddressExam(const HostQuestion& question, std::string address, const Options& options, AddressSeen& seen)
      : question_(question), address_(std::move(address)), options_(options), seen_(seen) {}

  Awaitable<void> run() {
    TlsProbe main = probe_of(question_, address_);
    main.ask_page = may_be_http(question_);
    seen_.main = co_await probe_one(main, options_);
    conclude_from_main();
    if (question_.quick || !speaks_tls(seen_.main)) co_return;
    co_await together(version_jobs());
    co_await together(certificate_jobs());
  }

 private:
  // The server takes the newest version that both sides have (RFC 8446 4.2.1, RFC 5246 E.1).
  void conclude_from_main() {
    if (!seen_.main.version) return;
    for (const TlsVersion version : kVersions) {
      if (version == *seen_.main.version) at(version) = Offered::yes;
      if (version > *seen_.main.version) at(version) = Offered::no;
    }
  }

  Offered& at(TlsVersion version) { return seen_.versions.at(index_of(version)); }

  TlsProbe first_flight(TlsVersion version) const {
    TlsProbe probe = probe_of(question_, address_);
    probe.oldest = probe.newest = version;
    probe.first_flight = true;
    return probe;
  }

  Jobs version_jobs() {
    Jobs jobs;
    for (const TlsVersion version : kVersions) {
      if (version == TlsVersion::tls13 || at(version) != Offered::unknown) continue;
      jobs.emplace_back([this, version]() -> Awaitable<void> {
        const TlsProbe probe = first_flight(version);
        const TlsSeen seen = co_await probe_one(probe, options_);
        at(version) = offered(seen, version);
      });
    }
    return jobs;
  }

  // In the clear where TLS 1.2 is spoken; else a whole handshake shows the certificate.
  TlsProbe certificate_probe(CertificateKind kind) const {
    TlsProbe probe = probe_of(question_, address_);
    if (seen_.offers(TlsVersion::tls12) == Offered::yes) probe = first_flight(TlsVersion::tls12);
    probe.kind = kind;
    return probe;
  }

  Jobs certificate_jobs() {
    Jobs jobs;
    const CertificateKind kind = seen_.main.kind;
    if (kind != CertificateKind::any) {
      const bool rsa = kind == CertificateKind::rsa;
      TlsProbe probe = certificate_probe(rsa ? CertificateKind::ecdsa : CertificateKind::rsa);
      jobs.push_back(job(std::move(probe), seen_.other_kind));
    }
    if (!question_.servername.empty()) {
      jobs.emplace_back([this]() -> Awaitable<void> { return look_without_name(); });
    }
    return jobs;
  }

  // What the server does without the name tells something of the name only where the hello is otherwise the same: a
  // first flight offers other curves and ciphers. It is cheaper, and enough where it shows a certificate.
  Awaitable<void> look_without_name() {
    TlsProbe whole = probe_of(question_, address_);
    whole.servername.clear();
    if (seen_.main.version) {
      TlsProbe probe = certificate_probe(seen_.main.kind);
      probe.servername.clear();
      seen_.without_name = co_await probe_one(probe, options_);
      if (seen_.without_name->trace.failed() == nullptr) co_return;
    }
    seen_.without_name = co_await probe_one(whole, options_);
  }

  std::function<Awaitable<void>()> job(TlsProbe probe, std::optional<TlsSeen>& out) {
    return [this, probe = std::move(probe), &out]() -> Awaitable<void> { out = co_await probe_one(probe, options_); };
  }

  const HostQuestion& question_;
  std::string address_;
  const Options& options_;
  AddressSeen& seen_;
};

Awaitable<void> examine_one(const HostQuestion& question, std::string address, const Options& options,
                            AddressSeen& seen) {
  AddressExam exam(question, std::move(address), options, seen);
  co_await exam.run();
}

// What is resolved elsewhere, or where the fastest address is enough.
bool is_one(const HostQuestion& question, bool through_proxy) {
  return question.quick || through_proxy;
}

Awaitable<void> examine_all(const HostQuestion& question, const Options& options, HostSeen& seen) {
  const Target target{question.host, question.port, NamedBy::user, false};
  const std::vector<tcp::endpoint> endpoints = co_await resolve(target, options, seen.resolve);
  seen.addresses.resize(endpoints.size());
  Jobs jobs;
  for (std::size_t n = 0; n < endpoints.size(); ++n) {
    jobs.emplace_back([&question, &options, &seen, address = endpoints[n].address().to_string(), n] {
      return examine_one(question, address, options, seen.addresses[n]);
    });
  }
  co_await together(std::move(jobs));
}

Awaitable<HostSeen> examine(const HostQuestion& question, const Options& options) {
  HostSeen seen;
  seen.through_proxy = !proxy_setting(true, question.host, question.port, options.given).empty();
  if (is_one(question, seen.through_proxy)) {
    seen.addresses.resize(1);
    co_await examine_one(question, {}, options, seen.addresses.front());
  } else {
    co_await examine_all(question, options, seen);
  }
  co_return seen;
}

}  // namespace

std::size_t hosts_at_once(bool quick) {
  return quick ? 256 : 64;  // an examination opens up to five sockets for each address
}

void probe_hosts(const std::vector<HostQuestion>& questions, const Options& options, const HostDone& done) {
  const std::size_t at_once = hosts_at_once(!questions.empty() && questions.front().quick);
  const auto waves = static_cast<Clock::duration::rep>((questions.size() + at_once - 1) / at_once);
  const Clock::duration share = (options.deadline - Clock::now()) / std::max<Clock::duration::rep>(waves, 1);
  Jobs jobs;
  for (std::size_t n = 0; n < questions.size(); ++n) {
    jobs.emplace_back([&, n]() -> Awaitable<void> {
      Options mine = options;
      mine.deadline = std::min(options.deadline, Clock::now() + share);
      HostSeen seen = co_await examine(questions[n], mine);
      done(n, std::move(seen));
    });
  }
  run_all(std::move(jobs), at_once);
}

}  // namespace certdoc::net
