#include <certdoc/certdoc.hpp>
#include <cstdio>

int main(int argc, char** argv) {
  certdoc::KnowledgeBase knowledge;
  const auto report = certdoc::explain({argv + 1, argv + argc}, knowledge, {});
  std::fputs(certdoc::render_text(report, {.quiet = true}).c_str(), stdout);
  return report.summary.exit;
}
