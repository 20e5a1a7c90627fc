// One run of check-crl: which certificates, who is asked, what came.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "certdoc/revocation.hpp"
#include "chain/chain.hpp"
#include "chain/trust.hpp"
#include "check/revocation.hpp"
#include "diagnose/answer.hpp"
#include "net/host_name.hpp"
#include "net/options.hpp"

namespace certdoc {

class RevocationRun {
 public:
  RevocationRun(const ExamineOptions& options, const RevocationOptions& revocation, const NetworkOptions& network,
                const FileProgress& progress);

  // Reads and asks; what came stands in `scene` then.
  void run(const std::vector<std::string>& names);
  // The same for files that are loaded already and hosts that are known as such; `arguments` are both as they were
  // given.
  void run(Material loaded, const std::vector<net::HostName>& names, const std::vector<std::string>& arguments);

  RevocationScene scene;
  Material material;               // with certificates
  Material lists;                  // with CRLs alone: the search for chains need not look at them
  std::vector<Endpoint> hosts;     // that were asked for their chains
  std::vector<Error> errors;       // what could not be examined
  std::vector<std::string> notes;  // what the reader should know

 private:
  void load_names(const std::vector<std::string>& names);
  void ask_hosts(const std::vector<net::HostName>& names);
  void inquire();
  void set_lists_apart();
  void load_crl_files();
  void open_trust();
  void examine();
  void renumber(const std::vector<RevocationSubject>& former);
  void complete_chains();
  bool take_issuers();
  void take_files();
  void take_lists(const Material& from);
  void take_staples();
  void settle_time();
  void judge();
  std::vector<const chain::Certificate*> known() const;
  const chain::Certificate* issuer_of(const chain::Certificate& certificate);
  net::Clock::time_point part(double share) const;

  const ExamineOptions& options_;
  const NetworkOptions& network_;
  const FileProgress& progress_;
  net::Options net_;
  net::Clock::time_point start_;
  chain::TrustSet trust_ = chain::TrustSet::none();
  std::deque<chain::Examined> generations_;  // judged CRLs point into them
  chain::Verifier verifier_;

  struct Staple {
    std::size_t file = 0;
    Bytes body;
  };
  std::vector<Staple> staples_;
};

// What was asked and what came of it: endpoints, findings, errors, notes.
void tell_revocation(RevocationRun& run, Answer& answer);

}  // namespace certdoc
