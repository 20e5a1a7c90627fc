#include <fmt/format.h>
#include <fts.h>
#include <sys/stat.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>

#include "artifact/loader.hpp"

namespace certdoc {
namespace {

struct CloseFts {
  void operator()(FTS* fts) const { ::fts_close(fts); }
};

// Of several links to one file the same one is taken every time.
int by_name(const FTSENT** a, const FTSENT** b) {
  return std::strcmp((*a)->fts_name, (*b)->fts_name);
}

using FileId = std::pair<dev_t, ino_t>;

class Walker {
 public:
  explicit Walker(std::size_t max_files) : max_files_(max_files) {}

  Walk run(const std::string& directory) {
    std::string path = directory;
    const std::array<char*, 2> roots{path.data(), nullptr};
    // Logical: what a link points to counts, and fts itself notices loops.
    const std::unique_ptr<FTS, CloseFts> fts(::fts_open(roots.data(), FTS_LOGICAL | FTS_NOCHDIR, by_name));
    if (!fts) unreadable(directory, errno);
    while (fts && !walk_.cut) {
      FTSENT* entry = ::fts_read(fts.get());
      if (entry == nullptr) break;
      if (!visit(*entry)) ::fts_set(fts.get(), entry, FTS_SKIP);
    }
    std::sort(walk_.files.begin(), walk_.files.end());
    return std::move(walk_);
  }

 private:
  // False: do not enter.
  bool visit(const FTSENT& entry) {
    switch (entry.fts_info) {
      case FTS_D: return enter(entry);
      case FTS_F: file(entry); break;
      case FTS_DC:
      case FTS_SLNONE: ++walk_.skipped_links; break;
      case FTS_DEFAULT: ++walk_.skipped_special; break;
      case FTS_DNR:
      case FTS_ERR:
      case FTS_NS: unreadable(entry.fts_path, entry.fts_errno); break;
      default: break;
    }
    return true;
  }

  // Two links to one directory would be walked twice, and links between directories could multiply.
  bool enter(const FTSENT& entry) {
    if (directories_.insert(id(entry)).second) return true;
    ++walk_.skipped_links;
    return false;
  }

  void file(const FTSENT& entry) {
    if (walk_.files.size() >= max_files_) {
      walk_.cut = true;
    } else if (files_.insert(id(entry)).second) {
      walk_.files.emplace_back(entry.fts_path);
    }
  }

  static FileId id(const FTSENT& entry) { return {entry.fts_statp->st_dev, entry.fts_statp->st_ino}; }

  void unreadable(const std::string& path, int error) {
    walk_.errors.push_back({Error::Kind::unreadable, fmt::format("cannot read {}: {}", path, std::strerror(error)),
                            "run certdoc as a user who may read it",
                            fmt::format("无法读取 {}：{}", path, std::strerror(error)), "请用有读取权限的用户运行"});
  }

  std::size_t max_files_;
  Walk walk_;
  std::set<FileId> directories_, files_;
};

}  // namespace

Walk walk_directory(const std::string& directory, std::size_t max_files) {
  return Walker(max_files).run(directory);
}

}  // namespace certdoc
