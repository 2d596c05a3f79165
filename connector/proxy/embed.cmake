# cmake -DOUT=FILE.cpp -DSCRIPT=pac_functions.js -P embed.cmake: the script as the string literal of pac_functions().
file(READ ${SCRIPT} script)
file(WRITE ${OUT} "#include \"connector/proxy/pac_functions.hpp\"\n\nnamespace tetra::connector {\n\n"
  "std::string_view pac_functions() {\n  return R\"js(${script})js\";\n}\n\n"
  "}  // namespace tetra::connector\n")
