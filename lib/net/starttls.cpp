#include "net/starttls.hpp"

#include <array>

#include "base/text.hpp"
#include "net/answer_reader.hpp"

namespace certdoc::net {
namespace {

struct Protocol {
  Starttls id;
  std::string_view name;
  std::uint16_t port;
};

constexpr std::array kProtocols{Protocol{Starttls::none, "none", 443},
                                Protocol{Starttls::smtp, "smtp", 25},
                                Protocol{Starttls::imap, "imap", 143},
                                Protocol{Starttls::pop3, "pop3", 110},
                                Protocol{Starttls::ftp, "ftp", 21},
                                Protocol{Starttls::ldap, "ldap", 389},
                                Protocol{Starttls::postgres, "postgres", 5432},
                                Protocol{Starttls::mysql, "mysql", 3306},
                                Protocol{Starttls::xmpp, "xmpp", 5222},
                                Protocol{Starttls::nntp, "nntp", 119},
                                Protocol{Starttls::sieve, "sieve", 4190}};

const Protocol& row_of(Starttls protocol) {
  return kProtocols.at(static_cast<std::size_t>(protocol));
}

Awaitable<StarttlsAnswer> dialogue(Wire& wire, Starttls protocol, const std::string& name) {
  switch (protocol) {
    case Starttls::smtp: return starttls_smtp(wire);
    case Starttls::imap: return starttls_imap(wire);
    case Starttls::pop3: return starttls_pop3(wire);
    case Starttls::ftp: return starttls_ftp(wire);
    case Starttls::ldap: return starttls_ldap(wire);
    case Starttls::postgres: return starttls_postgres(wire);
    case Starttls::mysql: return starttls_mysql(wire);
    case Starttls::nntp: return starttls_nntp(wire);
    case Starttls::sieve: return starttls_sieve(wire);
    case Starttls::xmpp:
    case Starttls::none: break;
  }
  return starttls_xmpp(wire, name);
}

}  // namespace

std::optional<Starttls> starttls_named(std::string_view name) {
  for (const Protocol& one : kProtocols) {
    if (one.id != Starttls::none && text::equal_ignoring_case(one.name, name)) return one.id;
  }
  return std::nullopt;
}

std::string_view name_of(Starttls protocol) {
  return row_of(protocol).name;
}

std::uint16_t default_port(Starttls protocol) {
  return row_of(protocol).port;
}

StarttlsAnswer broken(const Wire& wire) {
  const SystemFailure& why = wire.failure();
  if (why.failure == Failure::none) return foreign(as_text(wire.waiting()));  // past the bounds
  // Who falls silent in the middle is another one than who never said a word.
  const bool silent = why.failure == Failure::timed_out && why.detail.empty();
  return {why.failure, silent ? opening(wire.beginning()) : why.detail, why.code};
}

Awaitable<StarttlsAnswer> starttls(Wire& wire, Starttls protocol, const std::string& name) {
  StarttlsAnswer answer = co_await dialogue(wire, protocol, name);
  constexpr std::size_t kMostDetail = 400;
  if (answer.failure == Failure::none && !wire.waiting().empty()) {
    answer = {Failure::starttls_injected, std::string(as_text(wire.waiting())), 0};
  }
  if (answer.detail.size() > kMostDetail) answer.detail.resize(kMostDetail);
  co_return answer;
}

}  // namespace certdoc::net
