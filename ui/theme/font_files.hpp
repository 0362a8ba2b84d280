#pragma once

// The font files inside this binary (cmake/FieldbookFonts.cmake).

extern "C" {
extern const unsigned char fieldbook_font_regular[];
extern const unsigned char fieldbook_font_regular_end[];
extern const unsigned char fieldbook_font_bold[];
extern const unsigned char fieldbook_font_bold_end[];
extern const unsigned char fieldbook_font_arabic[];
extern const unsigned char fieldbook_font_arabic_end[];
extern const unsigned char fieldbook_font_hebrew[];
extern const unsigned char fieldbook_font_hebrew_end[];
extern const unsigned char fieldbook_font_ideographs[];
extern const unsigned char fieldbook_font_ideographs_end[];
extern const unsigned char fieldbook_font_symbols[];
extern const unsigned char fieldbook_font_symbols_end[];
extern const unsigned char fieldbook_font_icons[];
extern const unsigned char fieldbook_font_icons_end[];
}
