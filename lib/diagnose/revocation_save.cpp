#include "diagnose/revocation_save.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>

#include "artifact/objects.hpp"
#include "base/quote.hpp"
#include "base/say.hpp"
#include "base/write_file.hpp"

namespace certdoc {
namespace {

bool is_worth_saving(const Inquiry& one) {
  const bool list = one.ask == Ask::crl || one.ask == Ask::delta;
  return list && one.from == Inquiry::From::network && one.crl && one.crl->proven() && one.crl->current;
}

// Windows takes no path with it to the other machine.
Step steps_for(const std::vector<std::string>& files, Lang lang) {
  Step step;
  step.text =
      say(lang,
          "Carry these files to the server without a network, and run there, in an elevated prompt. Again before "
          "each next update.",
          "把这些文件拷贝到离线服务器，在管理员命令提示符中执行。每次“下次更新”之前都要重做。");
  for (const std::string& file : files) step.run.push_back("certutil -addstore CA " + file);
  return step;
}

Error no_directory(const std::string& directory, const std::error_code& why) {
  return {Error::Kind::usage, fmt::format("cannot make the directory {}: {}", directory, why.message()),
          "name a directory where you may write", fmt::format("无法创建目录 {}：{}", directory, why.message()),
          "请指定有写入权限的目录"};
}

// DER, whatever came: certutil takes it, and so does every other program.
bool save(Inquiry& one, const std::string& path, bool force, std::vector<Error>& errors) {
  const auto written = write_file(path, one.crl->body.der, {false, force});
  if (!written) errors.push_back(written.error());
  (written ? one.saved : one.unsaved) = path;
  return written.has_value();
}

}  // namespace

void save_crls(RevocationScene& scene, std::vector<Step>& steps, std::vector<Error>& errors) {
  const std::string& directory = scene.options.save;
  const bool some = std::any_of(scene.inquiries.begin(), scene.inquiries.end(), is_worth_saving);
  std::error_code why;
  if (some) std::filesystem::create_directory(directory, why);
  if (why) return errors.push_back(no_directory(directory, why));
  std::vector<std::string> files;
  for (Inquiry& one : scene.inquiries) {
    if (!is_worth_saving(one)) continue;
    const std::string file = hex(sha256(as_bytes(one.target))) + ".crl";
    if (save(one, (std::filesystem::path(directory) / file).string(), scene.options.force, errors)) {
      files.push_back(file);
    }
  }
  if (!files.empty()) steps.push_back(steps_for(files, scene.lang));
}

}  // namespace certdoc
