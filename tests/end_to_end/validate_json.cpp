// validate_json SCHEMA DOCUMENT: exits 0 when the document is what the draft-07 schema describes, 1
// with what is wrong otherwise.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace {

using valijson::adapters::NlohmannJsonAdapter;

int validate(const char* schema_path, const char* document_path) {
  std::ifstream schema_file(schema_path);
  std::ifstream document_file(document_path);
  const auto schema_json = nlohmann::json::parse(schema_file);
  const auto document = nlohmann::json::parse(document_file);
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(NlohmannJsonAdapter(schema_json), schema);
  valijson::Validator validator;
  valijson::ValidationResults wrong;
  if (validator.validate(schema, NlohmannJsonAdapter(document), &wrong)) return 0;
  valijson::ValidationResults::Error error;
  while (wrong.popError(error)) {
    for (const std::string& step : error.context) std::cerr << step;
    std::cerr << ": " << error.description << '\n';
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: validate_json SCHEMA DOCUMENT\n";
    return 2;
  }
  try {
    return validate(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
