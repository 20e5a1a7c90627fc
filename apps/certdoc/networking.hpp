// The options of every command that uses the network.
#pragma once

#include <string>
#include <vector>

#include "certdoc/network.hpp"
#include "command.hpp"

namespace certdoc {

class Networking {
 public:
  void declare(Flags& flags);

  // Reads the proxy settings of the environment; an Error is one of usage.
  Result<NetworkOptions> options() const;
  bool allows_private() const { return allow_private_; }

 private:
  std::string timeout_, proxy_;
  std::vector<std::string> resolve_;
  bool allow_private_ = false, ipv4_ = false, ipv6_ = false;
};

}  // namespace certdoc
