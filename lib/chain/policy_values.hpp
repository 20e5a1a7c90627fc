// The extensions about certificate policies (RFC 5280 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14).
#pragma once

#include "chain/extension_values.hpp"

namespace certdoc::chain {

// The content of an INTEGER that is not negative; saturated. nullopt: it is none.
std::optional<std::uint32_t> count_of(ByteView integer);

// False: not written as it must be.
bool take_policies(const RawExtension& in, Certificate& out);
bool take_policy_mappings(const RawExtension& in, Certificate& out);
bool take_policy_constraints(const RawExtension& in, Certificate& out);
bool take_inhibit_any_policy(const RawExtension& in, Certificate& out);

}  // namespace certdoc::chain
