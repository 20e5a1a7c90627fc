// The dialogues in front of TLS, against a scripted peer: consent, refusal, no offer, another protocol, plain text
// behind the consent, and what has no end.
#include "net/starttls.hpp"

#include "catch.hpp"
#include "dialogue.hpp"
#include "net/asio.hpp"

namespace {

using namespace certdoc;
using namespace certdoc::net;
using namespace std::string_literals;
using certdoc_test::Dialogue;
using certdoc_test::Turn;

struct Talk {
  StarttlsAnswer answer;
  std::string heard;
};

Awaitable<void> converse(std::uint16_t port, Starttls protocol, StarttlsAnswer& answer) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::socket socket(executor);
  const tcp::endpoint there(asio::ip::make_address("127.0.0.1"), port);
  co_await socket.async_connect(there, asio::use_awaitable);
  Wire wire(socket, Clock::now() + std::chrono::seconds(5), kStarttlsBytes);
  const std::string name = "www.example.test";
  answer = co_await starttls(wire, protocol, name);
}

Talk talk(Starttls protocol, std::vector<Turn> turns) {
  Talk out;
  Dialogue peer(std::move(turns));
  const std::uint16_t port = peer.port();
  run_all({[&]() { return converse(port, protocol, out.answer); }}, 1);
  out.heard = peer.heard();
  return out;
}

Failure outcome(Starttls protocol, std::vector<Turn> turns) {
  return talk(protocol, std::move(turns)).answer.failure;
}

const std::string kLdapRequest =
    "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
    "1.3.6.1.4.1.1466.20037"s;

std::string ldap_answer(char code) {
  return "\x30\x0c\x02\x01\x01\x78\x07\x0a\x01"s + code + "\x04\x00\x04\x00"s;
}

std::string mysql_greeting(unsigned char capabilities_high) {
  const std::string payload =
      "\x0a"
      "8.0.36\x00"s +
      std::string(4, 'i') + std::string(8, 's') + "\x00\xff"s + static_cast<char>(capabilities_high) +
      std::string(30, '\0');
  return std::string(1, static_cast<char>(payload.size())) + "\x00\x00\x00"s + payload;
}

std::string features(const std::string& inside) {
  return "<?xml version='1.0'?><stream:stream id='1'><stream:features>" + inside + "</stream:features>";
}

const std::string kStarttlsFeature = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

}  // namespace

TEST_CASE("a server that consents is ready for TLS", "[starttls]") {
  const std::vector<std::pair<Starttls, std::vector<Turn>>> dialogues{
      {Starttls::smtp,
       {{"220-mail.example.test\r\n220 ESMTP\r\n", "\r\n"},
        {"250-mail\r\n250-SIZE 10240000\r\n250 STARTTLS\r\n", "STARTTLS\r\n"},
        {"220 2.0.0 ready\r\n", ""}}},
      {Starttls::ftp, {{"220 ready\r\n", "AUTH TLS\r\n"}, {"234 go on\r\n", ""}}},
      {Starttls::nntp,
       {{"200 ready\r\n", "CAPABILITIES\r\n"},
        {"101 list\r\nREADER\r\nSTARTTLS\r\n.\r\n", "STARTTLS\r\n"},
        {"382 go on\r\n", ""}}},
      {Starttls::nntp, {{"201 old\r\n", "CAPABILITIES\r\n"}, {"500 what?\r\n", "STARTTLS\r\n"}, {"382 go on\r\n", ""}}},
      {Starttls::imap,
       {{"* OK [CAPABILITY IMAP4rev1] ready\r\n", "c1 CAPABILITY\r\n"},
        {"* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\nc1 OK done\r\n", "c2 STARTTLS\r\n"},
        {"c2 OK begin\r\n", ""}}},
      {Starttls::pop3,
       {{"+OK ready\r\n", "CAPA\r\n"}, {"+OK\r\nUIDL\r\nSTLS\r\n.\r\n", "STLS\r\n"}, {"+OK begin\r\n", ""}}},
      {Starttls::sieve,
       {{"\"IMPLEMENTATION\" \"Dovecot\"\r\n\"SIEVE\" \"fileinto\"\r\n\"STARTTLS\"\r\nOK \"ready\"\r\n",
         "STARTTLS\r\n"},
        {"OK \"begin\"\r\n", ""}}},
      {Starttls::ldap, {{"", kLdapRequest}, {ldap_answer('\0'), ""}}},
      {Starttls::postgres, {{"", "\x04\xd2\x16\x2f"}, {"S", ""}}},
      {Starttls::mysql, {{mysql_greeting(0xFF), std::string(23, '\0')}}},
      {Starttls::xmpp,
       {{"", "version='1.0'"},
        {features(kStarttlsFeature), "<starttls xmlns"},
        {"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", ""}}},
  };
  for (const auto& [protocol, turns] : dialogues) {
    CAPTURE(std::string(name_of(protocol)));
    CHECK(outcome(protocol, turns) == Failure::none);
  }
}

TEST_CASE("a server without STARTTLS is told apart from one that refuses", "[starttls]") {
  CHECK(outcome(Starttls::smtp, {{"220 hi\r\n", "\r\n"}, {"250-mail\r\n250 SIZE 1\r\n", ""}}) ==
        Failure::starttls_missing);
  CHECK(outcome(Starttls::ftp, {{"220 hi\r\n", "\r\n"}, {"500 unknown\r\n", ""}}) == Failure::starttls_missing);
  CHECK(outcome(Starttls::imap, {{"* OK hi\r\n", "\r\n"}, {"* CAPABILITY IMAP4rev1\r\nc1 OK\r\n", ""}}) ==
        Failure::starttls_missing);
  CHECK(outcome(Starttls::pop3, {{"+OK hi\r\n", "\r\n"}, {"+OK\r\nUIDL\r\n.\r\n", ""}}) == Failure::starttls_missing);
  CHECK(outcome(Starttls::sieve, {{"\"IMPLEMENTATION\" \"x\"\r\nOK\r\n", ""}}) == Failure::starttls_missing);
  CHECK(outcome(Starttls::nntp, {{"200 hi\r\n", "\r\n"}, {"101 list\r\nREADER\r\n.\r\n", ""}}) ==
        Failure::starttls_missing);
  CHECK(outcome(Starttls::postgres, {{"", "\x2f"}, {"N", ""}}) == Failure::starttls_missing);
  CHECK(outcome(Starttls::ldap, {{"", kLdapRequest}, {ldap_answer(2), ""}}) == Failure::starttls_missing);
  CHECK(outcome(Starttls::mysql, {{mysql_greeting(0xF7), ""}}) == Failure::starttls_missing);
  CHECK(outcome(Starttls::xmpp, {{"", "1.0"}, {features("<mechanisms/>"), ""}}) == Failure::starttls_missing);

  const Talk refusal =
      talk(Starttls::smtp, {{"220 hi\r\n", "\r\n"}, {"250 STARTTLS\r\n", "\r\n"}, {"454 TLS not available\r\n", ""}});
  CHECK(refusal.answer.failure == Failure::starttls_refused);
  CHECK(refusal.answer.detail == "454 TLS not available");
  CHECK(outcome(Starttls::smtp, {{"554 no service for you\r\n", ""}}) == Failure::starttls_refused);
  CHECK(outcome(Starttls::imap, {{"* BYE too many\r\n", ""}}) == Failure::starttls_refused);
  CHECK(outcome(Starttls::ldap, {{"", kLdapRequest}, {ldap_answer(52), ""}}) == Failure::starttls_refused);
  const Talk blocked = talk(Starttls::mysql, {{"\x12\x00\x00\x00\xff\x69\x04Host is blocked"s, ""}});
  CHECK(blocked.answer.failure == Failure::starttls_refused);
  CHECK(blocked.answer.detail == "Host is blocked");
  const Talk error = talk(Starttls::postgres, {{"", "\x2f"}, {"E\x00\x00\x00\x10SFATAL\0Mnope\0\0"s, ""}});
  CHECK(error.answer.failure == Failure::starttls_refused);
  CHECK(error.answer.detail == "nope");
  CHECK(outcome(Starttls::xmpp, {{"", "1.0"}, {"<stream:stream><stream:error><host-unknown/></stream:error>", ""}}) ==
        Failure::starttls_refused);
}

TEST_CASE("plain text behind the consent is refused", "[starttls]") {
  CHECK(outcome(Starttls::smtp,
                {{"220 hi\r\n", "\r\n"}, {"250 STARTTLS\r\n", "\r\n"}, {"220 go\r\n250 injected\r\n", ""}}) ==
        Failure::starttls_injected);
  CHECK(outcome(Starttls::imap, {{"* OK hi\r\n", "\r\n"},
                                 {"* CAPABILITY STARTTLS\r\nc1 OK\r\n", "\r\n"},
                                 {"c2 OK\r\n* 1 EXISTS\r\n", ""}}) == Failure::starttls_injected);
  CHECK(outcome(Starttls::postgres, {{"", "\x2f"}, {"SR", ""}}) == Failure::starttls_injected);
}

TEST_CASE("another protocol is recognised as such, and a silent end as an end", "[starttls]") {
  CHECK(outcome(Starttls::smtp, {{"SSH-2.0-OpenSSH_9.2\r\n", ""}}) == Failure::starttls_foreign);
  CHECK(outcome(Starttls::imap, {{"220 mail ESMTP\r\n", ""}}) == Failure::starttls_foreign);
  CHECK(outcome(Starttls::pop3, {{"* OK imap\r\n", ""}}) == Failure::starttls_foreign);
  CHECK(outcome(Starttls::sieve, {{"220 mail ESMTP\r\n", ""}}) == Failure::starttls_foreign);
  CHECK(outcome(Starttls::mysql, {{"220 mail ESMTP\r\n", ""}}) == Failure::starttls_foreign);
  CHECK(outcome(Starttls::ldap, {{"220 mail ESMTP\r\n", ""}}) == Failure::starttls_foreign);
  CHECK(outcome(Starttls::postgres, {{"HTTP/1.1 400 Bad Request\r\n", ""}}) == Failure::starttls_foreign);
  CHECK(outcome(Starttls::xmpp, {{"HTTP/1.1 400 Bad Request\r\n", ""}}) == Failure::starttls_foreign);
  CHECK(outcome(Starttls::smtp, {}) == Failure::closed);
  CHECK(outcome(Starttls::smtp, {{"220-half a greet", ""}}) == Failure::closed);
}

TEST_CASE("lines, answers and messages without an end are bounded", "[starttls]") {
  CHECK(outcome(Starttls::smtp, {{std::string(100'000, 'x'), ""}}) == Failure::starttls_foreign);
  std::string endless;
  for (int n = 0; n < 2'000; ++n) endless += "220-more\r\n";
  CHECK(outcome(Starttls::smtp, {{endless, ""}}) != Failure::none);
  CHECK(outcome(Starttls::ldap, {{"", kLdapRequest}, {"\x30\x84\x7f\xff\xff\xff" + std::string(70'000, 'x'), ""}}) ==
        Failure::starttls_foreign);
  CHECK(outcome(Starttls::xmpp, {{"", "1.0"}, {"<stream:stream>" + std::string(200'000, 'x'), ""}}) ==
        Failure::starttls_foreign);
  CHECK(outcome(Starttls::mysql, {{"\xff\xff\xff\x00\x0a"s, ""}}) == Failure::starttls_foreign);
}

TEST_CASE("XMPP names the host, and nothing in it ends the element", "[starttls]") {
  const Talk heard = talk(Starttls::xmpp, {{"", "1.0"}, {features(""), ""}});
  CHECK(heard.heard.find("to='www.example.test'") != std::string::npos);
}

TEST_CASE("each protocol has its name and port", "[starttls]") {
  CHECK(starttls_named("smtp") == Starttls::smtp);
  CHECK(starttls_named("SMTP") == Starttls::smtp);
  CHECK_FALSE(starttls_named("none"));
  CHECK_FALSE(starttls_named("gopher"));
  for (int n = 0; n <= static_cast<int>(Starttls::sieve); ++n) {
    const auto protocol = static_cast<Starttls>(n);
    CHECK((n == 0 || starttls_named(name_of(protocol)) == protocol));
    CHECK(default_port(protocol) != 0);
  }
}
