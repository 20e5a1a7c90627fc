#include "net/failure.hpp"

#include <boost/asio/error.hpp>
#include <cerrno>
#include <cstring>

namespace certdoc::net {
namespace {

Failure of_errno(int error) {
  switch (error) {
    case ECONNREFUSED: return Failure::refused;
    case ECANCELED:  // we gave up waiting
    case ETIMEDOUT: return Failure::timed_out;
    case ECONNRESET:
    case ECONNABORTED:
    case EPIPE: return Failure::reset;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case EAGAIN:  // no local port left
    case EADDRINUSE: return Failure::local_failed;
    default: return Failure::no_route;  // ENETUNREACH, EHOSTUNREACH, EAFNOSUPPORT; EACCES, EPERM: a local firewall
  }
}

}  // namespace

SystemFailure failure_of(const error_code& error) {
  if (!error) return {};
  if (error == asio::error::eof) return {Failure::closed, 0, {}};
  if (error.value() == ECANCELED) return {Failure::timed_out, ETIMEDOUT, {}};
  return {of_errno(error.value()), error.value(), std::strerror(error.value())};
}

}  // namespace certdoc::net
