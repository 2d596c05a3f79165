// What CMake wants of a target that precompiles a header: one file.
