#include "base/text.hpp"

#include "catch.hpp"

using namespace certdoc;

TEST_CASE("the edit distance counts insertions, deletions and substitutions") {
  CHECK(text::edit_distance("", "", 3) == 0);
  CHECK(text::edit_distance("crypt", "crypt", 3) == 0);
  CHECK(text::edit_distance("crypt", "cript", 3) == 1);
  CHECK(text::edit_distance("crypt", "crpt", 3) == 1);
  CHECK(text::edit_distance("crypt", "cryppt", 3) == 1);
  CHECK(text::edit_distance("kitten", "sitting", 5) == 3);
  CHECK(text::edit_distance("", "abc", 3) == 3);
  CHECK(text::edit_distance("ab", "ba", 3) == 2);
}

TEST_CASE("the edit distance is the same both ways") {
  CHECK(text::edit_distance("CRYPT_E_NOTFOUND", "CRYPT_E_NOT_FUND", 9) ==
        text::edit_distance("CRYPT_E_NOT_FUND", "CRYPT_E_NOTFOUND", 9));
}

TEST_CASE("the edit distance gives up beyond its limit") {
  CHECK(text::edit_distance("abcdef", "uvwxyz", 2) == 3);
  CHECK(text::edit_distance("a", "abcdefgh", 2) == 3);
  CHECK(text::edit_distance("kitten", "sitting", 3) == 3);
  CHECK(text::edit_distance("kitten", "sitting", 2) == 3);
  CHECK(text::edit_distance("kitten", "sitting", 1) == 2);
  CHECK(text::edit_distance("a", "b", 0) == 1);
}
