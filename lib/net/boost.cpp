// Boost.Asio and Beast, compiled once here instead of in every file that uses them.
#include <utility>

#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
