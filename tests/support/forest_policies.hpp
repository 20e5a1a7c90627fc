// Chains whose CAs demand certificate policies (RFC 5280 6.1): root > CA 1 > CA 2 > leaf.
#pragma once

#include <array>

#include "forest.hpp"

namespace certdoc::test {

struct PolicyCase {
  std::string_view name;
  // Extensions of CA 1, CA 2 and the leaf: `certificatePolicies=1.2.3.4;policyConstraints=critical,...`.
  std::array<std::string_view, 3> extensions;
};

inline constexpr std::array kPolicyCases{
    PolicyCase{"policy-not-demanded=", {"certificatePolicies=1.2.3.4", "certificatePolicies=1.2.3.5", ""}},
    PolicyCase{"policy-held=",
               {"certificatePolicies=1.2.3.4;policyConstraints=critical,requireExplicitPolicy:0",
                "certificatePolicies=1.2.3.4,1.2.3.5", "certificatePolicies=1.2.3.5,1.2.3.4"}},
    PolicyCase{"policy-any=",
               {"certificatePolicies=2.5.29.32.0;policyConstraints=critical,requireExplicitPolicy:0",
                "certificatePolicies=2.5.29.32.0", "certificatePolicies=1.2.3.4"}},
    PolicyCase{"policy-mapped=",
               {"certificatePolicies=1.2.3.4;policyConstraints=critical,requireExplicitPolicy:0",
                "certificatePolicies=1.2.3.4;policyMappings=1.2.3.4:1.2.3.5", "certificatePolicies=1.2.3.5"}},
    PolicyCase{"policy-mapped-from-any=",
               {"certificatePolicies=2.5.29.32.0;policyConstraints=critical,requireExplicitPolicy:0",
                "certificatePolicies=2.5.29.32.0;policyMappings=1.2.3.4:1.2.3.5", "certificatePolicies=1.2.3.5"}},
    PolicyCase{"policy-demanded-later=",
               {"certificatePolicies=1.2.3.4;policyConstraints=critical,requireExplicitPolicy:3",
                "certificatePolicies=1.2.3.4", ""}},
    PolicyCase{"policy-none-in-leaf=policy-constraint",
               {"certificatePolicies=1.2.3.4;policyConstraints=critical,requireExplicitPolicy:0",
                "certificatePolicies=1.2.3.4", ""}},
    PolicyCase{"policy-none-in-ca=policy-constraint",
               {"certificatePolicies=1.2.3.4;policyConstraints=critical,requireExplicitPolicy:0", "",
                "certificatePolicies=1.2.3.4"}},
    PolicyCase{"policy-another=policy-constraint",
               {"certificatePolicies=1.2.3.4;policyConstraints=critical,requireExplicitPolicy:0",
                "certificatePolicies=1.2.3.4", "certificatePolicies=1.2.3.9"}},
    PolicyCase{
        "policy-demanded-not-critical=policy-constraint",
        {"policyConstraints=requireExplicitPolicy:1", "certificatePolicies=1.2.3.4", "certificatePolicies=1.2.3.4"}},
    PolicyCase{"policy-demanded-by-leaf=policy-constraint",
               {"", "", "policyConstraints=critical,requireExplicitPolicy:0"}},
    PolicyCase{"policy-mapped-away=policy-constraint",
               {"certificatePolicies=1.2.3.4;policyConstraints=critical,requireExplicitPolicy:0",
                "certificatePolicies=1.2.3.4;policyMappings=1.2.3.4:1.2.3.5", "certificatePolicies=1.2.3.4"}},
    PolicyCase{"policy-mapping-inhibited=policy-constraint",
               {"certificatePolicies=1.2.3.4;policyConstraints=critical,requireExplicitPolicy:0,inhibitPolicyMapping:0",
                "certificatePolicies=1.2.3.4;policyMappings=1.2.3.4:1.2.3.5", "certificatePolicies=1.2.3.5"}},
    PolicyCase{"policy-any-inhibited=policy-constraint",
               {"certificatePolicies=2.5.29.32.0;policyConstraints=critical,requireExplicitPolicy:0;"
                "inhibitAnyPolicy=critical,0",
                "certificatePolicies=2.5.29.32.0", "certificatePolicies=1.2.3.4"}},
    PolicyCase{"policy-mapping-of-any=policy-constraint",
               {"certificatePolicies=1.2.3.4", "certificatePolicies=1.2.3.4;policyMappings=2.5.29.32.0:1.2.3.5",
                "certificatePolicies=1.2.3.5"}},
    PolicyCase{"policy-twice=certificate-malformed",
               {"certificatePolicies=1.2.3.4", "certificatePolicies=1.2.3.4", "certificatePolicies=1.2.3.4,1.2.3.4"}},
};

inline void add_extensions(CertSpec& spec, std::string_view extensions) {
  while (!extensions.empty()) {
    const std::string_view one = extensions.substr(0, extensions.find(';'));
    const std::size_t equals = one.find('=');
    spec.extensions[std::string(one.substr(0, equals))] = one.substr(equals + 1);
    extensions.remove_prefix(std::min(one.size() + 1, extensions.size()));
  }
}

inline void add_policies(std::vector<ForestCase>& forest) {
  for (const PolicyCase& one : kPolicyCases) {
    Chain chain = usual_chain(4);
    for (std::size_t n = 0; n < one.extensions.size(); ++n) {
      add_extensions(chain.certificates[2 - n], one.extensions[n]);
    }
    forest.push_back(as_case(std::string(one.name), chain));
  }
}

}  // namespace certdoc::test
