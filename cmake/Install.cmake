# cmake --install, find_package(certdoc) and pkg-config.
include(CMakePackageConfigHelpers)

install(TARGETS certdoc_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
