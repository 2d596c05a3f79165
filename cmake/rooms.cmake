# One target per room. Every room sees the repository's root as its only include root;
# tools/check_includes.py rejects an include that points the wrong way.
set(TETRA_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, for example address,undefined")
set(TETRA_BATCH 40 CACHE STRING "Files that are compiled in one go; 1: each on its own")
option(TETRA_FUZZ "Build the libFuzzer targets (needs clang)" OFF)

add_library(tetra_flags INTERFACE)
target_compile_options(tetra_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
# g++ 12 sees only half of Asio's own operator new (the other half is compiled separately) and calls its delete mismatched at -O2.
target_compile_options(tetra_flags INTERFACE -Wno-mismatched-new-delete)
# BOOST_ASIO_NO_DEPRECATED and the separate compilation keep a fault's file under a second.
target_compile_definitions(tetra_flags INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)
target_include_directories(tetra_flags INTERFACE ${PROJECT_SOURCE_DIR})
# re2 asks for -pthread: then every file has it.
target_compile_options(tetra_flags INTERFACE -pthread)
target_link_options(tetra_flags INTERFACE -pthread)
if(TETRA_SANITIZE)
  target_compile_options(tetra_flags INTERFACE -fsanitize=${TETRA_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(tetra_flags INTERFACE -fsanitize=${TETRA_SANITIZE})
endif()
if(TETRA_FUZZ)
  # clang 14 can't emit -fsanitize=function for coroutines ("Cannot represent a difference across sections").
  target_compile_options(tetra_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=function)
  target_link_options(tetra_flags INTERFACE -fsanitize=address,undefined)
endif()

# tetra_batched(NAME): the compiler reads the files of a target in one go, up to TETRA_BATCH of them: nearly all of its time is
# reading Asio's and OpenSSL's headers, which a batch reads once. Names of anonymous namespaces must differ within a room.
function(tetra_batched name)
  # A coroutine's frame holds types of its file's anonymous namespace: in a batch they come from a file that is included.
  target_compile_options(${name} PRIVATE -Wno-subobject-linkage)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${TETRA_BATCH})
endfunction()

# tetra_room(NAME FILES... [LINK targets...]): one room's code as a static library.
# What links a room links the rooms that it stands on as well.
function(tetra_room name)
  cmake_parse_arguments(ROOM "" "" "LINK" ${ARGN})
  add_library(${name} STATIC ${ROOM_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PUBLIC tetra_flags ${ROOM_LINK})
  tetra_batched(${name})
endfunction()

# tetra_cold(NAME): where no byte of a download passes, a release spends its minutes on compiling less hard.
function(tetra_cold name)
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-Og>)
endfunction()

# tetra_faults(NAME LINK targets...): every .cpp of faults/ below the calling folder, the only place where CMake globs.
# Objects, not an archive: nothing names a fault's symbols, so the linker would drop them.
function(tetra_faults name)
  cmake_parse_arguments(ROOM "" "" "LINK" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/faults/*.cpp)
  add_library(${name} OBJECT ${files})
  target_link_libraries(${name} PUBLIC tetra_flags ${ROOM_LINK})
  tetra_cold(${name})
  tetra_batched(${name})
  set_property(GLOBAL APPEND PROPERTY TETRA_FAULT_ROOMS ${name})
endfunction()

include(GoogleTest)
# tetra_test(NAME FILES... [ALONE files...] [LINK targets...]): one GoogleTest executable, each TEST known to ctest, each with a deadline.
# ALONE: those of the files whose anonymous namespace has names of another file, compiled on their own.
function(tetra_test name)
  cmake_parse_arguments(TEST "" "" "ALONE;LINK" ${ARGN})
  find_package(GTest REQUIRED)
  add_executable(${name} ${TEST_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE tetra_flags ${TEST_LINK} GTest::gtest_main)
  tetra_batched(${name})
  set_source_files_properties(${TEST_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  tetra_cold(${name})
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120 WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endfunction()
