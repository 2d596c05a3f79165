#include <gtest/gtest.h>

#include "mockserver/http/conditions.hpp"

namespace tetra::http {
namespace {

using namespace std::chrono;

const char* const before = "Sun, 06 Nov 1994 08:49:36 GMT";
const char* const same = "Sun, 06 Nov 1994 08:49:37 GMT";
const char* const after = "Sun, 06 Nov 1994 08:49:38 GMT";

Resource resource(std::string etag) {
  Resource made;
  made.body = bytes_of("0123456789");
  made.etag = std::move(etag);
  made.last_modified = sys_days(1994y / November / 6d) + 8h + 49min + 37s + 500ms;
  return made;
}

struct Case {
  Fields fields;
  Condition condition;
  const char* etag = "\"a\"";
};

// RFC 9110 sections 13.1 and 13.2.2.
TEST(Conditions, AreJudgedInTheOrderOfTheRfc) {
  constexpr Condition proceed = Condition::proceed;
  constexpr Condition not_modified = Condition::not_modified;
  constexpr Condition failed = Condition::failed;
  const Case cases[] = {{{}, proceed},
                        {{{"If-None-Match", "\"a\""}}, not_modified},
                        {{{"If-None-Match", "W/\"a\""}}, not_modified},
                        {{{"If-None-Match", "\"a\""}}, not_modified, "W/\"a\""},
                        {{{"If-None-Match", "\"b\""}}, proceed},
                        {{{"If-None-Match", "a"}}, proceed},
                        {{{"If-None-Match", "\"b\", \"a\""}}, not_modified},
                        {{{"If-None-Match", "\"b\",W/\"a\" ,\"c\""}}, not_modified},
                        {{{"If-None-Match", "\"x,\", \"a\""}}, not_modified},
                        {{{"If-None-Match", "\"x,\"a\","}}, proceed},
                        {{{"If-None-Match", "*"}}, not_modified},
                        {{{"If-None-Match", "*"}}, not_modified, ""},
                        {{{"If-None-Match", "\"\""}}, proceed, ""},
                        {{{"If-None-Match", "\"b\""}, {"If-Modified-Since", after}}, proceed},
                        {{{"If-Modified-Since", before}}, proceed},
                        {{{"If-Modified-Since", same}}, not_modified},
                        {{{"If-Modified-Since", after}}, not_modified},
                        {{{"If-Modified-Since", "Sunday, 06-Nov-94 08:49:37 GMT"}}, not_modified},
                        {{{"If-Modified-Since", "no date"}}, proceed},
                        {{{"If-Match", "\"a\""}}, proceed},
                        {{{"If-Match", "\"b\", \"a\""}}, proceed},
                        {{{"If-Match", "W/\"a\""}}, failed},
                        {{{"If-Match", "\"a\""}}, failed, "W/\"a\""},
                        {{{"If-Match", "\"b\""}}, failed},
                        {{{"If-Match", "*"}}, proceed},
                        {{{"If-Match", "\"a\""}, {"If-None-Match", "\"a\""}}, not_modified},
                        {{{"If-Match", "\"a\""}, {"If-Unmodified-Since", before}}, proceed},
                        {{{"If-Unmodified-Since", before}}, failed},
                        {{{"If-Unmodified-Since", same}}, proceed},
                        {{{"If-Unmodified-Since", after}}, proceed},
                        {{{"If-Unmodified-Since", "no date"}}, proceed}};
  for (const Case& c : cases) {
    Request request;
    request.fields = c.fields;
    std::string said;
    for (const Field& field : c.fields.all()) said += field.name + ": " + field.value + "; ";
    EXPECT_EQ(check_conditions(request, resource(c.etag)), c.condition) << said << c.etag;
  }
}

struct IfRange {
  const char* value;
  bool holds;
  const char* etag = "\"a\"";
};

// RFC 9110 section 13.1.5: a strong tag or the exact date.
TEST(Conditions, IfRangeNeedsTheVerySameBytes) {
  const IfRange cases[] = {
      {"\"a\"", true},     {"\"b\"", false}, {"W/\"a\"", false}, {"W/\"a\"", false, "W/\"a\""},
      {"\"\"", false, ""}, {same, true},     {before, false},    {after, false},
      {"no date", false},  {"", false}};
  for (const IfRange& c : cases) {
    Request request;
    request.fields.add("If-Range", c.value);
    EXPECT_EQ(range_still_holds(request, resource(c.etag)), c.holds) << c.value;
  }
  EXPECT_TRUE(range_still_holds(Request(), resource("\"a\"")));
}

}  // namespace
}  // namespace tetra::http
