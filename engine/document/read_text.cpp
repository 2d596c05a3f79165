#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "engine/document/yaml.hpp"
#include "engine/document/yaml_bytes.hpp"

namespace tetra::document {

Result<std::string> read_text(const std::filesystem::path& path) {
  const Place where{path.string(), 0, 0};
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found)
    return fail("no-such-file", where, "there is no such file", "");
  if (std::filesystem::is_directory(status))
    return fail("cannot-read", where, "this is a folder", "");
  std::ifstream file(path, std::ios::binary);
  std::string text(longest_document + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file && !file.eof())
    return fail("cannot-read", where,
                fmt::format("the file cannot be read: {}", std::strerror(errno)), "");
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > longest_document)
    return fail("too-big", where, fmt::format("the file is longer than {} bytes", longest_document),
                "split it; a scenario is a page of text");
  return text;
}

}  // namespace tetra::document
