# cmake -DFOLDER=… -DOUTPUT=… -P embed_entities.cmake
# Writes a C++ file that holds every JSON file of FOLDER as a raw string, in the order of names.

file(GLOB documents "${FOLDER}/*.json")
list(SORT documents)
set(strings "")
foreach(document IN LISTS documents)
  file(READ "${document}" text)
  string(APPEND strings "      R\"document(${text})document\",\n")
endforeach()
file(WRITE "${OUTPUT}"
"#include \"shared/schema/embedded_documents.hpp\"

namespace fieldbook::schema {

std::vector<std::string> embedded_documents() {
  return {
${strings}  };
}

}  // namespace fieldbook::schema
")
