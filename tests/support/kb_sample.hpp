// A small knowledge base in which all is well, for tests that break it in one place.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catch.hpp"
#include "kbfile/parse.hpp"
#include "kbfile/registry.hpp"
#include "kbfile/validate.hpp"

namespace certdoc::kb_sample {

using Json = nlohmann::ordered_json;

// Its lists, by index: sources acme-page, ms-page; contexts install, renew; causes clock-wrong, key-lost; remedies
// fetch-key (high), keep-checks (refuse), set-clock (low); codes topic:sample, windows:0x80092004.
inline Json document() {
  return Json::parse(R"({
    "sources": [
      {"id": "acme-page", "title": "Acme's page", "url": "https://acme.example/", "kind": "vendor"},
      {"id": "ms-page", "title": "The reference", "url": "", "kind": "official"}],
    "contexts": [
      {"id": "install", "title": {"en": "While installing", "zh": "安装时"}},
      {"id": "renew", "title": {"en": "While renewing", "zh": "续期时"}}],
    "causes": [
      {"id": "clock-wrong", "area": "clock", "severity": "error",
       "sick": {"en": "the clock is wrong", "zh": "时钟不准"}, "healthy": {"en": "the clock is right", "zh": "时钟准确"},
       "explanation": {"en": "The clock is off.", "zh": "时钟有偏差。"}, "check": "certdoc check-clock",
       "by_hand": {"en": "Compare:", "zh": "比较：", "run": ["date -u"]},
       "remedies": ["set-clock"], "sources": ["ms-page"]},
      {"id": "key-lost", "area": "match", "severity": "warning",
       "sick": {"en": "the key is gone", "zh": "私钥丢失"}, "healthy": {"en": "the key is there", "zh": "私钥存在"},
       "explanation": {"en": "Nobody has the key.", "zh": "没有人持有私钥。"},
       "by_hand": {"en": "Look for it.", "zh": "查找私钥。"},
       "remedies": ["fetch-key", "set-clock"], "sources": ["acme-page", "ms-page"]}],
    "remedies": [
      {"id": "fetch-key", "title": {"en": "Fetch the key", "zh": "取回私钥"}, "platform": "any", "risk": "high",
       "steps": [{"en": "Copy it:", "zh": "复制：", "run": ["cp FILE.key .", "chmod 600 FILE.key"]},
                 {"en": "Restart.", "zh": "重启。"}],
       "undo": {"en": "Remove it:", "zh": "删除：", "run": ["rm FILE.key"]},
       "contact": {"en": "Your colleague", "zh": "您的同事"}, "sources": ["acme-page"]},
      {"id": "keep-checks", "title": {"en": "Leave checks on", "zh": "保持检查"}, "platform": "windows", "risk": "refuse",
       "advice": {"en": "Turn checks off.", "zh": "关闭检查。"}, "instead": {"en": "Set the clock.", "zh": "校准时钟。"},
       "instead_remedy": "set-clock", "sources": ["acme-page"]},
      {"id": "set-clock", "title": {"en": "Set the clock", "zh": "校准时钟"}, "platform": "linux", "risk": "low",
       "steps": [{"en": "Set it:", "zh": "校准：", "run": ["chronyc makestep"]}], "sources": ["ms-page"]}],
    "codes": [
      {"id": "topic:sample", "title": {"en": "A sample", "zh": "示例"},
       "means": {"en": "Nothing at all.", "zh": "没有含义。"}, "keywords": ["sample keyword"],
       "remedies": ["keep-checks"], "sources": ["ms-page"]},
      {"id": "windows:0x80092004", "means": {"en": "It is not there.", "zh": "找不到。"},
       "claims": [{"says": {"en": "It is broken.", "zh": "已损坏。"}, "fact": {"en": "It is missing.", "zh": "缺失。"},
                   "verdict": "wrong", "said_by": "acme-page", "sources": ["ms-page"]}],
       "contexts": [{"id": "install", "causes": ["key-lost", "clock-wrong"], "note": {"en": "Often.", "zh": "常见。"}},
                    {"id": "renew", "causes": ["clock-wrong"]}],
       "symbols": ["SAMPLE_NOT_FOUND"], "messages": ["the thing %s was nowhere to be found"],
       "see_also": ["topic:sample", "windows:0x80070056", "event:sample/1"], "sources": ["ms-page"]}]
  })");
}

inline kbfile::TableFile windows_table() {
  return {"windows",
          "# family: windows\n# source: the header\n# url: https://example.test/winerror.h\n"
          "# via: other-page | Another page | https://example.test/other\n"
          "symbol\tvalue\tmessage\tsee\tvia\n"
          "CRYPT_E_NOT_FOUND\t0x80092004\tCannot find object or property.\twin32:86\t\n"
          "CRYPT_E_SAME_NUMBER\t0x80092004\t\t\tother-page\n"
          "CRYPT_E_EXISTS\t0x80092005\tThe object or property already exists.\t\tother-page\n"};
}

inline kbfile::TableFile win32_table() {
  return {"win32",
          "# family: win32\n# source: the Win32 header\n# url: https://example.test/win32\n"
          "symbol\tvalue\tmessage\n"
          "ERROR_INVALID_PASSWORD\t86\tThe specified network password is not correct.\n"};
}

inline kbfile::TableFile event_table() {
  return {"events",
          "# family: event\n# source: the manifests\n# url: https://example.test/events\n"
          "symbol\tvalue\tmessage\nsample/1\t1\tError: Sample\n"};
}

inline kbfile::Registry registry() {
  const auto read = kbfile::read_registry({event_table(), win32_table(), windows_table()});
  if (!read) FAIL(read.error().what);
  return *read;
}

inline kbfile::Document parsed(const Json& json) {
  const auto document = kbfile::parse_document(json.dump(), "sample.json");
  if (!document) FAIL(document.error().what);
  return *document;
}

// What kbgen says about the sample after `change`: the reader's complaint, or else every problem.
template <class Change>
std::vector<std::string> complaints(Change change) {
  Json json = document();
  change(json);
  const auto read = kbfile::parse_document(json.dump(), "sample.json");
  if (!read) return {read.error().what};
  return kbfile::problems(*read, registry(), nullptr);
}

// Where one change makes one complaint.
template <class Change>
std::string complaint(Change change) {
  const auto all = complaints(change);
  CAPTURE(all);
  REQUIRE(all.size() == 1);
  return all.front();
}

}  // namespace certdoc::kb_sample
