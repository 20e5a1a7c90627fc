// HAProxy: https://docs.haproxy.org/2.6/configuration.html (crt, crt-list, crt-base, ssl-load-extra-files).
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "machine/config_files.hpp"
#include "machine/words.hpp"

namespace certdoc::machine {
namespace {

constexpr std::size_t kMostWords = 256;
constexpr std::size_t kMostCertificates = 4096;  // of one directory

bool is_section(std::string_view word) {
  constexpr std::array kAll{"global",      "defaults",  "frontend", "backend",  "listen",
                            "peers",       "resolvers", "userlist", "mailers",  "program",
                            "http-errors", "cache",     "ring",     "fcgi-app", "crt-store"};
  return std::find(kAll.begin(), kAll.end(), word) != kAll.end();
}

// Quotes and backslashes as in 2.2 of the manual; `\` before a blank, a quote, `#`, itself.
std::vector<std::string> haproxy_words(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  bool begun = false;
  const auto end_word = [&] {
    if (begun && words.size() < kMostWords) words.push_back(word);
    word.clear();
    begun = false;
  };
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quote == 0 && c == '#') break;
    if (quote == 0 && text::is_space(c)) {
      end_word();
      continue;
    }
    begun = true;
    const bool escape = c == '\\' && quote != '\'' && at + 1 < line.size();
    if (escape) {
      word.push_back(line[++at]);
    } else if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else {
      word.push_back(c);
    }
  }
  end_word();
  return words;
}

class Haproxy {
 public:
  Haproxy(const Root& root, ServerConfig& config, std::string working)
      : files_(root, config), config_(config), working_(std::move(working)) {}

  void run() {
    std::vector<std::string> paths{config_.path};
    if (files_.root().exists(config_.path) && !files_.root().is_file(config_.path)) {
      paths = files_.expand(config_.path + "/*.cfg", config_.path);
    }
    for (const std::string& path : paths) {
      const bool read = files_.read(path, path, true, [&](const std::string& text) { file(text); });
      config_.found = config_.found || read;
    }
  }

 private:
  void file(const std::string& text) {
    const std::string path = config_.files.back();
    section_.clear();
    each_line(text, [&](std::string_view line, std::size_t number) {
      const auto words = haproxy_words(line);
      if (!words.empty()) take(words, at_line(path, number));
    });
  }

  void take(const std::vector<std::string>& words, const std::string& location) {
    const std::string& first = words.front();
    // `.if`, `.else`: which of the lines hold is decided when it starts.
    if (first.starts_with(".if") || first.starts_with(".el")) {
      return add_note(config_, ConfigNoteKind::assumed_on, fmt::format("{}", fmt::join(words, " ")), location);
    }
    if (is_section(first)) {
      section_ = first;
      place_ = words.size() > 1 ? first + " " + words[1] : first;
      if (first == "crt-store") add_note(config_, ConfigNoteKind::not_followed, place_, location);
      return;
    }
    if (section_ == "global") return global(words, location);
    if (first == "bind" || first == "server" || first == "default-server") certificates(words, location);
  }

  void global(const std::vector<std::string>& words, const std::string& location) {
    const std::string& name = words.front();
    if (name == "ssl-load-extra-del-ext") drop_extension_ = true;
    if (words.size() < 2) return;
    if (name == "user") config_.user = ConfigValue{words[1], location};
    if (name == "crt-base") crt_base_ = words[1];
    if (name == "ca-base") ca_base_ = words[1];
    if (name == "ssl-load-extra-files") {
      extra_keys_ = std::any_of(words.begin() + 1, words.end(), [](const auto& w) { return w == "key" || w == "all"; });
      extra_bundles_ =
          std::any_of(words.begin() + 1, words.end(), [](const auto& w) { return w == "bundle" || w == "all"; });
    }
    if (name == "default-path" && words[1] == "config") working_ = directory_of(config_.files.back());
    if (name == "default-path" && words[1] == "parent") working_ = directory_of(directory_of(config_.files.back()));
    if (name == "default-path" && words[1] == "origin" && words.size() > 2) working_ = words[2];
  }

  void certificates(const std::vector<std::string>& words, const std::string& location) {
    const bool bind = words.front() == "bind";
    bool tls = false, named = false;
    for (std::size_t n = 1; n < words.size(); ++n) {
      const std::string value = n + 1 < words.size() ? words[n + 1] : "";
      tls = tls || words[n] == "ssl";
      if ((words[n] == "crt" || words[n] == "crt-list" || words[n] == "ca-file") && value.empty()) {
        add_note(config_, ConfigNoteKind::syntax, words[n], location);
      } else if (words[n] == "crt") {
        named = true;
        crt(value, location, bind, {});
      } else if (words[n] == "crt-list") {
        named = true;
        list(value, location);
      } else if (words[n] == "ca-file" && !value.starts_with('@')) {
        if (const auto path = resolved(value, ca_base_, location)) {
          config_.trust.push_back({"ca-file", {*path, location}});
        }
      }
    }
    if (bind && tls && !named) add_note(config_, ConfigNoteKind::no_certificate, "crt", location);
  }

  std::optional<std::string> resolved(const std::string& path, const std::string& base, const std::string& location) {
    if (path.find('$') != std::string::npos) {
      add_note(config_, ConfigNoteKind::variable, path, location);
      return std::nullopt;
    }
    if (path.starts_with('@')) {
      add_note(config_, ConfigNoteKind::not_a_file, path, location);
      return std::nullopt;
    }
    return path_in(working_, base.empty() || path.starts_with('/') ? path : path_in(base, path));
  }

  void crt(const std::string& value, const std::string& location, bool bind, const std::vector<ConfigValue>& names) {
    const auto path = resolved(value, crt_base_, location);
    if (!path) return;
    const bool is_directory = files_.root().exists(*path) && !files_.root().is_file(*path);
    if (is_directory && bind) return directory(*path, location);
    // `site.pem` may stand for site.pem.rsa, site.pem.ecdsa and site.pem.dsa.
    bool bundle = false;
    for (const char* kind : {".rsa", ".ecdsa", ".dsa"}) {
      if (!extra_bundles_ || files_.root().exists(*path) || !files_.root().exists(*path + kind)) continue;
      bundle = true;
      add(*path + kind, location, bind, names);
    }
    if (!bundle) add(*path, location, bind, names);
  }

  // Every file but those with a meaning of their own.
  void directory(const std::string& path, const std::string& location) {
    const auto names = files_.root().names(path, "*", kMostCertificates + 1);
    if (names.size() > kMostCertificates) add_note(config_, ConfigNoteKind::too_many_matches, path, location);
    for (const std::string& name : names) {
      const bool is_extra = std::any_of(kExtra.begin(), kExtra.end(), [&](auto end) { return name.ends_with(end); });
      const std::string one = path_in(path, name);
      if (!is_extra && files_.root().is_file(one)) add(one, location, true, {});
    }
  }

  void add(const std::string& path, const std::string& location, bool bind, const std::vector<ConfigValue>& names) {
    CertificateSet set;
    set.use = bind ? CertificateUse::server : CertificateUse::client;
    set.directive = "crt";
    set.certificate = {path, location};
    set.place = place_;
    set.names = names;
    std::string key = path;
    const std::size_t dot = key.rfind('.');
    if (drop_extension_ && dot != std::string::npos && dot > key.rfind('/')) key.resize(dot);
    key += ".key";
    if (extra_keys_ && files_.root().exists(key)) set.key = ConfigValue{key, location};
    add_set(config_, std::move(set));
  }

  // FILE [OPTIONS] [[!]NAME ...]
  void list(const std::string& value, const std::string& location) {
    const auto path = resolved(value, "", location);
    if (!path) return;
    files_.read(*path, location, true, [&](const std::string& text) {
      each_line(text, [&](std::string_view line, std::size_t number) { list_line(line, at_line(*path, number)); });
    });
  }

  void list_line(std::string_view line, const std::string& location) {
    line = text::trim(line);
    if (line.empty() || line.front() == '#') return;
    const auto end = std::find_if(line.begin(), line.end(), text::is_space);
    const std::string file(line.begin(), end);
    line = text::trim(line.substr(file.size()));
    if (line.starts_with('[')) line = text::trim(line.substr(std::min(line.find(']'), line.size() - 1) + 1));
    std::vector<ConfigValue> names;
    for (const std::string_view name : words_of(line)) {
      if (name.starts_with('#')) break;
      if (!name.starts_with('!')) names.push_back({std::string(name), location});
    }
    crt(file, location, true, names);
  }

  static constexpr std::array kExtra{std::string_view(".key"), std::string_view(".issuer"), std::string_view(".ocsp"),
                                     std::string_view(".sctl")};

  ConfigFiles files_;
  ServerConfig& config_;
  std::string working_, section_, place_, crt_base_, ca_base_;
  bool extra_keys_ = true, extra_bundles_ = true, drop_extension_ = false;
};

}  // namespace

ServerConfig read_haproxy(const Root& root, const std::string& path, const std::string& working) {
  ServerConfig config;
  config.server = "haproxy";
  constexpr std::array kUsual{"/etc/haproxy/haproxy.cfg", "/usr/local/etc/haproxy/haproxy.cfg"};
  config.path = path.empty() ? main_file(root, path, {kUsual[0], kUsual[1]}) : path;  // a directory is read as a whole
  if (!config.path.empty()) Haproxy(root, config, working).run();
  return config;
}

}  // namespace certdoc::machine
