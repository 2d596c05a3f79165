# cmake -DOUT=FILE.cpp -DFOLDER=html/ "-DSCRIPTS=NAME…" -P embed.cmake: the page's files as the string literals of page_template(),
# page_style() and page_script(). The scripts share one scope, in the order given.
separate_arguments(SCRIPTS)
file(READ ${FOLDER}/template.html template)
file(READ ${FOLDER}/page.css style)
set(script "(() => {\n\"use strict\";\n")
foreach(name IN LISTS SCRIPTS)
  file(READ ${FOLDER}/${name}.js text)
  string(APPEND script "${text}")
endforeach()
string(APPEND script "})();\n")

# A literal for each 8000 bytes: compilers need not take more than 65536 in one.
function(literal out text)
  set(all "")
  string(LENGTH "${text}" length)
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(APPEND all "R\"asset(${piece})asset\"\n")
    math(EXPR at "${at} + 8000")
  endwhile()
  set(${out} "${all}" PARENT_SCOPE)
endfunction()
literal(template "${template}")
literal(style "${style}")
literal(script "${script}")

file(WRITE ${OUT} "#include \"harness/report/html_page.hpp\"\n\nnamespace tetra::report {\n\n"
  "std::string_view page_template() { return ${template}; }\n\n"
  "std::string_view page_style() { return ${style}; }\n\n"
  "std::string_view page_script() { return ${script}; }\n\n"
  "}  // namespace tetra::report\n")
