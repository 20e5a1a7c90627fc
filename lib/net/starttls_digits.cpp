// SMTP, FTP and NNTP: answers begin with three digits.
#include "net/starttls.hpp"
#include "net/starttls_text.hpp"

namespace certdoc::net {
namespace {

// Without a name of its own a client gives its address (RFC 5321 4.1.3).
std::string smtp_greeting(const Wire& wire) {
  const std::string address = wire.local_address();
  const bool v6 = address.find(':') != std::string::npos;
  return "EHLO [" + std::string(v6 ? "IPv6:" : "") + address.substr(0, address.find('%')) + "]\r\n";
}

// The greeting in the first line is all that is shown of it.
std::string first_line(const Reply& reply) {
  return reply.lines.empty() ? std::string() : reply.lines.front();
}

StarttlsAnswer verdict(const Reply& reply, int wanted, const std::string& greeting, const Wire& wire) {
  if (!reply.came()) return broken(wire);
  if (reply.code != wanted) return refused(reply.text());
  return {Failure::none, greeting, 0};
}

}  // namespace

Awaitable<StarttlsAnswer> starttls_smtp(Wire& wire) {
  Lines lines(wire);
  const Reply greeting = co_await next_reply(lines);
  if (!greeting.came()) co_return broken(wire);
  if (greeting.code == 0) co_return foreign(greeting.text());
  if (greeting.code != 220) co_return refused(greeting.text());
  const std::string hello = smtp_greeting(wire);
  if (!co_await wire.send(hello)) co_return broken(wire);
  const Reply offers = co_await next_reply(lines);
  if (!offers.came()) co_return broken(wire);
  if (offers.code != 250) co_return refused(offers.text());
  if (!offers.offers("STARTTLS")) co_return missing(offers.text());
  if (!co_await wire.send("STARTTLS\r\n")) co_return broken(wire);
  const Reply reply = co_await next_reply(lines);
  co_return verdict(reply, 220, first_line(greeting), wire);
}

Awaitable<StarttlsAnswer> starttls_ftp(Wire& wire) {
  Lines lines(wire);
  Reply greeting = co_await next_reply(lines);
  while (greeting.code == 120) greeting = co_await next_reply(lines);  // ready in some minutes
  if (!greeting.came()) co_return broken(wire);
  if (greeting.code == 0) co_return foreign(greeting.text());
  if (greeting.code != 220) co_return refused(greeting.text());
  if (!co_await wire.send("AUTH TLS\r\n")) co_return broken(wire);
  const Reply reply = co_await next_reply(lines);
  // 500 and 502: the command is not known; 504: another mechanism (RFC 4217 4); 530: log in first, so it is not known.
  const bool unknown = reply.code == 500 || reply.code == 502 || reply.code == 504 || reply.code == 530;
  if (unknown) co_return missing(reply.text());
  co_return verdict(reply, 234, first_line(greeting), wire);
}

Awaitable<StarttlsAnswer> starttls_nntp(Wire& wire) {
  Lines lines(wire);
  const Reply greeting = co_await next_reply(lines);
  if (!greeting.came()) co_return broken(wire);
  if (greeting.code == 0) co_return foreign(greeting.text());
  if (greeting.code != 200 && greeting.code != 201) co_return refused(greeting.text());
  if (!co_await wire.send("CAPABILITIES\r\n")) co_return broken(wire);
  const Reply capabilities = co_await next_reply(lines);
  if (!capabilities.came()) co_return broken(wire);
  if (capabilities.code == 101) {  // servers older than RFC 3977 do not know the command
    Reply offers;
    offers.lines = co_await lines_to_dot(lines);
    if (!offers.offers("STARTTLS")) co_return missing(offers.text());
  }
  if (!co_await wire.send("STARTTLS\r\n")) co_return broken(wire);
  const Reply reply = co_await next_reply(lines);
  if (reply.code == 500 || reply.code == 501) co_return missing(reply.text());  // not known (RFC 3977 3.2.1)
  co_return verdict(reply, 382, first_line(greeting), wire);
}

}  // namespace certdoc::net
