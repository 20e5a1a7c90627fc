// https against a TLS server of our own.
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "catch.hpp"
#include "net/fetch.hpp"
#include "scripted_server.hpp"

using namespace certdoc;
using namespace certdoc::net;
using namespace certdoc_test;
using std::chrono::milliseconds;

namespace {

// A certificate that signs itself, for www.example.test.
struct Identity {
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
  std::unique_ptr<X509, decltype(&X509_free)> certificate{X509_new(), &X509_free};

  Identity() {
    X509* const x509 = certificate.get();
    X509_set_version(x509, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    const auto* const name = reinterpret_cast<const unsigned char*>("www.example.test");
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC, name, -1, -1, 0);
    X509_set_issuer_name(x509, X509_get_subject_name(x509));
    X509_EXTENSION* const names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:www.example.test");
    X509_add_ext(x509, names, -1);
    X509_EXTENSION_free(names);
    X509_set_pubkey(x509, key.get());
    X509_sign(x509, key.get(), EVP_sha256());
  }
};

class TlsServer {
 public:
  // `whole`: says so before it closes.
  explicit TlsServer(std::string answer, bool whole = true, int newest = TLS1_3_VERSION)
      : answer_(std::move(answer)),
        whole_(whole),
        server_([this](Peer& peer, const std::string&) { serve(peer); }, true) {
    OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    SSL_CTX_use_certificate(context_.get(), identity_.certificate.get());
    SSL_CTX_use_PrivateKey(context_.get(), identity_.key.get());
    SSL_CTX_set_max_proto_version(context_.get(), newest);
    SSL_CTX_set_security_level(context_.get(), 0);
  }
  std::uint16_t port() const { return server_.port(); }
  std::string url(const std::string& host) const { return "https://" + host + ":" + std::to_string(port()) + "/"; }
  std::string asked_for() const { return asked_for_; }
  const Identity& identity() const { return identity_; }

 private:
  void serve(Peer& peer) {
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context_.get()), &SSL_free);
    SSL_set_fd(ssl.get(), peer.fd());
    if (SSL_accept(ssl.get()) == 1) {
      if (const char* const name = SSL_get_servername(ssl.get(), TLSEXT_NAMETYPE_host_name)) asked_for_ = name;
      char request[4096];
      SSL_read(ssl.get(), request, sizeof request);
      SSL_write(ssl.get(), answer_.data(), static_cast<int>(answer_.size()));
      if (whole_) SSL_shutdown(ssl.get());
    }
    ERR_clear_error();
  }

  Identity identity_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{SSL_CTX_new(TLS_server_method()), &SSL_CTX_free};
  std::string answer_, asked_for_;
  bool whole_;
  ScriptedServer server_;
};

Options options_for(const TlsServer& server) {
  NetworkOptions given;
  given.resolve = {"*:" + std::to_string(server.port()) + ":127.0.0.1"};
  return options_from(given);
}

Response fetch(const std::string& url, const Options& options, bool verify = false) {
  Request request;
  request.url = url;
  request.verify_tls = verify;
  return fetch_all({request}, options).front();
}

Failure failure(const Response& response) {
  return response.trace.failed() == nullptr ? Failure::none : response.trace.failed()->failure;
}

}  // namespace

TEST_CASE("https brings what proves itself, whoever the server is") {
  const std::string body(300'000, 'x');
  const TlsServer server(http_answer(body));
  const Response response = fetch(server.url("other.example.test"), options_for(server));
  CHECK(response.ok());
  CHECK(as_text(response.body) == body);
  CHECK(server.asked_for() == "other.example.test");
  const auto is_tls = [](const net::Step& step) { return step.phase == Phase::tls; };
  const auto step = std::find_if(response.trace.steps.begin(), response.trace.steps.end(), is_tls);
  REQUIRE(step != response.trace.steps.end());
  CHECK(step->what == "TLSv1.3");
}

TEST_CASE("an address gets no SNI, and old protocols are good enough") {
  const TlsServer server(http_answer("content"), true, TLS1_1_VERSION);
  NetworkOptions given;
  given.allow_private = true;
  const Response response = fetch(server.url("127.0.0.1"), options_from(given));
  CHECK(response.ok());
  CHECK(server.asked_for().empty());
}

TEST_CASE("a body that TLS cuts off is truncated, one that ends with the connection is whole") {
  const TlsServer cut("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nbody", false);
  CHECK(failure(fetch(cut.url("a.test"), options_for(cut))) == Failure::body_truncated);
  const TlsServer to_end("HTTP/1.1 200 OK\r\n\r\nbody");
  CHECK(as_text(fetch(to_end.url("a.test"), options_for(to_end)).body) == "body");
}

TEST_CASE("with verify_tls the certificate must be trusted and bear the name") {
  const TlsServer server(http_answer("content"));
  Options options = options_for(server);
  const Response unknown = fetch(server.url("www.example.test"), options, true);
  CHECK(failure(unknown) == Failure::tls_failed);
  CHECK(unknown.trace.failed()->detail == "self-signed certificate");
  const std::string file =
      (std::filesystem::temp_directory_path() / ("certdoc-" + std::to_string(server.port()))).string();
  const std::unique_ptr<std::FILE, decltype(&std::fclose)> out(std::fopen(file.c_str(), "w"), &std::fclose);
  REQUIRE(out != nullptr);
  PEM_write_X509(out.get(), server.identity().certificate.get());
  std::fflush(out.get());
  options.trust_files = {file};
  CHECK(fetch(server.url("www.example.test"), options, true).ok());
  const Response other = fetch(server.url("other.example.test"), options, true);
  CHECK(failure(other) == Failure::tls_failed);
  CHECK(other.trace.failed()->detail == "hostname mismatch");
  std::filesystem::remove(file);
}

TEST_CASE("https goes through a proxy's tunnel") {
  const TlsServer server(http_answer("content"));
  // A proxy that passes bytes on.
  ScriptedServer proxy([&](Peer& peer, const std::string&) {
    peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
    const Socket behind(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in to = loopback(server.port());
    ::connect(behind.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to);
    peer.relay(behind.get());
  });
  NetworkOptions given;
  given.proxy = "127.0.0.1:" + std::to_string(proxy.port());
  const Response response = fetch(server.url("www.example.test"), options_from(given));
  CHECK(response.ok());
  CHECK(response.through_proxy);
  const std::string where = "www.example.test:" + std::to_string(server.port());
  CHECK(proxy.requests().at(0).starts_with("CONNECT " + where + " HTTP/1.1\r\nHost: " + where + "\r\n"));
}
