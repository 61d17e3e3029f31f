# What every target is compiled and linked with.

option(SUPERVISE_TESTS "Build the tests" ON)
option(SUPERVISE_FUZZ "Build the libFuzzer targets (Clang only)" OFF)
option(SUPERVISE_COVERAGE "Programs note which lines they run (Clang only)" OFF)
set(SUPERVISE_SANITIZE "" CACHE STRING "Sanitizers to build with, as in -fsanitize=")

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)

add_library(supervise_options INTERFACE)
target_include_directories(supervise_options INTERFACE ${CMAKE_SOURCE_DIR}/libsupervise)
target_compile_definitions(supervise_options INTERFACE
  SUPERVISE_VERSION="${PROJECT_VERSION}" BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_HAS_STD_INVOKE_RESULT
  _GLIBCXX_ASSERTIONS)  # in what is installed too: an index past the end stops the program instead of reading on
target_compile_options(supervise_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wno-missing-field-initializers  # designated initializers leave the rest at its default on purpose
  -fstack-protector-strong -fno-plt)
# Of fmt the distribution has only the shared library: a program with the property STATIC_PROGRAM does without it.
target_link_libraries(supervise_options INTERFACE
  $<$<NOT:$<BOOL:$<TARGET_PROPERTY:STATIC_PROGRAM>>>:fmt::fmt> Threads::Threads)
# Programs that live for months in a container: the C++ runtime inside the binary saves its share of start-up
# relocations and resident memory.
if(NOT SUPERVISE_SANITIZE)
  target_link_options(supervise_options INTERFACE -static-libstdc++ -static-libgcc)
  target_compile_options(supervise_options INTERFACE $<$<CONFIG:Release>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
endif()
target_compile_options(supervise_options INTERFACE $<$<CONFIG:Release>:-ffunction-sections -fdata-sections>)
target_link_options(supervise_options INTERFACE
  -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed
  $<$<CONFIG:Release>:-Wl,--gc-sections> $<$<CONFIG:Release>:-s>)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)

option(SUPERVISE_WERROR "Treat warnings as errors" OFF)
if(SUPERVISE_WERROR)
  target_compile_options(supervise_options INTERFACE -Werror)
endif()
if(SUPERVISE_SANITIZE)
  # The vptr check needs a free descriptor to look at memory and misreports without one; a test takes them all.
  target_compile_options(supervise_options INTERFACE
    -fsanitize=${SUPERVISE_SANITIZE} -fno-sanitize=vptr -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(supervise_options INTERFACE -fsanitize=${SUPERVISE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND SUPERVISE_SANITIZE MATCHES "thread")
    target_compile_options(supervise_options INTERFACE -Wno-tsan)  # Asio's fences, which TSan does not model
  endif()
endif()
if(SUPERVISE_COVERAGE)
  # The place is part of the program: the environment does not reach every program that a test starts. What is counted
  # lives in that file, one for each program whoever runs it (%m), so that one that is killed has noted it too (%c).
  set(profile -fprofile-instr-generate=${CMAKE_BINARY_DIR}/profiles/%c%m.profraw)
  target_compile_options(supervise_options INTERFACE
    ${profile} -fcoverage-mapping "SHELL:-mllvm -runtime-counter-relocation=true")
  target_link_options(supervise_options INTERFACE ${profile})
endif()

# Standard headers that nearly every unit includes, compiled once.  Nothing of Asio, Beast or spdlog.
add_library(supervise_precompiled OBJECT ${CMAKE_SOURCE_DIR}/libsupervise/precompiled.cpp)
target_link_libraries(supervise_precompiled PRIVATE supervise_options)
target_precompile_headers(supervise_precompiled PRIVATE ${CMAKE_SOURCE_DIR}/libsupervise/precompiled.hpp)
