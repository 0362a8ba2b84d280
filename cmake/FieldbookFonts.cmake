# The fonts of the window as a static library `fieldbook_fonts`: files of Debian packages, put into
# the binary by the assembler, so that a program runs where the packages are not installed.
# fieldbook_font_NAME and fieldbook_font_NAME_end are the symbols (ui/theme/font_files.hpp).

enable_language(ASM)

set(fonts_assembly "${CMAKE_BINARY_DIR}/fonts.S")
set(fonts_text ".section .rodata\n")
set(fonts_files)

function(fieldbook_font name package file)
  find_file(FIELDBOOK_FONT_${name} "${file}" PATHS /usr/share/fonts /usr/local/share/fonts
            PATH_SUFFIXES truetype/noto truetype/droid truetype/materialdesignicons-webfont NO_DEFAULT_PATH)
  if(NOT FIELDBOOK_FONT_${name})
    message(FATAL_ERROR "${file} is not here. Install ${package}, or set FIELDBOOK_FONT_${name}.")
  endif()
  set(path "${FIELDBOOK_FONT_${name}}")
  string(APPEND fonts_text
    ".balign 16\n.global fieldbook_font_${name}\n.global fieldbook_font_${name}_end\n"
    "fieldbook_font_${name}:\n.incbin \"${path}\"\nfieldbook_font_${name}_end:\n.byte 0\n")
  set(fonts_text "${fonts_text}" PARENT_SCOPE)
  set(fonts_files ${fonts_files} "${path}" PARENT_SCOPE)
endfunction()

fieldbook_font(regular fonts-noto-core NotoSans-Regular.ttf)
fieldbook_font(bold fonts-noto-core NotoSans-Bold.ttf)
fieldbook_font(arabic fonts-noto-core NotoSansArabic-Regular.ttf)
fieldbook_font(hebrew fonts-noto-core NotoSansHebrew-Regular.ttf)
fieldbook_font(ideographs fonts-droid-fallback DroidSansFallbackFull.ttf)
fieldbook_font(symbols fonts-noto-core NotoSansSymbols-Regular.ttf)
fieldbook_font(icons fonts-materialdesignicons-webfont materialdesignicons-webfont.ttf)
string(APPEND fonts_text ".section .note.GNU-stack,\"\",@progbits\n")
file(CONFIGURE OUTPUT "${fonts_assembly}" CONTENT "${fonts_text}" @ONLY)

add_library(fieldbook_fonts STATIC "${fonts_assembly}")
set_source_files_properties("${fonts_assembly}" PROPERTIES OBJECT_DEPENDS "${fonts_files}")
set_target_properties(fieldbook_fonts PROPERTIES LINKER_LANGUAGE CXX)
