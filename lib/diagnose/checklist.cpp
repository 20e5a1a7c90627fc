#include "diagnose/checklist.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/say.hpp"
#include "certdoc/exit_status.hpp"

namespace certdoc {
namespace {

struct Matter {
  std::string_view id, en, zh;
  // Causes, or beginnings of causes where they end with `-`. The first one that was ruled out speaks for the row.
  std::vector<std::string_view> causes;
};

const std::vector<Matter>& matters() {
  static const std::vector<Matter> all{
      {"config", "configuration", "服务器配置", {"server-config-", "file-missing"}},
      {"pair",
       "belongs together",
       "文件配对",
       {"key-mismatch", "csr-mismatch", "pfx-no-private-key", "pfx-several-keys", "certificate-unpaired",
        "key-unpaired", "file-swapped"}},
      {"chain",
       "chain",
       "证书链",
       {"chain-", "root-untrusted", "self-signed", "signature-invalid", "ca-constraint", "name-constraint",
        "policy-constraint", "purpose-mismatch", "critical-extension-", "certificate-malformed",
        "certificate-distrusted", "validity-too-long", "trust-store-missing"}},
      {"format",
       "format",
       "文件格式",
       {"format-not-for-target", "file-", "key-encrypted", "key-passphrase-", "pfx-wrong-password", "pfx-password-",
        "pfx-no-mac"}},
      {"algorithms",
       "algorithms",
       "算法支持",
       {"algorithm-for-target", "signature-weak", "key-weak", "pfx-algorithm-", "legacy-algorithm-", "pfx-provider-",
        "csr-", "dh-parameters-"}},
      {"permissions", "permissions", "文件权限", {"key-unreadable-by-service", "key-file-permissions", "selinux-"}},
      {"validity",
       "validity",
       "有效期",
       {"certificate-expires-soon", "certificate-expired", "certificate-not-yet-valid"}},
      {"host", "host name", "主机名", {"hostname-mismatch", "sni-wrong"}},
      {"revocation",
       "revocation",
       "吊销状态",
       {"certificate-revoked", "crl-", "ocsp-", "issuer-unreachable", "no-revocation-", "proxy-", "stapling-"}},
      {"clock", "clock", "系统时钟", {"clock-skewed", "clock-", "peer-clock-"}},
      {"other", "other", "其他", {""}}};
  return all;
}

bool is_of(std::string_view cause, std::string_view pattern) {
  return pattern.empty() || pattern.ends_with('-') ? cause.starts_with(pattern) : cause == pattern;
}

bool is_of(std::string_view cause, const Matter& matter) {
  return std::any_of(matter.causes.begin(), matter.causes.end(),
                     [&](std::string_view pattern) { return is_of(cause, pattern); });
}

const Matter* matter_of(std::string_view cause) {
  const auto at =
      std::find_if(matters().begin(), matters().end(), [&](const Matter& one) { return is_of(cause, one); });
  return &*at;
}

bool is_open(const Finding& finding) {
  return finding.verdict == Verdict::unknown && finding.reason && !is_excused(finding.reason);
}

int gravity(const Finding& finding) {
  if (finding.verdict == Verdict::confirmed)
    return finding.severity == Severity::note ? 0 : 1 + static_cast<int>(finding.severity);
  return is_open(finding) ? 1 : 0;
}

class Row {
 public:
  Row(const Matter& matter, const std::vector<Finding>& findings, Lang lang) : matter_(matter), lang_(lang) {
    for (const Finding& finding : findings) {
      if (matter_of(finding.cause) == &matter) mine_.push_back(&finding);
    }
  }

  bool empty() const { return mine_.empty(); }

  ChecklistItem item(const std::string& nothing) const {
    ChecklistItem out;
    out.id = matter_.id;
    out.title = say(lang_, matter_.en, matter_.zh);
    const auto worst = std::max_element(mine_.begin(), mine_.end(),
                                        [](const Finding* a, const Finding* b) { return gravity(*a) < gravity(*b); });
    const int grave = worst == mine_.end() ? 0 : gravity(**worst);
    if (grave > 0) {
      out.state = grave == 1 ? "unknown" : grave == 2 ? "warning" : "error";
      if (grave > 1) out.state = (*worst)->severity == Severity::error ? "error" : "warning";
      for (const Finding* one : mine_) {
        if (gravity(*one) > 0) add(out.causes, one->cause);
      }
      out.text = wrong(out, **worst);
      return out;
    }
    const Finding* healthy = speaker();
    out.state = healthy != nullptr ? "ok" : "not-checked";
    out.text = healthy != nullptr ? healthy->message : why_not(nothing);
    if (healthy == nullptr) note(out);
    return out;
  }

 private:
  // With --fail-on note this is what decides.
  void note(ChecklistItem& item) const {
    for (const Finding* one : mine_) {
      if (one->verdict != Verdict::confirmed) continue;
      if (item.causes.empty()) item.text = one->message;
      add(item.causes, one->cause);
    }
  }

  static void add(std::vector<std::string>& all, const std::string& one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  }

  // What is wrong stands below in full; what could not be examined is said here.
  static std::string wrong(const ChecklistItem& item, const Finding& worst) {
    std::string out;
    for (const std::string& cause : item.causes) out += (out.empty() ? "" : ", ") + cause;
    return item.state == "unknown" ? worst.reason->text : out;
  }

  const Finding* speaker() const {
    for (const std::string_view pattern : matter_.causes) {
      for (const Finding* one : mine_) {
        if (is_of(one->cause, pattern) && one->verdict == Verdict::ruled_out && !one->message.empty()) return one;
      }
    }
    return nullptr;
  }

  std::string why_not(const std::string& nothing) const {
    for (const Finding* one : mine_) {
      if (nothing.empty() && one->reason) return one->reason->text;
    }
    return nothing;
  }

  const Matter& matter_;
  Lang lang_;
  std::vector<const Finding*> mine_;
};

// How to have it looked at.
std::string nothing_said(std::string_view id, const Asked& asked, Lang lang) {
  if (id == "pair" && !asked.key) return say(lang, "no private key was given", "没有给出私钥");
  if (id == "host" && !asked.host) return say(lang, "not asked; --host NAME", "未要求检查；用 --host 指定");
  if (id == "revocation" && !asked.online) return say(lang, "not asked; --online", "未要求检查；用 --online");
  if (id == "algorithms" || id == "permissions")
    return say(lang, "not asked; --target NAME", "未要求检查；用 --target 指定");
  return say(lang, "nothing to look at", "没有可检查的内容");
}

}  // namespace

std::vector<ChecklistItem> checklist(const std::vector<Finding>& findings, const Asked& asked, Lang lang) {
  std::vector<ChecklistItem> out;
  for (const Matter& matter : matters()) {
    const bool optional = matter.id == "config" || matter.id == "clock" || matter.id == "other";
    const Row row(matter, findings, lang);
    if (optional && (row.empty() || matter.id == "clock")) continue;
    out.push_back(row.item(nothing_said(matter.id, asked, lang)));
    // What nobody has to look at is no row of a server's.
    if (matter.id == "other" && out.back().state != "error" && out.back().state != "warning") out.pop_back();
  }
  return out;
}

std::vector<ChecklistItem> machine_checklist(const std::vector<Finding>& findings, Lang lang) {
  std::vector<ChecklistItem> out;
  for (const Matter& matter : matters()) {
    const Row row(matter, findings, lang);
    if (matter.id == "clock") out.push_back(row.item({}));
    if (matter.id == "config" && !row.empty()) out.push_back(row.item({}));
  }
  return out;
}

}  // namespace certdoc
