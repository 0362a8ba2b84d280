#include <gtest/gtest.h>

#include "shared/schema/catalogue.hpp"
#include "shared/schema/embedded_documents.hpp"

namespace fieldbook::schema {
namespace {

TEST(EmbeddedCatalogue, passes_every_check) {
  const auto loaded = Catalogue::load(embedded_documents());
  ASSERT_TRUE(loaded) << loaded.error().message;
}

TEST(EmbeddedCatalogue, is_printed_in_a_form_that_loads_to_the_same_catalogue) {
  const auto embedded = Catalogue::load(embedded_documents());
  ASSERT_TRUE(embedded) << embedded.error().message;
  const auto again = Catalogue::load_document((*embedded)->document());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ((*again)->document(), (*embedded)->document());
  EXPECT_EQ((*again)->hash(), (*embedded)->hash());
}

}  // namespace
}  // namespace fieldbook::schema
