// definitions.entity: an XML document declares entities and uses one.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

// "Billion laughs": `depth` entities, each ten times the one before.
std::string expansion(std::int64_t depth) {
  std::string subset = "<!ENTITY e0 \"lol\">";
  for (std::int64_t n = 1; n <= depth; ++n) {
    subset += "<!ENTITY e" + std::to_string(n) + " \"";
    for (int i = 0; i < 10; ++i) subset += "&e" + std::to_string(n - 1) + ";";
    subset += "\">";
  }
  return subset + "<!ENTITY lab \"&e" + std::to_string(depth) + ";\">";
}

class Entity final : public Fault {
 public:
  explicit Entity(fault::Params& params)
      : system_(params.maybe_text("system",
                                  "the external entity's URI, such as file:///etc/passwd; left "
                                  "out: entities that expand")),
        depth_(
            params.integer("depth", "how often an entity holds ten of the one before", 1, 20, 9)),
        used_(params.flag("used", "whether the version is the entity; false: it is only declared",
                          true)),
        target_(params, "versions-id") {}

  bool on_text(Text& text) override {
    if (!target_.means(text)) return false;
    std::string changed = text.text;
    const std::string number = "\"" + std::to_string(text.place.version) + "\"";
    const auto at = changed.find(number);
    if (used_ && at != std::string::npos) changed.replace(at, number.size(), "\"&lab;\"");
    const std::string subset =
        system_ ? "<!ENTITY lab SYSTEM \"" + *system_ + "\">" : expansion(depth_);
    return replace(text, "<?xml version=\"1.0\"?><!DOCTYPE info [" + subset + "]>" + changed);
  }

 private:
  std::optional<std::string> system_;
  std::int64_t depth_;
  bool used_;
  Target target_;
};

const fault::Register<Entity> entity_entry{{
    .layer = "definitions",
    .name = "entity",
    .services = update_service,
    .summary = "Puts a DOCTYPE with entities into versions.id: an external one, or some that "
               "expand beyond all memory.",
}};

}  // namespace
}  // namespace tetra::definitions
