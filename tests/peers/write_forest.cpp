// write_forest DIRECTORY: the forest of chains (tests/support/forest.hpp) as PEM files, for programs to judge:
// N.given.pem, N.anchors.pem, N.path.pem (the best path that certdoc found, with its anchor), and a line of N, name,
// host, purpose, end of that path, and its errors as `rule:cause` on standard output, with tabs between.
#include <fmt/format.h>
#include <cstdio>
#include <fstream>

#include "artifact/pem_write.hpp"
#include "forest_special.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

void write(const std::string& path, const std::vector<ByteView>& certificates) {
  SecretBytes text;
  for (const ByteView der : certificates) write_pem(text, "CERTIFICATE", der);
  std::ofstream(path) << as_text(text);
}

std::string_view purpose_of(chain::Purpose purpose) {
  switch (purpose) {
    case chain::Purpose::server: return "1.3.6.1.5.5.7.3.1";
    case chain::Purpose::client: return "1.3.6.1.5.5.7.3.2";
    case chain::Purpose::email: return "1.3.6.1.5.5.7.3.4";
    case chain::Purpose::timestamp: return "1.3.6.1.5.5.7.3.8";
    default: return "";
  }
}

std::string_view end_of(chain::End end) {
  return end == chain::End::anchor ? "anchor" : end == chain::End::self_signed ? "self-signed" : "open";
}

void write_case(const std::string& directory, std::size_t number, const ForestCase& one) {
  const Examination examined(one);
  const chain::Path& best = examined.best();
  std::vector<ByteView> given, anchors, path;
  for (const LoadedFile& file : examined.files) {
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.kind == Kind::certificate) given.emplace_back(artifact.der);
    }
  }
  for (const Bytes& anchor : one.anchors) anchors.emplace_back(anchor);
  for (const std::size_t index : best.certificates)
    path.emplace_back(examined.result.certificates[index].artifact->der);
  const std::string stem = fmt::format("{}/{}", directory, number);
  write(stem + ".given.pem", given);
  write(stem + ".anchors.pem", anchors);
  write(stem + ".path.pem", path);
  std::string errors;
  for (const chain::Problem& problem : best.problems) {
    if (problem.severity != Severity::error) continue;
    errors += fmt::format("{}{}:{}", errors.empty() ? "" : ",", info(problem.rule).id, problem.cause());
  }
  std::puts(fmt::format("{}\t{}\t{}\t{}\t{}\t{}", number, one.name, one.question.host, purpose_of(one.question.purpose),
                        end_of(best.end), errors)
                .c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  for (std::size_t n = 0; n < forest().size(); ++n) write_case(argv[1], n, forest()[n]);
  return 0;
}
