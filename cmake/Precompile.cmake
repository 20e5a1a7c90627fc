# certdoc_precompile(TARGET <header>...): these headers of others, and those that nearly every file has, are parsed once
# for the target. Nine tenths of the time of a compilation here is headers. Every file still names what it uses: a
# build without CERTDOC_PRECOMPILE, which clang-tidy and packagers have, would not compile otherwise.
function(certdoc_precompile target)
  if(CERTDOC_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE
      <algorithm> <array> <charconv> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string>
      <string_view> <unordered_map> <utility> <vector> <fmt/format.h> <tl/expected.hpp> ${ARGN})
  endif()
endfunction()
