#include "syncd/integrations/mail/letter.hpp"

#include <gtest/gtest.h>

#include "syncd/integrations/mail/courier.hpp"

namespace fieldbook::syncd::mail {
namespace {

TEST(MailAddress, has_one_at_and_nothing_that_could_end_it) {
  EXPECT_TRUE(is_mail_address("ana@example.org"));
  for (const char* bad :
       {"", "ana", "@example.org", "ana@", "a@b@c", "ana@example.org\r\nRCPT TO:x",
        "ana @example.org", "<ana@example.org>", "ana@example.org,bo@x"})
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  EXPECT_FALSE(is_mail_address(std::string(250, 'a') + "@b.de"));
}

TEST(Letter, is_a_message_that_any_server_takes) {
  const Letter letter{.to = "ana@example.org",
                      .subject = "Gr\u00fc\u00dfe\r\nBcc: bo@example.org",
                      .text = "one\ntwo \u2713\n",
                      .id = letter_id("x")};
  const std::string text =
      print_letter(letter, "fieldbook@example.com", Instant{1'795'920'395'000});
  EXPECT_EQ(text.find("\r\nBcc:"), std::string::npos);
  EXPECT_NE(text.find("Date: Sun, 29 Nov 2026 02:46:35 +0000\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\r\nTo: <ana@example.org>\r\n"), std::string::npos);
  EXPECT_NE(text.find("\r\nMessage-ID: <" + letter.id + "@example.com>\r\n"), std::string::npos);
  EXPECT_NE(text.find("\r\nSubject: =?UTF-8?B?"), std::string::npos);
  EXPECT_NE(text.find("\r\n\r\nb25lDQp0d28g4pyTDQo=\r\n"), std::string::npos) << text;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 78U);
    EXPECT_EQ(text.substr(at, end - at).find('\n'), std::string::npos);
    at = end + 2;
  }
}

TEST(Letter, of_the_same_matter_has_the_same_id) {
  EXPECT_EQ(letter_id("offer 1"), letter_id("offer 1"));
  EXPECT_NE(letter_id("offer 1"), letter_id("offer 2"));
  EXPECT_EQ(letter_id("offer 1").size(), 32U);
}

TEST(Smtp, goes_without_tls_on_this_machine_alone) {
  EXPECT_TRUE(is_on_this_machine("smtp://127.0.0.1:25"));
  EXPECT_TRUE(is_on_this_machine("smtp://localhost"));
  EXPECT_FALSE(is_on_this_machine("smtp://127.0.0.1.example.com:25"));
  EXPECT_FALSE(is_on_this_machine("smtp://mail.example.com"));
}

}  // namespace
}  // namespace fieldbook::syncd::mail
