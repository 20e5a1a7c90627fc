// Causes and remedies on a page of text.
#pragma once

#include <string>
#include <vector>

#include "certdoc/render.hpp"
#include "render/page.hpp"
#include "render/voice.hpp"

namespace certdoc {

class CauseWriter {
 public:
  CauseWriter(const Report& report, bool verbose, Page& page)
      : report_(report), verbose_(verbose), page_(page), voice_(report.lang) {}

  // One of a ranked list: how to confirm it and how to put it right, in a few lines; all of it with -v.
  void ranked(std::size_t number, const CauseText& cause, const std::string& platform);

  // Everything that is known about a cause; remedies for `platform` first.
  void details(const CauseText& cause, std::size_t indent, const std::string& platform);

  void remedy(const RemedyText& remedy, std::size_t indent);
  void steps(const std::vector<Step>& all, std::size_t indent);

 private:
  void how_to_check(const CauseText& cause, std::size_t indent, const std::string& platform);
  void refused(const RemedyText& remedy, std::size_t indent);
  const RemedyText* first_remedy(const CauseText& cause, const std::string& platform) const;

  const Report& report_;
  bool verbose_;
  Page& page_;
  Voice voice_;
};

}  // namespace certdoc
