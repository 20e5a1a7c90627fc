# cmake --install, find_package(certdoc) and pkg-config.
include(CMakePackageConfigHelpers)

install(TARGETS certdoc_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS certdoc EXPORT certdoc
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/certdoc DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_SOURCE_DIR}/docs/report.schema.json ${PROJECT_SOURCE_DIR}/data/errcodes.schema.json
  DESTINATION ${CMAKE_INSTALL_DATADIR}/certdoc)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CERTDOC_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/certdoc)
install(EXPORT certdoc NAMESPACE certdoc:: FILE certdocTargets.cmake DESTINATION ${CERTDOC_CMAKE_DIR})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/certdocConfig.cmake.in
  ${PROJECT_BINARY_DIR}/certdocConfig.cmake INSTALL_DESTINATION ${CERTDOC_CMAKE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/certdocConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/certdocConfig.cmake ${PROJECT_BINARY_DIR}/certdocConfigVersion.cmake
  DESTINATION ${CERTDOC_CMAKE_DIR})

# What a static libcertdoc needs when it is linked; a shared one has it inside.
if(CERTDOC_STATIC_DEPS)
  set(CERTDOC_PC_PRIVATE "-lutf8proc -lssl -lcrypto -ldl -lpthread")
else()
  set(CERTDOC_PC_PRIVATE "-lutf8proc -lssl -lcrypto")
endif()
if(BUILD_SHARED_LIBS)
  set(CERTDOC_PC_LIBS "-lcertdoc")
else()
  set(CERTDOC_PC_LIBS "-lcertdoc ${CERTDOC_PC_PRIVATE}")
endif()
# Below the prefix, unless the packager gave an absolute directory: appending one replaces what stands before it.
set(CERTDOC_PC_LIBDIR "\${prefix}")
set(CERTDOC_PC_INCLUDEDIR "\${prefix}")
cmake_path(APPEND CERTDOC_PC_LIBDIR "${CMAKE_INSTALL_LIBDIR}")
cmake_path(APPEND CERTDOC_PC_INCLUDEDIR "${CMAKE_INSTALL_INCLUDEDIR}")
configure_file(${PROJECT_SOURCE_DIR}/cmake/certdoc.pc.in ${PROJECT_BINARY_DIR}/certdoc.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/certdoc.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
