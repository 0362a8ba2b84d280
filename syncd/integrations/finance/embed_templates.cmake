# cmake -DFOLDER=… -DGATES=… -DOUTPUT=… -P embed_templates.cmake
# Writes a C++ file that holds every JSON file of FOLDER, and GATES, as raw strings by file name.

file(GLOB documents "${FOLDER}/*.json")
list(SORT documents)
set(strings "")
foreach(document IN LISTS documents GATES)
  file(READ "${document}" text)
  get_filename_component(name "${document}" NAME)
  string(APPEND strings "      {\"${name}\", R\"document(${text})document\"},\n")
endforeach()
file(WRITE "${OUTPUT}"
"#include \"syncd/integrations/finance/template.hpp\"

namespace fieldbook::syncd::finance {

const std::map<std::string, std::string>& embedded_templates() {
  static const std::map<std::string, std::string> kDocuments = {
${strings}  };
  return kDocuments;
}

}  // namespace fieldbook::syncd::finance
")
