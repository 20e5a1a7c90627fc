// In which situation a code was seen: named with --context, else guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdoc/report.hpp"
#include "check/check.hpp"

namespace certdoc {

// What the material speaks for.
struct Features {
  bool pfx = false, java_store = false, windows_csr = false, csr = false, bare_key = false, certificate = false;
  bool key = false;  // bare or in a container
  bool host = false;
};
Features features_of(const Material& material, bool hosts);

// The situations that a name stands for, likeliest first: a situation's own id, a target (`iis`, `tomcat`), a program
// (`keytool`). Empty: it is no such name.
std::vector<std::string> situations_named(std::string_view name);
// The same for the program that a text mentions: `nginx: [emerg] ...`, `AH02565`.
std::vector<std::string> situations_in(const std::string& text);
// Those that the material speaks for.
std::vector<std::string> situations_for(const Features& features);

// Of the situations of a code, in their order: the first that is among `wanted`, whose order counts only where
// `ranked`.
const Situation* first_of(const std::vector<Situation>& situations, const std::vector<std::string>& wanted,
                          bool ranked);

// The target whose rules hold in a situation, where it names a program; else empty.
std::string_view target_in(std::string_view situation);
// Whether the program that fails is a client.
bool is_client(std::string_view situation);

// What the certificate is for, as far as the code and the situation tell; empty: they do not.
std::string_view purpose_in(std::string_view code, std::string_view situation);

}  // namespace certdoc
