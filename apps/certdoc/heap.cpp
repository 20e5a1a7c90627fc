#include "heap.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <cstdint>
#include <cstdlib>

namespace certdoc {

void warm_heap() {
#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE)
  constexpr std::size_t kPage = 4096;
  constexpr std::size_t kWarm = 64 * kPage;
  constexpr std::size_t kGrows = 30 * kPage;  // more than is left of the first 132 KiB, less than what is mapped alone
  mallopt(M_TOP_PAD, kWarm + kGrows);
  void* const probe = std::malloc(kGrows);
  if (probe == nullptr) return;
  const std::size_t to_page = kPage - reinterpret_cast<std::uintptr_t>(probe) % kPage;
  madvise(static_cast<char*>(probe) + to_page, kWarm, MADV_POPULATE_WRITE);
  std::free(probe);
#endif
}

}  // namespace certdoc
