// Findings as rows of a checklist: one for each matter that people check before they deploy.
#pragma once

#include <string>
#include <vector>

#include "certdoc/report.hpp"

namespace certdoc {

// What was asked for, of the matters that are not looked at by themselves.
struct Asked {
  bool host = false;
  bool online = false;
  bool key = false;  // a private key was there
};

// Every finding belongs to one row. Rows without a finding say that nobody looked, and how to have it looked at.
std::vector<ChecklistItem> checklist(const std::vector<Finding>& findings, const Asked& asked, Lang lang);

// Of this machine: its clock.
std::vector<ChecklistItem> machine_checklist(const std::vector<Finding>& findings, Lang lang);

}  // namespace certdoc
