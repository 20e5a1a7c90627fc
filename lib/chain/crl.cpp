#include "chain/crl.hpp"

namespace certdoc::chain {

void CrlSet::add(const std::vector<LoadedFile>& files, const std::vector<Certificate>& certificates, Time now) {
  std::shared_ptr<WantedEntries> wanted;
  for (std::size_t file = 0; file < files.size(); ++file) {
    for (std::size_t n = 0; n < files[file].artifacts.size(); ++n) {
      const Artifact& artifact = files[file].artifacts[n];
      if (artifact.kind != Kind::crl || artifact.octets().empty()) continue;
      if (!wanted) {
        wanted = std::make_shared<WantedEntries>();
        for (const Certificate& one : certificates) wanted->add(one);
      }
      One one{{file, n}, judge_crl_form(artifact.octets(), now, wanted), {}};
      by_issuer_[one.form.view.issuer_key].push_back(crls_.size());
      crls_.push_back(std::move(one));
    }
  }
}

const std::vector<std::size_t>& CrlSet::by_issuer(const std::string& canonical) const {
  static const std::vector<std::size_t> kNone;
  const auto found = by_issuer_.find(canonical);
  return found == by_issuer_.end() ? kNone : found->second;
}

const JudgedCrl& CrlSet::judged(std::size_t n, const Certificate& issuer, Verifier& verifier) {
  One& one = crls_[n];
  const auto [at, fresh] = one.by_key.try_emplace(std::string(as_text(issuer.spki)), one.form);
  if (fresh) judge_crl_signature(at->second, {&issuer}, verifier);
  return at->second;
}

}  // namespace certdoc::chain
