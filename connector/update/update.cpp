#include "connector/update/update.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "connector/local/disk_outcome.hpp"
#include "connector/local/whole_file.hpp"
#include "connector/revocation/revocation_check.hpp"
#include "connector/tls/tls_client.hpp"
#include "connector/transfer/fetch.hpp"
#include "connector/update/definitions_store.hpp"
#include "connector/update/file_download.hpp"
#include "connector/update/gunzip.hpp"
#include "connector/update/manifest.hpp"
#include "connector/update/md5.hpp"
#include "connector/update/signature.hpp"

namespace tetra::connector {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t most_versions_id = 64 * 1024;
constexpr std::uint64_t most_signature = 4 * 1024;
constexpr std::uint64_t most_manifest = 16 * 1024 * 1024;
constexpr std::uint64_t most_packed = 256 * 1024 * 1024;

class EngineUpdate {
 public:
  EngineUpdate(const UpdateSettings& settings, const Reach& reach, Trace& trace)
      : settings_(settings),
        trace_(trace),
        revocation_(reach.network, trace),
        tls_(reach.trust, reach.check_revocation ? &revocation_ : nullptr, trace),
        dialer_(reach.route, reach.network, tls_, trace),
        transfer_(settings.server, dialer_, trace),
        store_(settings.home, settings.engine) {}

  Updated run() {
    Updated updated;
    updated.outcome = all(updated.changed);
    if (updated.outcome.cause == Cause::disk_full) store_.drop_staging();
    if (transfer_.by_proxy()) updated.outcome = through_proxy(std::move(updated.outcome));
    updated.version = store_.installed();
    return updated;
  }

 private:
  Outcome all(bool& changed) {
    const Fetched id = fetch(transfer_, url(settings_.engine + "/versions.id"), most_versions_id);
    if (!id.outcome.ok()) return id.outcome;
    const auto offered = parse_versions_id(id.body);
    if (!offered)
      return failed(Cause::versions_id_bad,
                    "versions.id holds no value=\"N\", or declares entities");
    version_ = *offered;
    const std::uint64_t installed = store_.installed();
    trace_.step(Step::version, {{"engine", settings_.engine},
                                {"offered", std::to_string(version_)},
                                {"installed", std::to_string(installed)}});
    if (version_ < installed) {
      return failed(
          Cause::version_older,
          fmt::format("the server offers {}, in use is the later {}", version_, installed));
    }
    if (version_ == installed) return compare_with_server();
    if (Outcome outcome = store_.prepare(version_); !outcome.ok()) return outcome;
    if (Outcome outcome = fetch_manifest(); !outcome.ok()) return outcome;
    if (Outcome outcome = fetch_files(); !outcome.ok()) return outcome;
    if (Outcome outcome = store_.swap_in(version_); !outcome.ok()) return outcome;
    trace_.step(Step::swapped, {{"version", std::to_string(version_)}});
    changed = true;
    return success();
  }

  /// Ed25519 signs the same text with the same bytes (RFC 8032), so another versions.sig stands for
  /// another manifest.
  Outcome compare_with_server() {
    const Fetched signature = fetch(transfer_, versioned("versions.sig"), most_signature);
    if (!signature.outcome.ok()) return signature.outcome;
    if (signature.body != read_file(store_.current() / "versions.sig", most_signature)) {
      return failed(
          Cause::version_changed,
          fmt::format("version {} is in use, but the server has another set under this number",
                      version_));
    }
    trace_.step(Step::up_to_date, {{"version", std::to_string(version_)}});
    return success();
  }

  std::string url(const std::string& path) const { return settings_.server.path + "/" + path; }
  std::string versioned(const std::string& path) const {
    return url(fmt::format("{}_{}/{}", settings_.engine, version_, path));
  }
  fs::path staged(const std::string& name) const { return store_.staging(version_) / name; }
  fs::path tree() const { return staged("tree"); }

  /// Continues an interrupted file as often as the settings allow.
  Outcome get(const std::string& path, const fs::path& into, std::uint64_t most) {
    Outcome outcome = download(transfer_, path, into, most, trace_);
    for (int i = 0; i < settings_.retries && outcome.stage() == Stage::download; ++i)
      outcome = download(transfer_, path, into, most, trace_);
    return outcome;
  }

  Outcome fetch_manifest() {
    const fs::path plain = tree() / "versions.dat";
    Outcome outcome = get(versioned("versions.dat.gz"), staged("versions.dat.gz"), most_manifest);
    if (outcome.ok()) {
      outcome = gunzip(staged("versions.dat.gz"), plain, most_manifest).outcome;
    } else if (outcome.cause == Cause::http_status &&
               outcome.http_status == 404) {  // not a proxy's own 404 to CONNECT
      outcome = get(versioned("versions.dat"), plain, most_manifest);
    }
    if (!outcome.ok()) return outcome;
    const Fetched signature = fetch(transfer_, versioned("versions.sig"), most_signature);
    if (!signature.outcome.ok()) return signature.outcome;
    const std::string text = read_file(plain, most_manifest);
    outcome = verify_signature(text, signature.body, settings_.signing_key);
    if (!outcome.ok()) return outcome;
    trace_.step(Step::signature_good);
    outcome = write_file(tree() / "versions.sig", signature.body);
    if (text == read_file(store_.current() / "versions.dat", most_manifest)) {
      return failed(Cause::manifest_stale,
                    fmt::format("versions.dat of version {} is that of version {}, which is in use",
                                version_, store_.installed()));
    }
    manifest_ = parse_manifest(text);
    return manifest_.outcome.ok() ? outcome : manifest_.outcome;
  }

  Outcome fetch_files() {
    std::vector<const ManifestFile*> missing;
    for (const ManifestFile& file : manifest_.files) {
      bool there = false;
      if (Outcome outcome = take_existing(file, there); !outcome.ok()) return outcome;
      if (!there) missing.push_back(&file);
    }
    trace_.step(Step::manifest, {{"files", std::to_string(manifest_.files.size())},
                                 {"changed", std::to_string(missing.size())}});
    for (const ManifestFile* file : missing) {
      if (Outcome outcome = fetch_file(*file); !outcome.ok()) return outcome;
    }
    return success();
  }

  /// Staged by an earlier attempt, or unchanged since the version in use (then linked, not copied).
  Outcome take_existing(const ManifestFile& file, bool& there) const {
    const fs::path target = tree() / "avx" / file.path;
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    if (error) return disk_outcome(error.value(), target);
    there = md5_of(target) == file.md5;
    if (there) return success();
    const fs::path in_use = store_.current() / "avx" / file.path;
    if (md5_of(in_use) != file.md5) return success();
    fs::remove(target, error);
    fs::create_hard_link(in_use, target, error);
    there = !error;
    return success();
  }

  Outcome fetch_file(const ManifestFile& file) {
    const fs::path target = tree() / "avx" / file.path;
    const fs::path packed = staged("packed") / (file.path + ".gzip");
    std::error_code error;
    fs::create_directories(packed.parent_path(), error);
    if (error) return disk_outcome(error.value(), packed);
    fs::remove(target, error);  // never write into a file that the version in use may share
    Outcome outcome = get(versioned("avx/" + file.path + ".gzip"), packed, most_packed);
    if (!outcome.ok()) return outcome;
    const std::uint64_t told = file.size.value_or(settings_.most_unpacked);
    const Unpacked unpacked = gunzip(packed, target, std::min(told, settings_.most_unpacked));
    fs::remove(packed, error);
    if (unpacked.outcome.cause == Cause::gzip_too_large && told < settings_.most_unpacked) {
      return failed(Cause::size_mismatch,
                    fmt::format("{}: more bytes than the {} of the manifest", file.path, told));
    }
    if (!unpacked.outcome.ok()) return unpacked.outcome;
    if (file.size && unpacked.bytes != told) {
      fs::remove(target, error);
      return failed(Cause::size_mismatch,
                    fmt::format("{}: {} bytes instead of {}", file.path, unpacked.bytes, told));
    }
    if (unpacked.md5 != file.md5) {
      fs::remove(target, error);
      return failed(Cause::md5_mismatch,
                    fmt::format("{}: md5 {} instead of {}", file.path, unpacked.md5, file.md5));
    }
    trace_.step(Step::file, {{"path", file.path}, {"bytes", std::to_string(unpacked.bytes)}});
    return success();
  }

  const UpdateSettings& settings_;
  Trace& trace_;
  RevocationCheck revocation_;
  TlsClient tls_;
  RouteDialer dialer_;
  Transfer transfer_;
  DefinitionsStore store_;
  std::uint64_t version_ = 0;
  Manifest manifest_;
};

}  // namespace

Updated update(const UpdateSettings& settings, const Reach& reach, Trace& trace) {
  return EngineUpdate(settings, reach, trace).run();
}

std::string_view result_word(bool ok, bool changed) {
  if (!ok) return "failed";
  return changed ? "updated" : "up-to-date";
}

}  // namespace tetra::connector
