// Chains as a Mermaid flowchart: issuers above what they issued, a missing one with a dashed border.
#include <fmt/format.h>

#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

// Inside quotation marks; whatever could end them or be markup is a numbered entity.
std::string label(std::string_view text) {
  std::string out;
  for (const char c : text::escaped(text)) {
    const bool markup = std::string_view("\"#&<>`;\\[]{}()|").find(c) != std::string_view::npos;
    out += markup ? fmt::format("#{};", static_cast<int>(c)) : std::string(1, c);
  }
  return out;
}

std::string node(const ChainLink& link, const Voice& voice) {
  if (link.origin == "missing") {
    return fmt::format("{}<br/>{}", label(voice.say(Word::chain_missing)), label(link.subject));
  }
  const std::string_view place =
      link.origin == "trust" ? voice.say(Word::chain_trusted) : std::string_view(link.location);
  std::string out = fmt::format("{}<br/>{} .. {}<br/>{} {}<br/>{}", label(link.name),
                                label(link.not_before.substr(0, 10)), label(link.not_after.substr(0, 10)),
                                label(link.algorithm), label(link.sha256.substr(0, 8)), label(place));
  for (const std::string& cause : link.causes) out += "<br/>" + label(cause);
  return out;
}

std::string path_rows(const ChainPath& path, std::size_t number, const Voice& voice) {
  std::string out;
  for (std::size_t n = 0; n < path.links.size(); ++n) {
    const ChainLink& link = path.links[n];
    const std::string_view kind = link.origin == "missing" ? ":::missing" : link.causes.empty() ? "" : ":::bad";
    out += fmt::format("  p{}c{}[\"{}\"]{}\n", number, n, node(link, voice), kind);
    if (n > 0)
      out += fmt::format("  p{0}c{1} {3} p{0}c{2}\n", number, n, n - 1, link.origin == "missing" ? "-.->" : "-->");
  }
  return out;
}

}  // namespace

std::string render_mermaid(const Report& report) {
  const Voice voice(report.lang);
  std::string out = "flowchart TD\n";
  for (std::size_t n = 0; n < report.chains.size(); ++n) {
    if (report.chains[n].told) out += path_rows(report.chains[n], n, voice);
  }
  out += "  classDef missing stroke-dasharray: 5 5\n  classDef bad stroke-width: 3px\n";
  return out;
}

}  // namespace certdoc
