#include "render/chains.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/text.hpp"
#include "base/time.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

//   0↓ www.example.com           ##....  2027-06-01  EC P-256  3b1f92aa  full.pem:1
constexpr std::size_t kName = 5, kBar = 6, kUntil = 18, kKey = 8, kHash = 8;
constexpr std::size_t kFixed = kName + kUntil + kKey + kHash + 8;  // with two blanks between columns
constexpr std::size_t kRoom = Page::kColumns - kFixed;             // for name and place
constexpr std::size_t kMostPaths = 8;                              // without -v

std::string padded(const std::string& s, std::size_t columns) {
  const std::size_t used = text::width(s);
  return used < columns ? s + std::string(columns - used, ' ') : s;
}

// What stands at the end of a path tells more than what stands at its beginning.
std::string tail(const std::string& s, std::size_t columns) {
  if (text::width(s) <= columns) return s;
  std::size_t at = 0;
  const auto is_inside = [&](std::size_t n) {
    return n < s.size() && (static_cast<unsigned char>(s[n]) & 0xC0U) == 0x80U;
  };
  while (at < s.size() && text::width(std::string_view(s).substr(at)) + 1 > columns) {
    ++at;
    while (is_inside(at)) ++at;
  }
  return "…" + s.substr(at);
}

class ChainWriter {
 public:
  ChainWriter(const Report& report, Page& page)
      : page_(page), voice_(report.lang), now_(parse_time(report.time).value_or(Time{})) {}

  void write(const ChainPath& path) {
    page_.blank();
    if (!path.variant.empty()) page_.text(0, path.variant + std::string(voice_.colon()), 0, Ink::dim);
    if (!path.best) page_.text(0, voice_.say(Word::chain_other), 0, Ink::dim);
    subject_ = path.subject;
    widths(path);
    for (std::size_t n = 0; n < path.links.size(); ++n) {
      if (path.links[n].origin == "missing") {
        gap(path.links[n]);
      } else {
        link(n, path);
      }
    }
  }

 private:
  // What a host sent stands below its name.
  std::string place(const ChainLink& link) const {
    const bool below = !subject_.empty() && link.location.starts_with(subject_);
    if (below)
      return text::escaped(
          std::string_view(link.location).substr(std::min(link.location.rfind('('), link.location.size())));
    return text::escaped(link.origin == "trust" ? voice_.say(Word::chain_trusted) : std::string_view(link.location));
  }

  void widths(const ChainPath& path) {
    std::size_t places = 0;
    std::size_t names = 0;
    for (const ChainLink& link : path.links) {
      places = std::max(places, text::width(place(link)));
      if (link.origin != "missing") names = std::max(names, text::width(text::escaped(link.name)));
    }
    constexpr std::size_t kNameAtLeast = 20;
    name_ = std::min(names, std::max(kNameAtLeast, kRoom - std::min(places, kRoom)));
    place_ = kRoom - name_;
  }

  std::string until(const ChainLink& link) const {
    const auto from = parse_time(link.not_before), to = parse_time(link.not_after);
    if (!from || !to) return link.not_after;
    const std::string day = link.not_after.substr(0, 10);
    if (now_ > *to) return fmt::format("{} {}", voice_.say(Word::chain_expired), day);
    if (now_ < *from) return fmt::format("{} {}", voice_.say(Word::chain_not_yet), link.not_before.substr(0, 10));
    const auto whole = std::max<std::int64_t>((*to - *from).count(), 1);
    const auto gone = static_cast<std::size_t>((now_ - *from).count() * static_cast<std::int64_t>(kBar) / whole);
    const std::size_t full = std::min(gone, kBar);
    return fmt::format("{}{}  {}", std::string(full, '#'), std::string(kBar - full, '.'), day);
  }

  // Whether the next line is the issuer: signature and key identifiers match, or one of them does not.
  static std::string_view match(const ChainPath& path, std::size_t n) {
    if (n + 1 >= path.links.size() || path.links[n + 1].origin == "missing") return " ";
    const auto& causes = path.links[n].causes;
    const bool differs = std::any_of(causes.begin(), causes.end(), [](const std::string& cause) {
      return cause == "signature-invalid" || cause == "chain-incomplete";
    });
    return differs ? "≠" : "↓";
  }

  void link(std::size_t n, const ChainPath& path) {
    const ChainLink& link = path.links[n];
    const bool bad = !link.causes.empty();
    const std::string name = padded(text::shortened(text::escaped(link.name), name_), name_);
    const std::string row =
        fmt::format("{}{:>2}{} {}  {}  {}  {}  {}", bad ? "!" : " ", n, match(path, n), name,
                    padded(until(link), kUntil), padded(text::shortened(text::escaped(link.algorithm), kKey), kKey),
                    link.sha256.substr(0, kHash), tail(place(link), place_));
    page_.row(row, bad ? Ink::red : Ink::plain);
  }

  void gap(const ChainLink& link) {
    page_.row("  :", Ink::red);
    page_.row(
        "! ?  " + text::shortened(fmt::format("{}  {}", voice_.say(Word::chain_missing), text::escaped(link.subject)),
                                  Page::kColumns - kName),
        Ink::red);
  }

  Page& page_;
  Voice voice_;
  Time now_;
  std::size_t name_ = 0, place_ = 0;
  std::string subject_;
};

}  // namespace

void render_chains(const Report& report, const RenderOptions& options, Page& page) {
  ChainWriter writer(report, page);
  std::size_t shown = 0;
  for (const ChainPath& path : report.chains) {
    if (options.verbose || (path.told && shown++ < kMostPaths)) writer.write(path);
  }
}

}  // namespace certdoc
