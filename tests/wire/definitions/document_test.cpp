// Faults of the tree's documents: the peer gets another text, and what is packed and signed of it
// follows, or does not.
#include <gtest/gtest.h>

#include "tests/unit/definitions/reading.hpp"
#include "tests/wire/definitions/definitions_lab.hpp"

namespace tetra::test {
namespace {

using definitions::Kind;
using definitions::reading::gunzip;
using definitions::reading::verifies;
constexpr auto engine = definitions::Engine::av64bit;
constexpr const char* versions_id = "/av64bit/versions.id";

const definitions::Tree& tree() {
  return DefinitionsServer::tree();
}
std::string manifest() {
  return tree().text(Kind::manifest, engine, DefinitionsServer::version());
}
std::string at(const std::string& name) {
  return DefinitionsServer::versioned(name);
}
bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}
std::string id(std::int64_t later) {
  return "<id value=\"" + std::to_string(DefinitionsServer::version() + later) + "\"/>";
}
std::string replaced(std::string text, std::string_view what, std::string_view with) {
  return text.replace(text.find(what), what.size(), with);
}
bool signs(std::string_view signature, std::string_view text) {
  return verifies(tree().signing_key_pem(), text, signature);
}

// The manifest that the peer gets in its three forms; `text` is what the fault makes of it.
void expect_manifest(const Line& signed_fault, const std::string& text) {
  expect_definitions({signed_fault}, at("versions.dat"),
                     [&](std::string_view body) { return body == text; });
  expect_definitions({signed_fault}, at("versions.dat.gz"),
                     [&](std::string_view body) { return gunzip(body) == text; });
  expect_definitions({signed_fault}, at("versions.sig"),
                     [&](std::string_view body) { return signs(body, text); });
  Line unsigned_fault = signed_fault;
  unsigned_fault.value.entries.push_back({"signed", {}, scalar_node("false")});
  expect_definitions({unsigned_fault}, at("versions.dat"),
                     [&](std::string_view body) { return body == text; });
  expect_untouched({unsigned_fault}, at("versions.sig"));
}

TEST(DefinitionsOfferedVersion, NamesAnOlderANewerOrNoVersion) {
  expect_definitions({line("offered-version", {{"by", "-2"}})}, versions_id,
                     [](std::string_view body) { return holds(body, id(-2)); });
  expect_definitions({line("offered-version", {{"by", "7"}})}, versions_id,
                     [](std::string_view body) { return holds(body, id(7)); });
  for (const char* value : {"", "latest", "-1", "99999999999999999999"}) {
    expect_definitions({line("offered-version", {{"value", value}})}, versions_id,
                       [&](std::string_view body) {
                         return holds(body, "<id value=\"" + std::string(value) + "\"/>");
                       });
  }
  expect_definitions({line("offered-version", {{"by", "-1"}})}, "/av64bit/version.txt",
                     [](std::string_view body) {
                       return body == std::to_string(DefinitionsServer::version() - 1) + "\n";
                     });
}

TEST(DefinitionsOfferedVersion, NamesTwo) {
  expect_definitions(
      {line("offered-version", {{"also", "1"}})}, versions_id,
      [](std::string_view body) { return holds(body, id(0) + "<id value=\"1\"/>"); });
}

TEST(DefinitionsOfferedVersion, LeavesEverythingElseAsItIs) {
  expect_untouched({line("offered-version", {{"by", "-2"}})}, at("versions.dat"));
}

TEST(DefinitionsDocument, IsAnotherTextInEveryForm) {
  expect_manifest(line("document", {{"text", "<html>Please log in</html>"}}),
                  "<html>Please log in</html>");
  expect_definitions({line("document")}, at("versions.dat"),
                     [](std::string_view body) { return body.empty(); });
  expect_definitions({line("document", {{"of", "versions-id"}})}, versions_id,
                     [](std::string_view body) { return body.empty(); });
}

TEST(DefinitionsSubstitute, ChangesTheFirstOrEveryOccurrence) {
  expect_manifest(line("substitute", {{"find", "Plugins/"}, {"with", "../../"}}),
                  replaced(manifest(), "Plugins/", "../../"));
  const Line all =
      line("substitute",
           {{"find", "Plugins/"}, {"with", "https://elsewhere.example/"}, {"all", "true"}});
  expect_definitions({all}, at("versions.dat"), [](std::string_view body) {
    return !holds(body, "Plugins/") && holds(body, "https://elsewhere.example/");
  });
}

TEST(DefinitionsSubstitute, DoesNotActWhereThereIsNothingToFind) {
  expect_untouched({line("substitute", {{"find", "no such text"}})}, at("versions.dat"));
  expect_untouched({line("substitute", {{"find", "id"}, {"of", "versions-id"}})},
                   at("versions.dat"));
}

TEST(DefinitionsLine, ChangesTheFieldsOfTheFilesThatItMeans) {
  const std::string path = "Plugins/daily.sig";
  const std::string md5 = tree().manifest(engine, DefinitionsServer::version()).find(path)->md5;
  expect_manifest(line("line", {{"file", "**/daily.sig"}, {"path", "../../../evil"}}),
                  replaced(manifest(), path, "../../../evil"));
  expect_manifest(line("line", {{"file", "**/daily.sig"}, {"md5", ""}}),
                  replaced(manifest(), md5, ""));
  expect_manifest(line("line", {{"file", "**/daily.sig"}, {"upper", "true"}}),
                  replaced(manifest(), path, "PLUGINS/DAILY.SIG"));
}

TEST(DefinitionsLine, StandsTwiceOrNotAtAll) {
  const definitions::Manifest healthy = tree().manifest(engine, DefinitionsServer::version());
  const std::string daily = to_text(definitions::Manifest{{*healthy.find("Plugins/daily.sig")}});
  expect_manifest(line("line", {{"file", "**/daily.sig"}, {"copies", "2"}}),
                  replaced(manifest(), daily, daily + daily));
  expect_manifest(line("line", {{"file", "**/daily.sig"}, {"copies", "0"}}),
                  replaced(manifest(), daily, ""));
}

TEST(DefinitionsLine, DoesNotActWithoutSuchAFile) {
  expect_untouched({line("line", {{"file", "none"}, {"flag", "-"}})}, at("versions.dat"));
}

TEST(DefinitionsRecode, WritesOtherBytesForTheSameCharacters) {
  const auto expect = [](const char* as, const std::function<bool(std::string_view)>& check) {
    expect_definitions({line("recode", {{"as", as}})}, at("versions.dat"), check);
  };
  expect("crlf", [](std::string_view body) {
    return holds(body, "\r\n") && body.size() > manifest().size();
  });
  expect("cr", [](std::string_view body) { return holds(body, "\r") && !holds(body, "\n"); });
  expect("bom", [](std::string_view body) { return body == "\xef\xbb\xbf" + manifest(); });
  expect("utf-16", [](std::string_view body) {
    return body.size() == 2 + 2 * manifest().size() && body.starts_with("\xff\xfe");
  });
  expect("not-utf-8", [](std::string_view body) {
    return holds(body, "\xe4") && body.size() == manifest().size();
  });
  expect("nul", [](std::string_view body) { return holds(body, std::string_view("\n\0", 2)); });
}

TEST(DefinitionsGrow, GoesOnInLinesOfItsOwn) {
  expect_definitions({line("grow", {{"to", "1MiB"}})}, at("versions.dat"),
                     [](std::string_view body) {
                       return body.size() >= 1 << 20 && body.starts_with(manifest()) &&
                              holds(body, " more/file1 0\n") && holds(body, " more/file2 0\n");
                     });
  expect_definitions({line("grow", {{"to", "1MiB"}})}, at("versions.dat.gz"),
                     [](std::string_view body) { return gunzip(body).size() >= 1 << 20; });
}

TEST(DefinitionsEntity, DeclaresOneThatExpandsOrOneFromElsewhere) {
  expect_definitions({line("entity")}, versions_id, [](std::string_view body) {
    return holds(body, "<!DOCTYPE info [<!ENTITY e0 \"lol\">") &&
           holds(body, "<!ENTITY e9 \"&e8;&e8;") && holds(body, "<id value=\"&lab;\"/>");
  });
  expect_definitions({line("entity", {{"system", "file:///etc/passwd"}})}, versions_id,
                     [](std::string_view body) {
                       return holds(body, "<!ENTITY lab SYSTEM \"file:///etc/passwd\">");
                     });
  expect_definitions({line("entity", {{"used", "false"}})}, versions_id, [](std::string_view body) {
    return holds(body, "<!DOCTYPE") && holds(body, id(0));
  });
}

TEST(DefinitionsBuild, AnswersWithAnotherBuildsFile) {
  const auto before = [](Kind kind) {
    return tree().text(kind, engine, DefinitionsServer::version() - 1);
  };
  expect_definitions({line("build")}, at("versions.dat"),
                     [&](std::string_view body) { return body == before(Kind::manifest); });
  expect_definitions({line("build")}, at("versions.dat.gz"),
                     [&](std::string_view body) { return gunzip(body) == before(Kind::manifest); });
  expect_definitions({line("build")}, at("versions.sig"),
                     [&](std::string_view body) { return signs(body, before(Kind::manifest)); });
  expect_definitions(
      {line("build", {{"by", "3"}})}, at("avx/Plugins/daily.sig.gzip"), [](std::string_view body) {
        return gunzip(body) ==
               read_all(*tree()
                             .payload(engine, DefinitionsServer::version() + 3, "Plugins/daily.sig")
                             ->plain);
      });
  expect_untouched({line("build")}, "/");
}

TEST(DefinitionsSignature, DoesNotVouchForTheManifest) {
  const auto good = [](std::string_view body) { return signs(body, manifest()); };
  for (const char* made :
       {"wrong-key", "other-build", "empty", "truncated", "other-algorithm", "binary"}) {
    expect_definitions({line("signature", {{"made", made}})}, at("versions.sig"),
                       [&](std::string_view body) { return !good(body); });
  }
  const std::string before = tree().text(Kind::manifest, engine, DefinitionsServer::version() - 1);
  expect_definitions({line("signature", {{"made", "other-build"}})}, at("versions.sig"),
                     [&](std::string_view body) { return signs(body, before); });
  expect_untouched({line("signature")}, at("versions.dat"));
}

}  // namespace
}  // namespace tetra::test
