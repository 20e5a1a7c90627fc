// Postfix: https://www.postfix.org/TLS_README.html, postconf.5 (smtpd_tls_chain_files, smtpd_tls_cert_file, ...),
// master.5 (-o NAME=VALUE).
#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "machine/config_files.hpp"
#include "machine/words.hpp"

namespace certdoc::machine {
namespace {

constexpr std::size_t kMostDepth = 8;  // of values in values
constexpr std::size_t kMostSteps = 100'000;
constexpr std::size_t kLongestValue = 65536;  // when all is filled in

using Parameters = std::map<std::string, ConfigValue, std::less<>>;

// Logical lines: what begins with a blank goes on; comments and blank lines in between do not end it.
void logical_lines(const std::string& text, const std::function<void(const std::string&, std::size_t)>& use) {
  std::string whole;
  std::size_t begins = 0;
  each_line(text, [&](std::string_view line, std::size_t number) {
    const std::string_view trimmed = text::trim(line);
    if (trimmed.empty() || trimmed.front() == '#') return;
    if (text::is_space(line.front()) && !whole.empty()) {
      whole += fmt::format(" {}", trimmed);
      return;
    }
    if (!whole.empty()) use(whole, begins);
    whole = trimmed;
    begins = number;
  });
  if (!whole.empty()) use(whole, begins);
}

// `name = value`
std::optional<std::pair<std::string, std::string>> assignment(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  return std::pair(std::string(text::trim(text.substr(0, equals))), std::string(text::trim(text.substr(equals + 1))));
}

// The length of `{ ... }`, braces in braces; 0: it does not end.
std::size_t braced(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '{') ++depth;
    if (text[at] == '}' && --depth == 0) return at + 1;
  }
  return 0;
}

// What holds for one service: its own -o, then main.cf, then what Postfix has built in.
class Values {
 public:
  Values(const Parameters& main, const Parameters& own) : main_(main), own_(own) {}

  const ConfigValue* find(std::string_view name) const {
    for (const Parameters* all : {&own_, &main_}) {
      if (const auto at = all->find(name); at != all->end()) return &at->second;
    }
    return nullptr;
  }

  // Filled in; empty where nobody says it.
  std::string text(std::string_view name) const {
    const ConfigValue* value = find(name);
    return value == nullptr ? filled_in(default_of(name), 0) : filled_in(value->value, 0);
  }

  std::string location(std::string_view name) const {
    const ConfigValue* value = find(name);
    return value == nullptr ? std::string() : value->location;
  }

 private:
  static std::string default_of(std::string_view name) {
    static const std::map<std::string, std::string, std::less<>> kAll{
        {"smtpd_tls_key_file", "$smtpd_tls_cert_file"},
        {"smtpd_tls_dkey_file", "$smtpd_tls_dcert_file"},
        {"smtpd_tls_eckey_file", "$smtpd_tls_eccert_file"},
        {"smtp_tls_key_file", "$smtp_tls_cert_file"},
        {"smtp_tls_dkey_file", "$smtp_tls_dcert_file"},
        {"smtp_tls_eckey_file", "$smtp_tls_eccert_file"},
        {"config_directory", "/etc/postfix"},
        {"mail_owner", "postfix"},
        {"data_directory", "/var/lib/postfix"}};
    const auto at = kAll.find(name);
    return at == kAll.end() ? std::string() : at->second;
  }

  // $name, ${name}, $(name), ${name?then}, ${name:else}, ${name?{then}:{else}}. What is no such thing stays.
  std::string filled_in(const std::string& text, std::size_t depth) const {
    std::string out;
    for (std::size_t at = 0; at < text.size() && out.size() < kLongestValue; ++at) {
      if (text[at] != '$' || at + 1 == text.size() || depth > kMostDepth || ++steps_ > kMostSteps) {
        out.push_back(text[at]);
        continue;
      }
      if (text[at + 1] == '$') {
        out.push_back('$');
        ++at;
        continue;
      }
      at += expand(std::string_view(text).substr(at + 1), depth, out);
    }
    return out;
  }

  // The length of what was taken.
  std::size_t expand(std::string_view rest, std::size_t depth, std::string& out) const {
    if (rest.front() != '{' && rest.front() != '(') {
      const auto end = std::find_if_not(rest.begin(), rest.end(), text::is_word);
      const auto size = static_cast<std::size_t>(end - rest.begin());
      if (size == 0) out.push_back('$');
      if (size > 0) append_value(rest.substr(0, size), depth, out);
      return size;
    }
    const std::size_t size = rest.front() == '{' ? braced(rest) : rest.find(')') + 1;
    if (size == 0) {
      out.push_back('$');
      return 0;
    }
    append_form(text::trim(rest.substr(1, size - 2)), depth, out);
    return size;
  }

  void append_value(std::string_view name, std::size_t depth, std::string& out) const {
    const ConfigValue* value = find(name);
    out += filled_in(value == nullptr ? default_of(name) : value->value, depth + 1);
  }

  void append_form(std::string_view inside, std::size_t depth, std::string& out) const {
    const auto end = std::find_if_not(inside.begin(), inside.end(), text::is_word);
    const std::string_view name = inside.substr(0, static_cast<std::size_t>(end - inside.begin()));
    std::string_view rest = text::trim(inside.substr(name.size()));
    if (rest.empty()) return append_value(name, depth, out);
    std::string value;
    append_value(name, depth, value);
    const bool then = rest.front() == '?';
    if (!then && rest.front() != ':') return;
    rest = text::trim(rest.substr(1));
    std::string_view first = rest, second;
    if (rest.starts_with('{')) {
      const std::size_t size = braced(rest);
      if (size == 0) return;
      first = rest.substr(1, size - 2);
      const std::string_view behind = text::trim(rest.substr(size));
      if (behind.starts_with(':')) second = text::trim(behind.substr(1));
      if (second.starts_with('{') && braced(second) > 1) second = second.substr(1, braced(second) - 2);
    }
    const std::string_view chosen = then == !value.empty() ? first : second;
    out += filled_in(std::string(text::trim(chosen)), depth + 1);
  }

  const Parameters& main_;
  const Parameters& own_;
  mutable std::size_t steps_ = 0;  // values of values of values may be many, and short
};

std::vector<std::string> list_of(const std::string& text) {
  std::string blanks = text;
  std::replace(blanks.begin(), blanks.end(), ',', ' ');
  const auto words = words_of(blanks);
  return {words.begin(), words.end()};
}

class Postfix {
 public:
  Postfix(const Root& root, ServerConfig& config)
      : files_(root, config), config_(config), directory_(directory_of(config.path)) {}

  void run() {
    config_.found = files_.read(config_.path, config_.path, true, [&](const std::string& text) { main_cf(text); });
    if (!config_.found) return;
    main_["config_directory"] = {directory_, config_.path};
    const Values values(main_, none_);
    if (const auto* owner = values.find("mail_owner")) config_.user = *owner;
    service("smtpd", none_, "smtpd");
    service("smtp", none_, "smtp");
    files_.read(path_in(directory_, "master.cf"), config_.path, false, [&](const std::string& text) {
      const std::string path = config_.files.back();
      logical_lines(text,
                    [&](const std::string& line, std::size_t number) { master_line(line, at_line(path, number)); });
    });
  }

 private:
  void main_cf(const std::string& text) {
    const std::string path = config_.files.back();
    logical_lines(text, [&](const std::string& line, std::size_t number) {
      if (const auto pair = assignment(line)) main_[pair->first] = {pair->second, at_line(path, number)};
    });
  }

  // NAME TYPE PRIVATE UNPRIV CHROOT WAKEUP MAXPROC COMMAND ARGUMENTS
  void master_line(const std::string& line, const std::string& location) {
    const auto words = words_of(line);
    constexpr std::size_t kCommand = 7;
    if (words.size() <= kCommand || (words[kCommand] != "smtpd" && words[kCommand] != "smtp")) return;
    const std::string_view rest(words[kCommand].data(),
                                static_cast<std::size_t>(line.data() + line.size() - words[kCommand].data()));
    Parameters own = overrides(rest, location);
    const auto is_about = [](const auto& pair) {
      return pair.first.find("_tls_") != std::string::npos || pair.first == "myhostname";
    };
    if (std::any_of(own.begin(), own.end(), is_about)) {
      service(std::string(words[kCommand]), own, std::string(words[0]));
    }
  }

  // -o NAME=VALUE, -oNAME=VALUE, -o { NAME = VALUE }
  static Parameters overrides(std::string_view rest, const std::string& location) {
    Parameters out;
    while (!(rest = text::trim(rest)).empty()) {
      const bool option = rest.starts_with("-o");
      if (option) rest = text::trim(rest.substr(2));
      const bool braces = rest.starts_with('{') && braced(rest) > 0;
      const auto blank = std::find_if(rest.begin(), rest.end(), text::is_space);
      const std::size_t size = braces ? braced(rest) : static_cast<std::size_t>(blank - rest.begin());
      const std::string_view word = braces ? rest.substr(1, size - 2) : rest.substr(0, size);
      const auto pair = assignment(word);
      if (option && pair) out[pair->first] = {pair->second, location};
      rest.remove_prefix(std::min(std::max<std::size_t>(size, 1), rest.size()));
    }
    return out;
  }

  void service(const std::string& command, const Parameters& own, const std::string& place) {
    const Values values(main_, own);
    const CertificateUse use = command == "smtpd" ? CertificateUse::server : CertificateUse::client;
    const std::string level = values.text(command + "_tls_security_level");
    const bool off = level == "none" || (level.empty() && values.text(command + "_use_tls") != "yes" &&
                                         values.text(command + "_tls_wrappermode") != "yes");
    if (off && use == CertificateUse::server) return;
    CertificateSet like;
    like.use = use;
    like.place = place;
    like.names_bind = false;
    if (use == CertificateUse::server && values.find("myhostname") != nullptr) {
      like.names = {{values.text("myhostname"), values.location("myhostname")}};
    }
    if (!chain_files(command, values, like)) pairs(command, values, like);
    trust(command + "_tls_CAfile", values);
    if (use == CertificateUse::server && values.find("tls_server_sni_maps") != nullptr) sni(values);
  }

  // Keys and certificates in files one behind the other: a key, its certificate, the chain, the next key. Where they
  // stand in one file each, that is a set of its own.
  bool chain_files(const std::string& command, const Values& values, const CertificateSet& like) {
    const std::string name = command + "_tls_chain_files";
    const auto all = list_of(values.text(name));
    add_chain(all, name, values.location(name), like);
    return !all.empty();
  }

  void add_chain(const std::vector<std::string>& all, const std::string& name, const std::string& location,
                 const CertificateSet& like) {
    for (std::size_t n = 0; n < all.size(); ++n) {
      CertificateSet set = like;
      set.directive = name;
      const auto file = file_of(all[n], location);
      if (!file) continue;
      set.certificate = *file;
      if (holds(file->value, "PRIVATE KEY-----") && !holds(file->value, "BEGIN CERTIFICATE-----") &&
          n + 1 < all.size()) {
        const auto next = file_of(all[++n], location);
        if (!next) continue;
        set.key = *file;
        set.certificate = *next;
      }
      add_set(config_, std::move(set));
    }
  }

  // What a file is for is told by what is in it; the key itself goes nowhere.
  bool holds(const std::string& path, std::string_view what) const {
    const auto text = files_.root().read(path);
    return text && text->find(what) != std::string::npos;
  }

  void pairs(const std::string& command, const Values& values, const CertificateSet& like) {
    bool any = false;
    for (const char* kind : {"", "ec", "d"}) {
      const std::string name = fmt::format("{}_tls_{}cert_file", command, kind);
      const std::string value = values.text(name);
      if (value.empty() || value == "none") continue;
      any = true;
      const auto file = file_of(value, values.location(name));
      const std::string of_key = fmt::format("{}_tls_{}key_file", command, kind);
      const auto key = file_of(values.text(of_key), values.location(of_key));
      if (!file || !key) continue;
      CertificateSet set = like;
      set.directive = name;
      set.certificate = *file;
      if (key->value != file->value) set.key = key;
      add_set(config_, std::move(set));
    }
    const bool none = values.text(command + "_tls_cert_file") == "none";
    if (!any && !none && like.use == CertificateUse::server) {
      add_note(config_, ConfigNoteKind::no_certificate, command + "_tls_chain_files", config_.path);
    }
  }

  void trust(const std::string& name, const Values& values) {
    const std::string value = values.text(name);
    if (value.empty()) return;
    if (const auto file = file_of(value, values.location(name))) config_.trust.push_back({name, *file});
  }

  // `hash:/etc/postfix/sni`: the database is made of a text beside it, NAME FILE... in each line.
  void sni(const Values& values) {
    const std::string value = values.text("tls_server_sni_maps");
    const std::string location = values.location("tls_server_sni_maps");
    const std::size_t colon = value.find(':');
    const std::string type = value.substr(0, std::min(colon, value.size()));
    constexpr std::array kTexts{"hash", "btree", "lmdb", "cdb", "texthash", "dbm", "sdbm"};
    const bool text = colon != std::string::npos && std::find(kTexts.begin(), kTexts.end(), type) != kTexts.end() &&
                      files_.root().is_file(value.substr(colon + 1));
    if (!text) return add_note(config_, ConfigNoteKind::not_followed, "tls_server_sni_maps = " + value, location);
    files_.read(value.substr(colon + 1), location, true, [&](const std::string& content) {
      const std::string path = config_.files.back();
      logical_lines(content, [&](const std::string& line, std::size_t number) {
        auto words = list_of(line);
        CertificateSet like;
        like.place = "tls_server_sni_maps";
        like.names = {{words.front(), at_line(path, number)}};
        words.erase(words.begin());
        add_chain(words, "tls_server_sni_maps", at_line(path, number), like);
      });
    });
  }

  std::optional<ConfigValue> file_of(const std::string& path, const std::string& location) {
    if (path.find('$') != std::string::npos) {
      add_note(config_, ConfigNoteKind::variable, path, location);
      return std::nullopt;
    }
    return ConfigValue{path_in(directory_, path), location};
  }

  ConfigFiles files_;
  ServerConfig& config_;
  std::string directory_;
  Parameters main_;
  const Parameters none_;
};

}  // namespace

ServerConfig read_postfix(const Root& root, const std::string& path) {
  ServerConfig config;
  config.server = "postfix";
  config.path = main_file(root, path, {"/etc/postfix/main.cf"});
  if (!config.path.empty()) Postfix(root, config).run();
  return config;
}

}  // namespace certdoc::machine
