// Readers of the two languages that scripts are written in here, strict and small: they tell which commands a text
// runs, and what in it they do not know. A construct that our scripts do not use is a complaint, not a guess.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace certdoc::test {

struct Command {
  std::string name;
  std::vector<std::string> arguments;  // quotes kept

  std::string line() const {
    std::string out = name;
    for (const std::string& one : arguments) out += " " + one;
    return out;
  }
};

struct ScriptRead {
  std::vector<Command> commands;
  std::set<std::string> functions;
  std::set<std::string> calls;  // PowerShell: methods, `Trim`; `System.IO.File` is a type
  std::set<std::string> types;
  std::vector<std::string> writes;  // sh: targets of `>`
  std::vector<std::string> complaints;
};

// Windows PowerShell.
class PowerShellReader {
 public:
  explicit PowerShellReader(std::string_view text) : s_(text) {}

  ScriptRead read() {
    if (s_.starts_with("\xEF\xBB\xBF")) s_.remove_prefix(3);
    while (at_ < s_.size()) step();
    for (const char open : open_) complain(std::string("not closed: ") + open);
    return std::move(out_);
  }

 private:
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
  static bool is_word(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '\\' || c == ':' || c == '/';
  }
  char peek(std::size_t n = 0) const { return at_ + n < s_.size() ? s_[at_ + n] : '\0'; }
  void complain(const std::string& what) { out_.complaints.push_back(what); }

  void step() {
    const char c = peek();
    if (c == '\r' || c == ' ') {
      ++at_;
    } else if (c == '\n' || c == ';' || c == '|') {
      statement(c);
    } else if (c == '#') {
      while (at_ < s_.size() && s_[at_] != '\n') ++at_;
    } else if (c == '\'' || c == '"') {
      value(c == '\'' ? single() : quoted());
    } else if (c == '$') {
      value(variable());
    } else if (c == '[') {
      bracket();
    } else if (c == '@' && (peek(1) == '(' || peek(1) == '{')) {
      open(peek(1), peek(1) == '{');
      at_ += 2;
    } else if (c == '(' || c == '{') {
      open(c, false);
      ++at_;
    } else if (c == ')' || c == '}' || c == ']') {
      close(c);
    } else if (c == '.' || (c == ':' && peek(1) == ':')) {
      member();
    } else if (c == '/') {
      value(word());
    } else if (c == '-' && is_letter(peek(1))) {
      ++at_;
      value("-" + word());
    } else if (is_letter(c)) {
      bare();
    } else if (std::string_view("=+-*,!<").find(c) != std::string_view::npos || (c >= '0' && c <= '9')) {
      if (c == '=') command_ = true;
      if (c >= '0' && c <= '9')
        value(word());
      else
        ++at_;
      if (c == '=' || c == '+') arguments_ = false;
    } else {
      complain(std::string("unexpected ") + c);
      ++at_;
    }
  }

  void statement(char c) {
    ++at_;
    // Inside of parentheses a line end is no end of a statement.
    if (c == '\n' && !open_.empty() && open_.back() == '(') return;
    command_ = true;
    arguments_ = false;
  }

  std::string single() {
    std::string out = "'";
    for (++at_; at_ < s_.size(); ++at_) {
      if (s_[at_] == '\n') complain("a line end in quotes");
      if (s_[at_] == '\'' && peek(1) != '\'') break;
      if (s_[at_] == '\'') ++at_;
      out += s_[at_];
    }
    if (peek() != '\'') complain("a quote that is not closed");
    ++at_;
    return out + "'";
  }

  // Ours hold escapes only: nothing is put in, and nothing run.
  std::string quoted() {
    std::string out = "\"";
    for (++at_; at_ < s_.size() && s_[at_] != '"' && s_[at_] != '\n'; ++at_) {
      if (s_[at_] == '$') complain("a value in a string");
      if (s_[at_] == '`') out += s_[at_++];
      out += peek();
    }
    if (peek() != '"') complain("a quote that is not closed");
    ++at_;
    return out + "\"";
  }

  std::string variable() {
    std::string out = "$";
    ++at_;
    if (!is_letter(peek())) complain("a variable without a name");
    while (is_letter(peek()) || (peek() >= '0' && peek() <= '9') || (peek() == ':' && is_letter(peek(1))))
      out += s_[at_++];
    return out;
  }

  std::string word() {
    std::string out;
    while (is_word(peek())) out += s_[at_++];
    return out;
  }

  // [System.IO.File] or an index.
  void bracket() {
    ++at_;
    if (!is_letter(peek())) {
      open_.push_back('[');
      return;
    }
    std::string type = word();
    if (peek() == '[' && peek(1) == ']') at_ += 2;
    if (peek() != ']') return complain("a type that is not closed: " + type);
    ++at_;
    out_.types.insert(type);
    command_ = false;
  }

  void member() {
    at_ += peek() == '.' ? 1 : 2;
    std::string name;
    while (is_letter(peek()) || (peek() >= '0' && peek() <= '9')) name += s_[at_++];
    if (name.empty()) return complain("a call operator");
    if (peek() == '(') out_.calls.insert(name);
    command_ = false;
  }

  void open(char c, bool table) {
    open_.push_back(c);
    saved_.push_back(arguments_);
    // @{ Name = value }: names, not commands.
    command_ = !table;
    table_ = table ? open_.size() : table_;
    arguments_ = false;
  }

  void close(char c) {
    ++at_;
    const char wanted = c == ')' ? '(' : c == '}' ? '{' : '[';
    if (open_.empty() || open_.back() != wanted) return complain(std::string("not opened: ") + c);
    if (table_ == open_.size()) table_ = 0;
    open_.pop_back();
    if (wanted == '[') return;
    arguments_ = saved_.back();
    saved_.pop_back();
    command_ = wanted == '{';
    if (wanted == '{') arguments_ = false;
    if (arguments_ && wanted == '(') value("(...)");
  }

  void value(const std::string& text) {
    command_ = false;
    if (arguments_) out_.commands.back().arguments.push_back(text);
  }

  void bare() {
    static const std::set<std::string> kWords{"if",     "else",     "elseif", "foreach", "for", "function",
                                              "return", "continue", "exit",   "param",   "in"};
    std::string name = word();
    if (table_ != 0 && table_ == open_.size() && peek() == ' ' && peek(1) == '=') return;
    if (name == "function") return function();
    if (kWords.contains(name)) {
      command_ = name == "return";
      arguments_ = false;
      return;
    }
    if (!command_) return value(name);
    out_.commands.push_back({name, {}});
    command_ = false;
    arguments_ = true;
  }

  void function() {
    while (peek() == ' ') ++at_;
    out_.functions.insert(word());
    command_ = false;
    arguments_ = false;
  }

  std::string_view s_;
  std::size_t at_ = 0, table_ = 0;
  std::vector<char> open_;
  std::vector<bool> saved_;
  bool command_ = true, arguments_ = false;
  ScriptRead out_;
};

// POSIX sh.
class ShReader {
 public:
  explicit ShReader(std::string_view text) : s_(text) {}

  ScriptRead read() {
    list('\0');
    if (at_ < s_.size()) complain("the end of something that was not begun");
    out_.commands.insert(out_.commands.end(), inner_.begin(), inner_.end());
    return std::move(out_);
  }

 private:
  char peek(std::size_t n = 0) const { return at_ + n < s_.size() ? s_[at_ + n] : '\0'; }
  void complain(const std::string& what) { out_.complaints.push_back(what + " at " + std::string(s_.substr(at_, 20))); }

  // Commands until `end`: `)` of $(...).
  void list(char end) {
    bool command = true;
    while (at_ < s_.size() && out_.complaints.size() < 20) {
      const char c = peek();
      if (c == end && end != '\0') return;
      if (c == ' ' || c == '\t') {
        ++at_;
      } else if (c == '\\' && peek(1) == '\n') {
        at_ += 2;
      } else if (c == '#') {
        while (at_ < s_.size() && s_[at_] != '\n') ++at_;
      } else if (c == ';' && peek(1) == ';') {
        at_ += 2;
        pattern();
        command = true;
      } else if (c == '\n' || c == ';' || c == '|' || c == '&') {
        if (c == '&' && peek(1) != '&') complain("a command in the background");
        at_ += c == '&' || (c == '|' && peek(1) == '|') ? 2 : 1;
        command = true;
      } else if (c == '>' || c == '<') {
        redirect();
      } else {
        std::string text = word();
        if (text.empty()) return complain("unexpected");
        command = take(text, command);
      }
    }
    if (end != '\0') complain("not closed");
  }

  // Whether a command may follow.
  bool take(const std::string& text, bool command) {
    static const std::set<std::string> kOpen{"{",     "}",     "if", "then", "else", "elif", "do",
                                             "while", "until", "!",  "fi",   "done", "esac"};
    if ((text == "2" || text == "1") && (peek() == '>')) return command;
    if (!command) {
      if (!out_.commands.empty()) out_.commands.back().arguments.push_back(text);
      return false;
    }
    if (peek() == '(' && peek(1) == ')') {
      out_.functions.insert(text);
      at_ += 2;
      return true;
    }
    if (kOpen.contains(text)) return true;
    if (text == "case") {
      skip_to_in();
      pattern();
      return true;
    }
    if (text == "for") {
      skip_to_in();
      while (peek() != ';' && peek() != '\n' && at_ < s_.size()) {
        if (peek() == ' ')
          ++at_;
        else
          word();
      }
      return true;
    }
    if (is_assignment(text)) return true;
    out_.commands.push_back({text, {}});
    return false;
  }

  static bool is_assignment(const std::string& text) {
    const std::size_t equals = text.find('=');
    return equals != std::string::npos && equals > 0 &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(equals),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; });
  }

  void skip_to_in() {
    std::string text;
    while (at_ < s_.size() && text != "in") {
      while (peek() == ' ') ++at_;
      text = word();
      if (text.empty()) return complain("no `in`");
    }
  }

  // `*.pem | x)` of case; nothing where `esac` comes.
  void pattern() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\t') ++at_;
    if (s_.substr(at_).starts_with("esac")) return;
    while (at_ < s_.size() && peek() != ')') {
      if (peek() == '"') {
        double_quoted();
      } else {
        ++at_;
      }
    }
    ++at_;
  }

  void redirect() {
    const char c = s_[at_++];
    if (c == '<' && peek() == '<') return complain("a here-document");
    if (c == '>' && peek() == '>') ++at_;
    if (peek() == '&') ++at_;
    while (peek() == ' ') ++at_;
    const std::string target = word();
    if (c == '>' && target != "/dev/null" && target != "1" && target != "2") out_.writes.push_back(target);
  }

  std::string word() {
    const std::size_t from = at_;
    while (at_ < s_.size() && std::string_view(" \t\n;|&<>()").find(peek()) == std::string_view::npos) {
      if (peek() == '\'') {
        const std::size_t close = s_.find('\'', at_ + 1);
        if (close == std::string_view::npos) {
          complain("a quote that is not closed");
          at_ = s_.size();
          break;
        }
        at_ = close + 1;
      } else if (peek() == '"') {
        double_quoted();
      } else if (peek() == '`') {
        complain("backquotes");
        ++at_;
      } else if (peek() == '$' && peek(1) == '(') {
        substitution();
      } else if (peek() == '$' && peek(1) == '{') {
        while (at_ < s_.size() && peek() != '}') ++at_;
        ++at_;
      } else if (peek() == '\\') {
        at_ += 2;
      } else {
        ++at_;
      }
    }
    at_ = std::min(at_, s_.size());
    return std::string(s_.substr(from, at_ - from));
  }

  void double_quoted() {
    for (++at_; at_ < s_.size() && peek() != '"';) {
      if (peek() == '$' && peek(1) == '(') {
        substitution();
      } else if (peek() == '`') {
        complain("backquotes");
        ++at_;
      } else {
        at_ += peek() == '\\' ? 2 : 1;
      }
    }
    if (peek() != '"') complain("a quote that is not closed");
    ++at_;
  }

  // Arguments that follow belong to the command outside.
  void substitution() {
    at_ += 2;
    std::vector<Command> outer = std::move(out_.commands);
    out_.commands.clear();
    list(')');
    ++at_;
    inner_.insert(inner_.end(), out_.commands.begin(), out_.commands.end());
    out_.commands = std::move(outer);
  }

  std::string_view s_;
  std::size_t at_ = 0;
  std::vector<Command> inner_;
  ScriptRead out_;
};

}  // namespace certdoc::test
