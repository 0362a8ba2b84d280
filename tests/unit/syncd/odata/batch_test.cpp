#include "syncd/integrations/odata/batch.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace fieldbook::syncd::odata {
namespace {

constexpr std::string_view kType = "multipart/mixed; boundary=r";

std::string part(std::string_view http) {
  return fmt::format(
      "--r\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n{}\r\n",
      http);
}

std::string change_set(std::string_view http) {
  return fmt::format(
      "--r\r\nContent-Type: multipart/mixed; boundary=\"c\"\r\n\r\n--c\r\nContent-Type: "
      "application/http\r\nContent-ID: 1\r\n\r\n{}\r\n--c--\r\n",
      http);
}

TEST(Batch, puts_each_write_into_a_change_set_of_its_own) {
  const std::vector<BatchItem> items = {
      {.method = "GET", .path = "/data/A"},
      {.method = "PATCH", .path = "/data/A(1)", .headers = {{"If-Match", "*"}}, .body = "{}"}};
  EXPECT_EQ(encode_batch(items, "x"),
            "--batch_x\r\n"
            "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"
            "Content-ID: 1\r\n\r\nGET /data/A HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n"
            "--batch_x\r\n"
            "Content-Type: multipart/mixed; boundary=changeset_x_2\r\n\r\n"
            "--changeset_x_2\r\n"
            "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"
            "Content-ID: 2\r\n\r\nPATCH /data/A(1) HTTP/1.1\r\nAccept: application/json\r\n"
            "If-Match: *\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}\r\n"
            "--changeset_x_2--\r\n"
            "--batch_x--\r\n");
}

TEST(Batch, reads_answers_in_and_out_of_change_sets) {
  const std::string body =
      "preamble\r\n" +
      part("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: W/\"1\"\r\n\r\n{\"a\":1}") +
      change_set("HTTP/1.1 204 No Content\r\n\r\n") +
      part("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\n\r\n") + "--r--\r\n";
  const auto read = decode_batch(kType, body, 3);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(read->complete);
  ASSERT_EQ(read->answers.size(), 3U);
  EXPECT_EQ(read->answers[0].status, 200);
  EXPECT_EQ(read->answers[0].body, "{\"a\":1}");
  EXPECT_EQ(read->answers[0].etag, "W/\"1\"");
  EXPECT_EQ(read->answers[1].status, 204);
  EXPECT_EQ(read->answers[2].retry_after, "3");
}

TEST(Batch, a_text_that_looks_like_a_boundary_inside_a_line_is_no_boundary) {
  const std::string body = part("HTTP/1.1 200 OK\r\n\r\n{\"a\":\"--r--\"}") + "--r--\r\n";
  const auto read = decode_batch(kType, body, 1);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->answers[0].body, "{\"a\":\"--r--\"}");
}

TEST(Batch, every_truncation_keeps_only_whole_answers) {
  const std::string body = change_set("HTTP/1.1 204 No Content\r\n\r\n") +
                           part("HTTP/1.1 400 Bad Request\r\n\r\n{\"error\":{}}") + "--r--\r\n";
  for (std::size_t size = 0; size < body.size(); ++size) {
    const auto read = decode_batch(kType, body.substr(0, size), 2);
    if (!read) continue;
    for (const BatchAnswer& answer : read->answers)
      EXPECT_TRUE(answer.status == 204 || answer.body == "{\"error\":{}}") << size;
    EXPECT_TRUE(read->answers.size() == 2 || !read->complete) << size;
  }
}

TEST(Batch, refuses_what_is_no_batch) {
  EXPECT_FALSE(decode_batch("application/json", "{}", 1));
  EXPECT_FALSE(decode_batch("multipart/mixed", "--r--", 1));
  EXPECT_FALSE(decode_batch("multipart/mixed; boundary=", "--r--", 1));
  EXPECT_FALSE(decode_batch(kType, part("<html>") + "--r--", 1));
  EXPECT_FALSE(decode_batch(kType, part("HTTP/1.1 OK\r\n\r\n") + "--r--", 1));
  const std::string two = part("HTTP/1.1 204 x\r\n\r\n") + part("HTTP/1.1 204 x\r\n\r\n") + "--r--";
  EXPECT_FALSE(decode_batch(kType, two, 1));
}

TEST(Batch, says_when_the_peer_stopped_early) {
  const auto read = decode_batch(kType, part("HTTP/1.1 400 x\r\n\r\n{}") + "--r--", 5);
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->complete);
  EXPECT_EQ(read->answers.size(), 1U);
}

}  // namespace
}  // namespace fieldbook::syncd::odata
