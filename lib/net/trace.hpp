// What happened on the way to an answer, phase by phase. Data, no prose: lib/check makes sentences of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace certdoc::net {

enum class Phase { url, resolve, connect, proxy, tls, starttls, request, response, redirect, body, answer };

// Why a phase ended badly. Each is something else for the person who has to mend it.
enum class Failure {
  none,
  bad_url,              // `detail`: what is wrong with it, see UrlProblem
  scheme_refused,       // not http or https: `detail` is the scheme
  address_refused,      // by the rules: `detail` is loopback, link-local, multicast, unspecified or private
  name_unknown,         // NXDOMAIN, or no address of the family wanted
  resolver_failed,      // the name server did not answer or failed (EAI_AGAIN, EAI_FAIL)
  refused,              // RST to our SYN
  no_route,             // ENETUNREACH, EHOSTUNREACH, EACCES/EPERM by a local firewall: `detail` tells
  timed_out,            // nothing came until the deadline
  reset,                // the connection broke while it was in use
  closed,               // the peer closed it before it had said everything
  local_failed,         // this machine could not: no file descriptor, no port, no thread left
  proxy_unreachable,    // the phase before tells how
  proxy_auth_required,  // 407, or 401 of its own: `detail` is what the proxy asks for, with its realm
  proxy_refused,        // another answer of the proxy to CONNECT, or its own error page
  tls_not_spoken,       // what came is no TLS record: `detail` says what it looks like
  tls_alert,            // `code` is the alert's number
  tls_failed,           // our side gave up: `detail` is OpenSSL's reason
  starttls_refused,     // the server's answer is `detail`
  starttls_missing,     // the server does not offer it
  starttls_injected,    // plain text came behind the server's consent; it would be taken for protected
  starttls_foreign,     // another protocol, or an answer past all bounds: `detail` is its beginning
  http_malformed,       // what came is no HTTP: `detail` is how it starts
  tls_spoken,           // TLS came where plain HTTP was asked for
  http_status,          // `code` is the status
  ldap_result,          // `code` is LDAP's result code, `detail` its name
  redirect_loop,
  redirect_limit,
  redirect_refused,  // to another scheme, or an address that the rules forbid
  header_too_large,
  body_too_large,
  body_truncated,  // fewer bytes than Content-Length or the chunks announced
  body_encoded,    // gzip and the like, which nobody asked for
  body_empty,
};

struct Step {
  Phase phase = Phase::url;
  std::string what;  // what was tried: a name, `192.0.2.1:80`, a URL, `HTTP/1.1 200 OK`
  Failure failure = Failure::none;
  int code = 0;        // errno, EAI_ code, HTTP status, alert: whatever the failure has
  std::string detail;  // the peer's or the system's own words, unescaped
  std::chrono::microseconds took{0};
  bool abandoned = false;  // of racing connects: another one was faster
};

Step make_step(Phase phase, std::string what, Failure failure = Failure::none, std::string detail = {});

struct Trace {
  std::vector<Step> steps;

  // The step that ended it; null where everything went well.
  const Step* failed() const;
};

}  // namespace certdoc::net
