# What the project stands on; Debian's package names are in scripts/packages.
if(CERTDOC_STATIC_DEPS)
  set(OPENSSL_USE_STATIC_LIBS TRUE)
endif()
find_package(OpenSSL 3.0 REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Boost 1.74 REQUIRED)

# utf8proc comes with a pkg-config file only.
find_path(UTF8PROC_INCLUDE_DIR utf8proc.h REQUIRED)
if(CERTDOC_STATIC_DEPS)
  find_library(UTF8PROC_LIBRARY NAMES libutf8proc.a REQUIRED)
else()
  find_library(UTF8PROC_LIBRARY NAMES utf8proc REQUIRED)
endif()
add_library(certdoc_utf8proc INTERFACE)
target_include_directories(certdoc_utf8proc SYSTEM INTERFACE $<BUILD_INTERFACE:${UTF8PROC_INCLUDE_DIR}>)
target_link_libraries(certdoc_utf8proc INTERFACE ${UTF8PROC_LIBRARY})

# The headers alone: what they need is compiled once, in lib/base/fmt.cpp.
add_library(certdoc_fmt INTERFACE)
target_include_directories(certdoc_fmt SYSTEM INTERFACE
  $<BUILD_INTERFACE:$<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>>)
if(NOT fmt_VERSION VERSION_LESS 10)  # which instances a newer one needs has not been looked up
  target_compile_definitions(certdoc_fmt INTERFACE FMT_HEADER_ONLY)
endif()

# Boost.Asio and Beast: headers only. Clang has coroutines, but Boost 1.74 does not believe it.
add_library(certdoc_boost INTERFACE)
target_link_libraries(certdoc_boost INTERFACE Boost::headers)
target_compile_definitions(certdoc_boost INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
  BOOST_ASIO_NO_DEPRECATED BOOST_ERROR_CODE_HEADER_ONLY
  $<$<CXX_COMPILER_ID:Clang>:BOOST_ASIO_HAS_CO_AWAIT BOOST_ASIO_HAS_STD_COROUTINE>)

# LDAP addresses of CRLs. Debian's libldap brings GnuTLS and SASL along, which every start would have to load.
add_library(certdoc_ldap INTERFACE)
if(CERTDOC_LDAP)
  find_path(LDAP_INCLUDE_DIR openldap.h REQUIRED)
  find_library(LDAP_LIBRARY NAMES ldap REQUIRED)
  find_library(LBER_LIBRARY NAMES lber REQUIRED)
  target_include_directories(certdoc_ldap SYSTEM INTERFACE $<BUILD_INTERFACE:${LDAP_INCLUDE_DIR}>)
  target_link_libraries(certdoc_ldap INTERFACE ${LDAP_LIBRARY} ${LBER_LIBRARY})
  target_compile_definitions(certdoc_ldap INTERFACE CERTDOC_LDAP)
endif()
