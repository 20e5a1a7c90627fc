// Bytes, and bytes that nobody may find in memory afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace certdoc {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// Wipes what it gives back, also when a vector grows.
template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  WipingAllocator(const WipingAllocator<U>&) noexcept {}  // NOLINT(google-explicit-constructor): an allocator

  T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
  void deallocate(T* at, std::size_t count) noexcept {
    ::explicit_bzero(at, count * sizeof(T));
    std::allocator<T>().deallocate(at, count);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

// Key material and passwords. Not a string: those keep short texts inside themselves, where nothing wipes them.
using SecretBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

inline ByteView as_bytes(std::string_view s) {
  return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(ByteView view) {
  return {view.begin(), view.end()};
}
inline SecretBytes to_secret(ByteView view) {
  return {view.begin(), view.end()};
}

}  // namespace certdoc
