# certdoc_layer(NAME kb SOURCES ... USES base ... LINKS ...)
#
# One layer of the library. It sees the headers of the layers that it names and of no others, because each layer
# has an include root of its own: a wrong include does not build (certdoc_layer_test in tests/unit/CMakeLists.txt
# proves it).
function(certdoc_layer)
  cmake_parse_arguments(LAYER "" "NAME" "SOURCES;USES;LINKS" ${ARGN})
  set(target certdoc_${LAYER_NAME})
  set(root ${PROJECT_BINARY_DIR}/include-roots/${LAYER_NAME})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/lib/${LAYER_NAME} ${root}/${LAYER_NAME} SYMBOLIC)

  add_library(${target} OBJECT ${LAYER_SOURCES})
  target_include_directories(${target} PUBLIC ${root} ${PROJECT_SOURCE_DIR}/include)
  target_link_libraries(${target} PUBLIC tl::expected PRIVATE certdoc_fmt certdoc_options certdoc_warnings ${LAYER_LINKS})
  foreach(used IN LISTS LAYER_USES)
    target_include_directories(${target} PUBLIC
      $<TARGET_PROPERTY:certdoc_${used},INTERFACE_INCLUDE_DIRECTORIES>)
  endforeach()
  certdoc_unite(${target})
  set_property(GLOBAL APPEND PROPERTY CERTDOC_LAYERS ${target})
endfunction()
