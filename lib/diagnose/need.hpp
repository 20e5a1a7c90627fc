// What each cause wants to be decided by this program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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
  leaf,         // the certificate itself, where the rest is there
  password,     // of what is locked: what is wanted may be inside
  password_and_csr,
  served,  // the file that ought to be served, where the server is known
};

// What there is already.
struct Have {
  bool certificate = false, key = false, csr = false, host = false;
  bool locked = false;  // something that no password given opened
};

Need need_of(std::string_view cause);

// The same without what is there already; what may be inside a locked file is not asked for once more.
Need need_of(std::string_view cause, const Have& have);

// Where facts of the machine decide a cause: for which systems there is a script that collects them (`windows`,
// `linux`), as far as it can be the one of `platform`.
std::vector<std::string> scripts_for(std::string_view cause, std::string_view platform);

// One sentence: what to give.
std::string words_for(Need need, Lang lang);

// What is to be added to the command line: `FILE.csr`, `--host NAME`.
std::string_view argument_for(Need need);

// Nobody asked for it: that is no lack of input.
bool is_on_request(Need need);

}  // namespace certdoc
