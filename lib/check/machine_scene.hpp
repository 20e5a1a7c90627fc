// What the judges of facts have in common, one or a few causes a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/say.hpp"
#include "check/machine.hpp"

namespace certdoc {

struct MachineScene {
  const machine::Facts& facts;
  const Context& context;
  const Material& material;
  std::string subject;  // `the machine of facts.txt`
  bool target_named = true;

  Lang lang() const { return context.lang; }
  // The same, and one thing on that machine: of findings with one cause and one subject only the weightiest stays.
  MachineScene about(std::string_view thing) const;
  // `facts.txt:12`
  std::string place(const machine::Fact& fact) const;
  // Where the script ran elevated, it saw what there is to see.
  bool elevated() const;

  Finding confirmed(std::string_view cause, Severity severity, std::string message) const;
  Finding ruled_out(std::string_view cause, std::string message) const;
  Finding unknown(std::string_view cause, ReasonKind kind, std::string reason, std::string message) const;
  // Unknown, and the reason is what the message says.
  Finding manual(std::string_view cause, const std::string& message) const;
};

Evidence evidence_of(const MachineScene& scene, const machine::Fact& fact, std::string label, std::string actual,
                     std::string expected = {});

using MachineJudge = void (*)(const MachineScene&, std::vector<Finding>&);

void judge_cache(const MachineScene& scene, std::vector<Finding>& out);
void judge_clock_facts(const MachineScene& scene, std::vector<Finding>& out);
void judge_com(const MachineScene& scene, std::vector<Finding>& out);
void judge_folder_acl(const MachineScene& scene, std::vector<Finding>& out);
void judge_key(const MachineScene& scene, std::vector<Finding>& out);
void judge_linux_files(const MachineScene& scene, std::vector<Finding>& out);
void judge_providers(const MachineScene& scene, std::vector<Finding>& out);
void judge_proxy(const MachineScene& scene, std::vector<Finding>& out);
void judge_release(const MachineScene& scene, std::vector<Finding>& out);
void judge_rights(const MachineScene& scene, std::vector<Finding>& out);
void judge_roots(const MachineScene& scene, std::vector<Finding>& out);
void judge_security_products(const MachineScene& scene, std::vector<Finding>& out);
void judge_selinux(const MachineScene& scene, std::vector<Finding>& out);
void judge_services(const MachineScene& scene, std::vector<Finding>& out);
void judge_stores(const MachineScene& scene, std::vector<Finding>& out);
void judge_system_files(const MachineScene& scene, std::vector<Finding>& out);
void judge_token(const MachineScene& scene, std::vector<Finding>& out);

// What the facts hold of this certificate in a store (`LocalMachine`, `My`), and of its key there; nullptr: nothing.
const machine::Fact* entry_of(const MachineScene& scene, const WantedCertificate& wanted, std::string_view where,
                              std::string_view store);
const machine::Fact* key_of(const MachineScene& scene, const WantedCertificate& wanted, std::string_view where);

// What people call it; where it has no name, its file.
std::string name_of(const WantedCertificate& wanted);

// The private key of this certificate is among the files.
bool has_private_key(const Material& material, const PublicKey& key);

// `IIS or Exchange`: a program of Windows that reads the computer's stores was named.
bool reads_machine_store(const Context& context);

}  // namespace certdoc
