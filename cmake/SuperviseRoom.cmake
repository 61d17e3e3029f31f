# supervise_room(<name> [DEPENDS <room>...] [LIBRARIES <lib>...])
#   libsupervise/<name>/*.cpp       -> static library supervise_<name>
#   tests/unit/<name>/*_test.cpp    -> one test program test_<name>, when there are any
# A new file is picked up by itself.
function(supervise_room name)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/libsupervise/${name}/*.cpp)
  list(TRANSFORM ROOM_DEPENDS PREPEND supervise_)
  if(NOT sources)
    add_library(supervise_${name} INTERFACE)
    return()
  endif()
  add_library(supervise_${name} STATIC ${sources})
  target_link_libraries(supervise_${name} PUBLIC ${ROOM_DEPENDS} ${ROOM_LIBRARIES} supervise_options)
  target_precompile_headers(supervise_${name} REUSE_FROM supervise_precompiled)
  if(SUPERVISE_TESTS)
    supervise_unit_tests(${name})
  endif()
endfunction()

function(supervise_unit_tests name)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/${name}/*.cpp)
  if(NOT tests)
    return()
  endif()
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_executable(test_${name} ${tests})
  target_link_libraries(test_${name} PRIVATE supervise_${name} GTest::gmock GTest::gtest_main)
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/unit)
  supervise_precompile_tests(test_${name})
  # One ctest entry per room keeps the run short; gtest names the failing case.
  # Where paths of sources hold, which a compiler cache may have made relative (__FILE__).
  add_test(NAME unit.${name} COMMAND test_${name} WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
  set_tests_properties(unit.${name} PROPERTIES LABELS unit TIMEOUT 120)
endfunction()

# Lets a test program use the precompiled header with GoogleTest in it, which is compiled as -fPIC.
function(supervise_precompile_tests target)
  if(NOT TARGET supervise_precompiled_tests)
    add_library(supervise_precompiled_tests OBJECT ${CMAKE_SOURCE_DIR}/libsupervise/precompiled.cpp)
    target_link_libraries(supervise_precompiled_tests PRIVATE supervise_options GTest::gmock)
    target_precompile_headers(supervise_precompiled_tests PRIVATE
      ${CMAKE_SOURCE_DIR}/libsupervise/precompiled.hpp <gtest/gtest.h> <gmock/gmock.h>)
  endif()
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${target} PRIVATE -fPIC)
  target_precompile_headers(${target} REUSE_FROM supervise_precompiled_tests)
endfunction()
