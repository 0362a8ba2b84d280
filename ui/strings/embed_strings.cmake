# cmake -DFOLDER=… -DOUTPUT=… -P embed_strings.cmake
# Writes a C++ file that holds every JSON file of FOLDER as raw strings, in the order of names.
# Compilers bound the length of one literal, so each line is a literal of its own.

file(GLOB documents "${FOLDER}/*.json")
list(SORT documents)
set(strings "")
foreach(document IN LISTS documents)
  file(READ "${document}" text)
  string(REPLACE "\n" ")text\"\n      R\"text(" text "${text}")
  string(APPEND strings "      R\"text(${text})text\",\n")
endforeach()
file(WRITE "${OUTPUT}"
"#include \"ui/strings/embedded_strings.hpp\"

namespace fieldbook::ui {

std::vector<std::string> embedded_strings() {
  return {
${strings}  };
}

}  // namespace fieldbook::ui
")
