// What each cause wants to be decided by this program.
#pragma once

#include <string>
#include <string_view>

#include "certdoc/lang.hpp"

namespace certdoc {

enum class Need {
  nobody,       // no program can decide it from here
  file,         // the file in question
  pfx,          // a PFX or key store
  key,          // the private key
  pair,         // certificate and private key
  request,      // certificate and CSR
  csr,          // the CSR
  certificate,  // the certificate, with what there is of its chain
  name,         // the name that clients use
  target,       // the file, and the program that is to read it
  lists,        // the CRL, or the network
  network,      // asking the addresses in the certificate
  host,         // the server
  clock,        // asking time servers
  stamp,        // the time-stamp server
};

Need need_of(std::string_view cause);

// One sentence: what to give.
std::string words_for(Need need, Lang lang);

// What is to be added to the command line: `FILE.csr`, `--host NAME`.
std::string_view argument_for(Need need);

// Nobody asked for it: that is no lack of input.
bool is_on_request(Need need);

}  // namespace certdoc
