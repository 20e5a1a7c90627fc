// The numbers that a C header gives to names, read out of its #defines: headers of Windows do not compile here.
#pragma once

#include <cctype>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>

#include "catch.hpp"

namespace certdoc {

class CHeader {
 public:
  // A header that is not installed fails the test: without it the test would hold nothing.
  void read(const std::string& path) {
    std::ifstream file(path);
    INFO("missing: " << path);
    REQUIRE(file.good());
    static const std::regex define(R"(^\s*#\s*define\s+([A-Za-z_]\w*)(\s+(.*))?$)");
    std::string line;
    while (std::getline(file, line)) {
      while (!line.empty() && (line.back() == '\\' || line.back() == '\r')) {
        const bool goes_on = line.back() == '\\';
        line.pop_back();
        std::string more;
        if (goes_on && std::getline(file, more)) line += more;
      }
      std::smatch parts;
      if (std::regex_match(line, parts, define)) texts_[parts[1]].insert(without_comments(parts[3]));
    }
  }

  bool has(const std::string& name) const { return value(name).has_value(); }

  // Nothing where the name is not defined, or not as a number. A name with two different numbers fails the test.
  std::optional<std::int64_t> value(const std::string& name) const {
    const auto found = texts_.find(name);
    if (found == texts_.end()) return std::nullopt;
    std::set<std::int64_t> values;
    for (const std::string& text : found->second) {
      if (const auto number = Expression(*this, text).evaluate()) values.insert(*number);
    }
    CAPTURE(name);
    REQUIRE(values.size() < 2);
    return values.empty() ? std::nullopt : std::optional(*values.begin());
  }

  // The defined names that begin so and are numbers.
  std::set<std::string> names(const std::string& prefix) const {
    std::set<std::string> all;
    for (auto at = texts_.lower_bound(prefix); at != texts_.end() && at->first.rfind(prefix, 0) == 0; ++at) {
      if (has(at->first)) all.insert(at->first);
    }
    return all;
  }

 private:
  static std::string without_comments(const std::string& text) {
    static const std::regex comment(R"(/\*.*?\*/|/\*.*$|//.*$)");
    return std::regex_replace(text, comment, " ");
  }

  // Numbers, names, parentheses, + | << and casts.
  class Expression {
   public:
    Expression(const CHeader& header, const std::string& text) : header_(header), text_(text) {}

    std::optional<std::int64_t> evaluate() {
      try {
        const std::int64_t number = sum();
        return peek() == '\0' ? std::optional(number) : std::nullopt;
      } catch (const NoNumber&) {
        return std::nullopt;
      }
    }

   private:
    struct NoNumber {};

    char peek() {
      while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
      return at_ < text_.size() ? text_[at_] : '\0';
    }

    std::int64_t sum() {
      std::int64_t number = term();
      for (;;) {
        const char next = peek();
        if (next == '+') {
          ++at_;
          number += term();
        } else if (next == '|') {
          ++at_;
          number |= term();
        } else if (next == '<' && text_.compare(at_, 2, "<<") == 0) {
          at_ += 2;
          number <<= term();
        } else {
          return number;
        }
      }
    }

    std::int64_t term() {
      const char next = peek();
      if (next == '(') return in_parentheses();
      if (std::isdigit(static_cast<unsigned char>(next))) return literal();
      const std::string name = word();
      // Macros that only set the type.
      static const std::set<std::string> kWrappers{"_HRESULT_TYPEDEF_", "_NDIS_ERROR_TYPEDEF_", "__MSABI_LONG"};
      if (kWrappers.count(name) > 0) return term();
      const auto number = header_.value(name);
      if (!number) throw NoNumber{};
      return *number;
    }

    std::int64_t in_parentheses() {
      static const std::regex cast(R"(^\(\s*(HRESULT|NTSTATUS|DWORD|LONG)\s*\))");
      std::smatch found;
      const std::string rest = text_.substr(at_);
      if (std::regex_search(rest, found, cast)) {
        at_ += static_cast<std::size_t>(found.length());
        return term();
      }
      ++at_;
      const std::int64_t number = sum();
      if (peek() != ')') throw NoNumber{};
      ++at_;
      return number;
    }

    std::int64_t literal() {
      std::size_t used = 0;
      const std::int64_t number = std::stoll(text_.substr(at_), &used, 0);
      at_ += used;
      while (at_ < text_.size() && std::string("uUlL").find(text_[at_]) != std::string::npos) ++at_;
      return number;
    }

    std::string word() {
      std::string name;
      while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_')) {
        name.push_back(text_[at_++]);
      }
      if (name.empty()) throw NoNumber{};
      return name;
    }

    const CHeader& header_;
    std::string text_;
    std::size_t at_ = 0;
  };

  std::map<std::string, std::set<std::string>> texts_;
};

}  // namespace certdoc
