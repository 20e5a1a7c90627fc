// One thing that somebody typed -> codes. The order of attempts is the order of certainty: an id, a number or
// symbol that names its family, a message text, a bare number, a part of a text.
#pragma once

#include <string>
#include <vector>

#include "diagnose/answer.hpp"
#include "kb/scan.hpp"

namespace certdoc {

class Typed {
 public:
  Typed(std::string argument, Answer& answer);

  // Adds to the answer what is known, candidates where it is ambiguous, or that it is not recognised.
  void answer();

  // The codes that it names beyond doubt.
  const std::vector<std::string>& ids() const { return ids_; }

  // True for `key-mismatch` and `x509:20`.
  bool is_id() const { return !named_cause().empty() || !named_id().empty(); }

  // Nothing that could be meant as a code: no digit, no underscore.
  bool is_plain_word() const;

  // True where it stands in some message or keyword.
  bool is_searched_text() const;

 private:
  const kb::Knowledge& knowledge() const { return answer_.knowledge(); }
  const std::string& family() const { return answer_.options().family; }
  std::string named_cause() const;
  std::string named_id() const;
  std::vector<kb::Code> searched() const;
  bool by_whole_text();
  bool by_number();
  std::string unknown_detail() const;
  void explain(const std::string& id);
  bool by_cause();
  std::vector<std::string> words() const;
  bool explain(const kb::Number& number, std::string_view only);
  bool flags(const kb::Number& number);
  bool by_search();
  void give_up();

  std::string argument_;
  std::string plain_;
  Answer& answer_;
  kb::Scan scan_;
  std::vector<std::string> ids_;
};

}  // namespace certdoc
