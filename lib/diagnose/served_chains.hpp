// HOST[:PORT]: the chain that a server shows, as if it were a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certdoc/revocation.hpp"
#include "check/check.hpp"
#include "net/host_name.hpp"
#include "net/options.hpp"

namespace certdoc {

// What a name on the command line means where it is no file: `www.example.com`, `[::1]:8443`, `https://HOST/`. A name
// that ends like those of certificates do is a file, whether it is there or not.
std::optional<net::HostName> host_named(const std::string& name);

struct ServedChain {
  LoadedFile file;  // its path is HOST:PORT
  Bytes staple;     // the OCSP response that came with it
  Endpoint endpoint;
};

std::vector<ServedChain> served_chains(const std::vector<net::HostName>& hosts, const RevocationOptions& revocation,
                                       const net::Options& net, const ExamineOptions& options);

}  // namespace certdoc
