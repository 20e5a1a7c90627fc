// The tags of an XML document and their attributes, with the lines that they stand on; texts between tags are left out.
// Entities beside the five of XML itself and numbers are never resolved: whoever writes them could name files.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace certdoc::machine {

struct XmlTag {
  std::string name;
  std::map<std::string, std::string, std::less<>> attributes;
  std::size_t line = 0;
  std::size_t depth = 0;  // of the root: 0
};

struct XmlTags {
  std::vector<XmlTag> tags;   // in the order in which they begin
  std::size_t broken = 0;     // the line at which it is no XML any more; 0: it is well formed, as far as is looked at
  bool has_entities = false;  // some are declared
};

XmlTags xml_tags(std::string_view text);

}  // namespace certdoc::machine
