// nginx: https://nginx.org/en/docs/http/ngx_http_ssl_module.html, ngx_stream_ssl_module, ngx_mail_ssl_module,
// ngx_http_proxy_module. Words as ngx_conf_read_token reads them.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "machine/config_files.hpp"

namespace certdoc::machine {
namespace {

constexpr std::size_t kMostBlocks = 32;   // one in the other
constexpr std::size_t kMostWords = 4096;  // of one directive: server_name may have many

// What ends a run of words.
enum class End { directive, block_begins, block_ends, file, broken };

class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  End next(std::vector<std::string>& words) {
    words.clear();
    while (true) {
      skip_blanks();
      if (at_ >= text_.size()) return words.empty() ? End::file : End::broken;
      const char c = text_[at_];
      if (c == ';' || c == '{' || c == '}') {
        ++at_;
        return c == ';' ? End::directive : c == '{' ? End::block_begins : End::block_ends;
      }
      if (words.empty()) line_ = line_now_;
      std::string word;
      if (!take_word(word) || words.size() >= kMostWords) return End::broken;
      words.push_back(std::move(word));
    }
  }

  // Where the directive began.
  std::size_t line() const { return line_; }
  std::size_t line_now() const { return line_now_; }

  // Past the end of a block in another language, whose braces pair.
  bool skip_foreign_block() {
    for (std::size_t depth = 1; at_ < text_.size();) {
      const char c = take();
      if (c == '{') ++depth;
      if (c == '}' && --depth == 0) return true;
    }
    return false;
  }

 private:
  char take() {
    if (text_[at_] == '\n') ++line_now_;
    return text_[at_++];
  }

  void skip_blanks() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text::is_space(text_[at_])) {
        take();
      } else {
        return;
      }
    }
  }

  bool take_quoted(std::string& word, char quote) {
    while (at_ < text_.size()) {
      const char c = take();
      if (c == quote) return true;
      word.push_back(c == '\\' && at_ < text_.size() ? unescaped(word) : c);
    }
    return false;
  }

  // Backslash and a letter. Other letters keep their backslash.
  char unescaped(std::string& word) {
    const char c = take();
    if (c == 't') return '\t';
    if (c == 'r') return '\r';
    if (c == 'n') return '\n';
    if (c != '"' && c != '\'' && c != '\\') word.push_back('\\');
    return c;
  }

  bool take_word(std::string& word) {
    if (text_[at_] == '"' || text_[at_] == '\'') return take_quoted(word, take());
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (text::is_space(c) || c == ';') return true;
      if (c == '{' && !word.ends_with('$')) return true;
      take();
      if (c == '{') {  // ${name}
        word.push_back(c);
        while (at_ < text_.size() && text_[at_] != '}' && text_[at_] != '\n') word.push_back(take());
        if (at_ < text_.size() && text_[at_] == '}') word.push_back(take());
      } else {
        word.push_back(c == '\\' && at_ < text_.size() ? unescaped(word) : c);
      }
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0, line_now_ = 1, line_ = 1;
};

// What a block says, as far as it matters here. A directive that is not here is inherited.
struct Scope {
  std::string block;
  std::string location;
  std::map<std::string, std::vector<ConfigValue>, std::less<>> values;
  bool tls = false;  // `listen ... ssl`, `ssl on`

  const std::vector<ConfigValue>* find(std::string_view directive) const {
    const auto at = values.find(directive);
    return at == values.end() ? nullptr : &at->second;
  }
};

// Of which every one is kept. password files and certificates of clients are inherited as a whole, as all of these are.
constexpr std::array kKept{std::string_view("ssl_certificate"),         std::string_view("ssl_certificate_key"),
                           std::string_view("ssl_password_file"),       std::string_view("ssl_client_certificate"),
                           std::string_view("ssl_trusted_certificate"), std::string_view("server_name")};

// The certificates by which nginx shows itself to servers behind it.
constexpr std::array kClients{std::string_view("proxy_ssl"), std::string_view("grpc_ssl"),
                              std::string_view("uwsgi_ssl")};

class Nginx {
 public:
  Nginx(const Root& root, ServerConfig& config)
      : files_(root, config), config_(config), directory_(directory_of(config.path)) {}

  void run() {
    scopes_.emplace_back();
    config_.found = files_.read(config_.path, config_.path, true, [&](const std::string& text) { file(text); });
  }

 private:
  void file(const std::string& text) {
    const std::string path = config_.files.back();
    Words words(text);
    const std::size_t depth = scopes_.size();
    while (step(path, words, depth)) {
    }
    if (scopes_.size() > depth) broken(path, words);
    while (scopes_.size() > depth) close();
  }

  void broken(const std::string& path, const Words& words) {
    add_note(config_, ConfigNoteKind::syntax, path, at_line(path, words.line_now()));
  }

  bool step(const std::string& path, Words& words, std::size_t depth) {
    std::vector<std::string> line;
    const End end = words.next(line);
    if (end == End::file) return false;
    if (end == End::broken || (end == End::block_ends && (scopes_.size() == depth || !line.empty()))) {
      broken(path, words);
      return false;
    }
    if (end == End::block_ends) {
      close();
    } else if (end == End::block_begins) {
      return open(path, words, line);
    } else if (!line.empty()) {
      directive(at_line(path, words.line()), line);
    }
    return true;
  }

  bool open(const std::string& path, Words& words, const std::vector<std::string>& line) {
    if (!line.empty() && line.front().ends_with("_by_lua_block")) {
      const bool ends = words.skip_foreign_block();
      if (!ends) broken(path, words);
      return ends;
    }
    if (scopes_.size() >= kMostBlocks) {
      add_note(config_, ConfigNoteKind::too_deep, path, at_line(path, words.line()));
      return false;
    }
    scopes_.push_back({line.empty() ? "" : line.front(), at_line(path, words.line()), {}, false});
    return true;
  }

  void directive(const std::string& location, const std::vector<std::string>& line) {
    const std::string& name = line.front();
    if (line.size() < 2) return;
    if (name == "include") return include(location, line[1]);
    Scope& scope = scopes_.back();
    if (name == "user" && scopes_.size() == 1) config_.user = ConfigValue{line[1], location};
    if (name == "listen") scope.tls = scope.tls || std::find(line.begin(), line.end(), "ssl") != line.end();
    if (name == "ssl" && line[1] == "on") scope.tls = true;
    if (!is_kept(name)) return;
    for (std::size_t n = 1; n < line.size(); ++n) scope.values[name].push_back({line[n], location});
  }

  static bool is_kept(std::string_view name) {
    if (std::find(kKept.begin(), kKept.end(), name) != kKept.end()) return true;
    return std::any_of(kClients.begin(), kClients.end(), [&](std::string_view start) {
      return name.starts_with(start) &&
             (name.ends_with("_certificate") || name.ends_with("_certificate_key") || name.ends_with("_password_file"));
    });
  }

  void include(const std::string& location, const std::string& pattern) {
    for (const std::string& one : files_.expand(path_in(directory_, pattern), location)) {
      files_.read(one, location, true, [&](const std::string& text) { file(text); });
    }
  }

  // What a directive is, here: said in this block, else in the one around it.
  const std::vector<ConfigValue>* effective(std::string_view directive) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if (const auto* values = scope->find(directive)) return values;
    }
    return nullptr;
  }

  void close() {
    const Scope& scope = scopes_.back();
    if (scope.block == "server") server(scope);
    for (const std::string_view start : kClients) client(scope, start);
    for (const std::string_view name : {"ssl_client_certificate", "ssl_trusted_certificate"}) trust(scope, name);
    scopes_.pop_back();
  }

  // Once for each block that says so itself, and for what it inherits where it has a part of its own.
  void client(const Scope& scope, std::string_view start) {
    trust(scope, fmt::format("{}_trusted_certificate", start));
    const std::string certificate = fmt::format("{}_certificate", start);
    if (scope.find(certificate) == nullptr) return;
    CertificateSet set;
    set.use = CertificateUse::client;
    const std::string passwords = fmt::format("{}_password_file", start);
    add_pairs(set, certificate, certificate + "_key", passwords);
  }

  void trust(const Scope& scope, std::string_view directive) {
    const auto* values = scope.find(directive);
    if (values == nullptr) return;
    for (const ConfigValue& value : *values) {
      if (const auto file = file_of(value)) config_.trust.push_back({std::string(directive), *file});
    }
  }

  void server(const Scope& scope) {
    if (effective("ssl_certificate") == nullptr) {
      if (scope.tls) add_note(config_, ConfigNoteKind::no_certificate, "ssl_certificate", scope.location);
      return;
    }
    CertificateSet set;
    if (const auto* names = scope.find("server_name")) set.names = *names;
    add_pairs(set, "ssl_certificate", "ssl_certificate_key", "ssl_password_file");
  }

  // The first key belongs to the first certificate, the second to the second.
  void add_pairs(const CertificateSet& like, const std::string& certificate, const std::string& key,
                 std::string_view passwords) {
    const auto* certificates = effective(certificate);
    const auto* keys = effective(key);
    for (std::size_t n = 0; certificates != nullptr && n < certificates->size(); ++n) {
      CertificateSet set = like;
      set.directive = certificate;
      set.place = scopes_.back().block;
      const auto file = file_of((*certificates)[n]);
      if (!file) continue;
      set.certificate = *file;
      if (keys == nullptr || n >= keys->size()) {
        add_note(config_, ConfigNoteKind::no_key, key, set.certificate.location);
      } else if (const auto of_key = file_of((*keys)[n])) {
        if (of_key->value != set.certificate.value) set.key = of_key;
      } else {
        continue;  // a key that is no file: the note says so
      }
      if (const auto* all = effective(passwords)) set.password_files = files_of(*all);
      add_set(config_, std::move(set));
    }
  }

  std::vector<ConfigValue> files_of(const std::vector<ConfigValue>& values) {
    std::vector<ConfigValue> out;
    for (const ConfigValue& value : values) {
      if (auto file = file_of(value)) out.push_back(std::move(*file));
    }
    return out;
  }

  std::optional<ConfigValue> file_of(const ConfigValue& value) {
    const std::string& text = value.value;
    const auto leave = [&](ConfigNoteKind kind, std::string what) -> std::optional<ConfigValue> {
      add_note(config_, kind, std::move(what), value.location);
      return std::nullopt;
    };
    if (text.empty()) return std::nullopt;  // `proxy_ssl_certificate ""`: none
    if (text.starts_with("data:")) return leave(ConfigNoteKind::not_a_file, "data:...");
    if (text.find('$') != std::string::npos) return leave(ConfigNoteKind::variable, text);
    if (text.starts_with("engine:") || text.starts_with("store:")) return leave(ConfigNoteKind::not_a_file, text);
    return ConfigValue{path_in(directory_, text), value.location};
  }

  ConfigFiles files_;
  ServerConfig& config_;
  std::string directory_;
  std::vector<Scope> scopes_;
};

}  // namespace

ServerConfig read_nginx(const Root& root, const std::string& path) {
  ServerConfig config;
  config.server = "nginx";
  config.path = main_file(
      root, path, {"/etc/nginx/nginx.conf", "/usr/local/nginx/conf/nginx.conf", "/usr/local/etc/nginx/nginx.conf"});
  if (!config.path.empty()) Nginx(root, config).run();
  return config;
}

}  // namespace certdoc::machine
