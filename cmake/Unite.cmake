# certdoc_unite(TARGET): files of the target that do not clash are compiled together (units.py says which), since nine
# tenths of the time of a compilation here is headers. Every file still names what it uses: clang-tidy and a build
# with -DCERTDOC_UNITE=OFF look at each alone.
function(certdoc_unite target)
  if(NOT CERTDOC_UNITE OR NOT Python3_FOUND)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "^[^.$][^$]*\\.cpp$")  # neither generated nor another directory's
  execute_process(COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/cmake/units.py ${sources}
                  WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE units COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]+" units "${units}")
  set(number 0)
  foreach(unit IN LISTS units)
    math(EXPR number "${number} + 1")
    separate_arguments(unit)
    set_source_files_properties(${unit} PROPERTIES UNITY_GROUP ${number})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # GCC takes what a file includes for a header, and warns of its anonymous types.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  # A new name in a file may clash with another's.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${sources})
endfunction()
