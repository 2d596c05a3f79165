#include "harness/report/html_page.hpp"

#include <gtest/gtest.h>

namespace tetra::report {
namespace {

TEST(HtmlPage, FillsEachPlaceOnceAndDoesNotLookAtWhatItPutIn) {
  EXPECT_EQ(fill_places("a {{one}} b {{two}}{{none}} {{", {{"one", "{{two}}"}, {"two", "2"}}),
            "a {{two}} b 2{{none}} {{");
}

TEST(HtmlPage, NothingInJsonEndsItsScriptElement) {
  EXPECT_EQ(safe_in_script("[\"</script><!--\"]"), "[\"\\u003c/script>\\u003c!--\"]");
  EXPECT_EQ(safe_in_script("\"a\xe2\x80\xa8"
                           "b\xe2\x80\xa9\xe2\x80\xa6\""),
            "\"a\\u2028b\\u2029\xe2\x80\xa6\"");
}

TEST(HtmlPage, Base64IsThatOfRfc4648) {
  for (const auto& [plain, coded] :
       {std::pair("", ""), {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}})
    EXPECT_EQ(base64(plain), coded);
}

TEST(HtmlPage, ThePolicyAllowsATextByItsSha256) {
  EXPECT_EQ(policy_hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
}

TEST(HtmlPage, TheBuiltInFilesAreThereAndLoadNothing) {
  for (const std::string_view place :
       {"{{policy}}", "{{style}}", "{{script}}", "{{index}}", "{{blocks}}"})
    EXPECT_NE(page_template().find(place), std::string_view::npos) << place;
  for (const std::string_view file : {page_template(), page_style(), page_script()}) {
    EXPECT_GT(file.size(), 500u);
    for (const std::string_view loading :
         {"src=", "@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML", "insertAdjacentHTML",
          "document.write", "eval("}) {
      EXPECT_EQ(file.find(loading), std::string_view::npos) << loading;
    }
  }
  EXPECT_EQ(page_script().find("</script"), std::string_view::npos);
}

}  // namespace
}  // namespace tetra::report
