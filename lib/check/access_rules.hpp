// The kernel's rules of who may open a file, applied to facts. Nothing is tried, nothing is opened.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "artifact/file_access.hpp"

namespace certdoc {

// What decided, as people would look it up: `other::---`, `user:www-data:r-- (mask ---)`.
struct Decision {
  bool allowed = false;
  std::string rule;
  bool is_owner = false;
};

// May this account do all of `want` (AccessBit) with this one thing? Root may read and search everything
// (CAP_DAC_READ_SEARCH) and write everything (CAP_DAC_OVERRIDE).
Decision decide(const AccessStep& step, const Account& account, unsigned want);

struct Stop {
  const AccessStep* step = nullptr;
  unsigned want = 0;  // the bit that is missing; 0: following the link is refused
  Decision decision;
};

// All that keeps this account from reading the file; empty: nothing that is known here.
std::vector<Stop> stops(const FileAccess& access, const Account& account);

// True where something on the way to this step, itself excluded, keeps the account out.
bool is_kept_out_before(const FileAccess& access, const AccessStep& step, const Account& account);

// Somebody who is neither owner nor in any group that matters here.
Account stranger(const FileAccess& access);
// The same, but in this one group.
Account stranger_in(const FileAccess& access, std::uint32_t gid);

// `0640 root:ssl-cert`
std::string mode_text(const AccessStep& step);

}  // namespace certdoc
