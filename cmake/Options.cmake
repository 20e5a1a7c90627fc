# How everything is compiled: language level, warnings, sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

# -O3, CMake's default, makes nothing faster here, only larger, and start-up is page faults.
string(STRIP "${CMAKE_CXX_FLAGS_RELEASE_INIT}" default_release)
if(CMAKE_CXX_FLAGS_RELEASE STREQUAL default_release)
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
endif()

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

# Ours only: generated code and the tests' framework are compiled without.
add_library(certdoc_warnings INTERFACE)
target_compile_options(certdoc_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align
  -Woverloaded-virtual -Wimplicit-fallthrough -Wformat=2
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # GCC 12 warns of its own string (PR 105329)
  $<$<BOOL:${CERTDOC_WERROR}>:-Werror>)

add_library(certdoc_options INTERFACE)
target_compile_definitions(certdoc_options INTERFACE CERTDOC_VERSION="${PROJECT_VERSION}"
                                                     CERTDOC_BUILD_TYPE="${CMAKE_BUILD_TYPE}")
if(CERTDOC_SANITIZE OR CERTDOC_FUZZ)
  # -g1: functions and lines for what a sanitizer prints; more takes a third longer to compile.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  # Not position-independent: what the sanitizers note of each place in the source are six million addresses, and to
  # relocate them would take a second of every start.
  add_link_options(-fsanitize=address,undefined $<$<CXX_COMPILER_ID:GNU>:-no-pie>)
endif()
if(CERTDOC_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(NOT CERTDOC_SANITIZE AND NOT CERTDOC_FUZZ AND CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-fstack-protector-strong -D_FORTIFY_SOURCE=2 -ffunction-sections -fdata-sections)
  add_link_options(-Wl,--gc-sections -Wl,-z,relro -Wl,--as-needed)
  if(CERTDOC_STATIC_DEPS)
    # Binding everything at start is free here, where next to nothing is left to bind; in a shared build it is the
    # packager's choice.
    add_link_options(-Wl,-z,now)
    # libcrypto alone brings 19,000 relocations: packed they cost a page instead of a hundred. The loader must know
    # the form (glibc 2.36), so a program that needs one is run.
    if(NOT CMAKE_CROSSCOMPILING)
      include(CheckCXXSourceRuns)
      set(CMAKE_REQUIRED_LINK_OPTIONS -Wl,-z,pack-relative-relocs)
      check_cxx_source_runs("int n; int* volatile p = &n; int main() { return *p; }" CERTDOC_PACKED_RELOCATIONS_RUN)
      unset(CMAKE_REQUIRED_LINK_OPTIONS)
    endif()
    if(CERTDOC_PACKED_RELOCATIONS_RUN)
      add_link_options(-Wl,-z,pack-relative-relocs)
    endif()
  endif()
endif()
