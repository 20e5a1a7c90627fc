#include "net/ldap.hpp"

#ifdef CERTDOC_LDAP

#include <ldap.h>
#include <openldap.h>
#include <sys/socket.h>
#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "net/connect.hpp"
#include "net/failure.hpp"
#include "net/url.hpp"

namespace certdoc::net {
namespace {

constexpr std::size_t kAtOnce = 16;

struct Freed {
  void operator()(LDAPURLDesc* url) const { ldap_free_urldesc(url); }
  void operator()(LDAP* session) const { ldap_unbind_ext(session, nullptr, nullptr); }
  void operator()(LDAPMessage* message) const { ldap_msgfree(message); }
  void operator()(berval** values) const { ldap_value_free_len(values); }
};
using UrlPtr = std::unique_ptr<LDAPURLDesc, Freed>;
using SessionPtr = std::unique_ptr<LDAP, Freed>;
using MessagePtr = std::unique_ptr<LDAPMessage, Freed>;
using ValuesPtr = std::unique_ptr<berval*, Freed>;

// libldap waits for the rest of a message that has begun, however long that takes: at the deadline the connection is
// shut under it.
class Watchdog {
 public:
  Watchdog(int fd, Clock::time_point deadline) : thread_([this, fd, deadline] { watch(fd, deadline); }) {}
  ~Watchdog() {
    {
      const std::lock_guard lock(mutex_);
      done_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  void watch(int fd, Clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_until(lock, deadline, [this] { return done_; })) ::shutdown(fd, SHUT_RDWR);
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::thread thread_;
};

// `ldap:///CN=...`: a member of the domain asks its domain controller. libldap would take localhost.
bool names_no_server(const std::string& url) {
  const std::size_t authority = url.find("://");
  return authority == std::string::npos || authority + 3 >= url.size() || url[authority + 3] == '/';
}

class Query {
 public:
  Query(const std::string& text, const std::string& server, const Options& options, LdapAnswer& out)
      : text_(text), server_(server), options_(options), out_(out) {}

  void run() {
    if (!read_url() || !connect()) return;
    const Watchdog watchdog(fd_, options_.deadline);
    if (start()) search();
  }

 private:
  Step& add(Phase phase, std::string what, Failure failure = Failure::none, std::string detail = {}) {
    out_.trace.steps.push_back(make_step(phase, std::move(what), failure, std::move(detail)));
    return out_.trace.steps.back();
  }

  bool read_url() {
    LDAPURLDesc* parsed = nullptr;
    const bool good = ldap_url_parse(text_.c_str(), &parsed) == LDAP_URL_SUCCESS;
    url_.reset(parsed);
    if (!good) {
      add(Phase::url, text_, Failure::bad_url);
      return false;
    }
    tls_ = std::string_view(url_->lud_scheme) == "ldaps";
    if (!names_no_server(text_)) target_.host = url_->lud_host == nullptr ? "" : url_->lud_host;
    target_.port = static_cast<std::uint16_t>(url_->lud_port);
    target_.named_by = NamedBy::material;
    if (target_.host.empty()) use_server();
    if (target_.host.empty()) add(Phase::url, text_, Failure::bad_url, "it names no server (--ldap-server does)");
    return !target_.host.empty();
  }

  void use_server() {
    const auto server = parse_url("https://" + server_);
    if (server_.empty() || !server) return;
    target_.host = server->host;
    target_.port = server->port_written ? server->port : tls_ ? LDAPS_PORT : LDAP_PORT;
    target_.named_by = NamedBy::user;
  }

  bool connect() {
    std::optional<tcp::socket> socket;
    run_all({[&]() -> Awaitable<void> { socket = co_await open_direct(target_, options_, out_.trace); }}, 1);
    if (!socket) return false;
    error_code error;
    const auto peer = socket->remote_endpoint(error);
    if (!error) out_.peer = text_of(peer);
    socket->native_non_blocking(false, error);
    socket->non_blocking(false, error);
    fd_ = socket->release(error);
    return !error;
  }

  timeval left() const {
    const auto time = std::max(options_.deadline - Clock::now(), Clock::duration::zero());
    const auto all = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    return {static_cast<time_t>(all / 1'000'000), static_cast<suseconds_t>(all % 1'000'000)};
  }

  // From here on libldap owns the socket. An answer proves itself by its own signature: whose certificate an ldaps
  // server has does not matter.
  bool start() {
    LDAP* opened = nullptr;
    const std::string where = std::string(url_->lud_scheme) + "://" + host_and_port(target_.host, target_.port);
    const Stopwatch watch;
    const int never = LDAP_OPT_X_TLS_NEVER;
    ldap_set_option(nullptr, LDAP_OPT_X_TLS_REQUIRE_CERT, &never);
    const int code = ldap_init_fd(fd_, LDAP_PROTO_TCP, where.c_str(), &opened);
    session_.reset(opened);
    if (code != LDAP_SUCCESS) return ended(add(Phase::tls, where), code, watch);
    const int version = LDAP_VERSION3;
    ldap_set_option(opened, LDAP_OPT_PROTOCOL_VERSION, &version);
    ldap_set_option(opened, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    Sockbuf* buffer = nullptr;
    ber_len_t most = options_.given.max_body;
    if (ldap_get_option(opened, LDAP_OPT_SOCKBUF, static_cast<void*>(&buffer)) == LDAP_OPT_SUCCESS) {
      ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &most);
    }
    return true;
  }

  // Anonymous: no bind at all, as LDAPv3 allows.
  void search() {
    const Stopwatch watch;
    std::array<char*, 4> usual{usual_[0].data(), usual_[1].data(), usual_[2].data(), nullptr};
    char** attributes = url_->lud_attrs != nullptr ? url_->lud_attrs : usual.data();
    const char* filter = url_->lud_filter != nullptr ? url_->lud_filter : "(objectClass=*)";
    const std::string base = url_->lud_dn == nullptr ? "" : url_->lud_dn;
    timeval wait = left();
    LDAPMessage* raw = nullptr;
    const int code = ldap_search_ext_s(session_.get(), base.c_str(), LDAP_SCOPE_BASE, filter, attributes, 0, nullptr,
                                       nullptr, &wait, 1, &raw);
    const MessagePtr result(raw);
    Step& step = add(Phase::response, base);
    if (code != LDAP_SUCCESS) {
      ended(step, code, watch);
      return;
    }
    step.took = watch.elapsed();
    take(raw);
  }

  void take(LDAPMessage* result) {
    LDAPMessage* entry = ldap_first_entry(session_.get(), result);
    BerElement* cursor = nullptr;
    char* name = entry == nullptr ? nullptr : ldap_first_attribute(session_.get(), entry, &cursor);
    if (name != nullptr) {
      const ValuesPtr values(ldap_get_values_len(session_.get(), entry, name));
      if (values && *values != nullptr) {
        const auto* begin = reinterpret_cast<const std::uint8_t*>((*values.get())->bv_val);
        out_.body.assign(begin, begin + (*values.get())->bv_len);
      }
      ldap_memfree(name);
    }
    if (cursor != nullptr) ber_free(cursor, 0);
    if (out_.body.empty()) add(Phase::body, "", Failure::body_empty);
  }

  bool ended(Step& step, int code, const Stopwatch& watch) {
    step.took = watch.elapsed();
    step.code = code;
    step.detail = ldap_err2string(code);
    const bool late = code == LDAP_TIMEOUT || Clock::now() >= options_.deadline;
    step.failure = late ? Failure::timed_out : code == LDAP_SERVER_DOWN ? Failure::closed : Failure::ldap_result;
    return false;
  }

  const std::string& text_;
  const std::string& server_;
  const Options& options_;
  LdapAnswer& out_;
  UrlPtr url_;
  SessionPtr session_;
  Target target_;
  bool tls_ = false;
  int fd_ = -1;
  std::array<std::string, 3> usual_{"certificateRevocationList;binary", "authorityRevocationList;binary",
                                    "cACertificate;binary"};
};

}  // namespace

bool ldap_built_in() {
  return true;
}

std::vector<LdapAnswer> fetch_ldap(const std::vector<std::string>& urls, const std::string& server,
                                   const Options& options) {
  std::vector<LdapAnswer> out(urls.size());
  for (std::size_t begin = 0; begin < urls.size(); begin += kAtOnce) {
    std::vector<std::thread> threads;
    for (std::size_t n = begin; n < std::min(begin + kAtOnce, urls.size()); ++n) {
      threads.emplace_back([&, n] { Query(urls[n], server, options, out[n]).run(); });
    }
    for (std::thread& thread : threads) thread.join();
  }
  return out;
}

}  // namespace certdoc::net

#else

namespace certdoc::net {

bool ldap_built_in() {
  return false;
}

std::vector<LdapAnswer> fetch_ldap(const std::vector<std::string>& urls, const std::string&, const Options&) {
  std::vector<LdapAnswer> out(urls.size());
  for (std::size_t n = 0; n < urls.size(); ++n) {
    out[n].trace.steps.push_back(make_step(Phase::url, urls[n], Failure::scheme_refused, "ldap"));
  }
  return out;
}

}  // namespace certdoc::net

#endif
