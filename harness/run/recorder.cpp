#include "harness/run/recorder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "engine/journal/kinds/lab.hpp"
#include "engine/journal/kinds/words.hpp"
#include "harness/packets/pcapng.hpp"
#include "harness/run/kept_folder.hpp"
#include "mockserver/dns/dns_events.hpp"
#include "world/addresses.hpp"

namespace tetra::run {
namespace {

constexpr std::size_t most_marks =
    1000;  // a fault of every packet acts as often as there are packets

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// What tells an event's connection or query apart from the others of its service; empty: neither.
std::string key_of(const journal::Event& event) {
  if (event.connection != 0) return fmt::format("connection {}", event.connection);
  const auto query = event.get(event::key::query);
  return query ? fmt::format("query {}", *query) : std::string();
}

// A DNS message over UDP begins with its ID (RFC 1035 4.1.1); over TCP there is a connection to
// tell it apart.
std::string beginning_of(const journal::Event& event) {
  if (event.get(&event::DnsQuery::transport) != "udp") return {};
  const auto id = static_cast<std::uint16_t>(event.get(&event::DnsQuery::id));
  return {static_cast<char>(id >> 8), static_cast<char>(id & 0xff)};
}

std::string comment_on(const journal::Event& event) {
  std::string details;
  for (const journal::Field& field : event.fields) {
    if (journal::declares<event::Fault>(field.key())) continue;
    details += fmt::format("{}{} {}", details.empty() ? "" : ", ", field.key(), field.text());
  }
  return fmt::format("TETRA Lab: fault {} of the scenario, {} of {}, acts here{}",
                     event.get(&event::Fault::index) + 1, event.get(&event::Fault::fault),
                     event.service, details.empty() ? "" : " (" + details + ")");
}

// Wireshark shows the names of the real thing, though no packet may ever have told them.
std::vector<packets::Name> names_in(const world::World& world) {
  const std::vector<std::pair<std::string_view, std::string>> hosts{
      {"update", world.placeholders().at("update.host")},
      {"ocsp", std::string(world::name::ocsp)},
      {"crl", std::string(world::name::crl)},
      {"proxy", std::string(world::name::proxy)},
      {"socks", std::string(world::name::socks)},
      {"pac", std::string(world::name::pac)},
      {"dns", std::string(world::name::dns)}};
  std::vector<packets::Name> names;
  for (const std::string& address : world::endpoint_addresses())
    names.push_back({asio::ip::make_address(address), {"endpoint"}});
  for (const auto& [service, host] : hosts) {
    for (const auto* addresses :
         {&world::documentation_addresses(service), &world::documentation_addresses_v6(service)}) {
      for (const std::string& address : *addresses)
        names.push_back({asio::ip::make_address(address), {host}});
    }
  }
  return names;
}

}  // namespace

Recorder::Recorder(asio::io_context& io, const world::World& world, const Case& a_case,
                   const Setting& setting)
    : world_(world), case_(a_case), setting_(setting) {
  packets::PacketCapture::Wanted wanted;
  if (setting.isolation == cell::IsolationKind::ports_cell) {
    for (const auto& [service, address] : world.addresses()) {
      if (const auto door = packets::parse_endpoint(address.substr(0, address.find(' '))))
        doors_.push_back(*door);
    }
    wanted = [this](std::string_view packet) { return is_ours(packet); };
  }
  auto opened = packets::PacketCapture::open(io.get_executor(), std::move(wanted));
  if (opened) {
    packets_.emplace(std::move(*opened));
  } else {
    refused_ = to_string(opened.error());
  }
}

bool Recorder::is_ours(std::string_view packet) const {
  const auto flow = packets::flow_of(packet);
  if (!flow) return false;
  return std::ranges::any_of(doors_, [&](const packets::Endpoint& door) {
    return door == flow->source || door == flow->destination;
  });
}

void Recorder::note(const journal::Event& event) {
  if (!packets_) return;
  if (const auto peer = packets::parse_endpoint(event.get(event::key::from).value_or("")))
    peers_.insert_or_assign({event.service, key_of(event)}, Peer{*peer, beginning_of(event)});
  if (!event.is<event::Fault>() || marks_.size() >= most_marks) return;
  const auto peer = peers_.find({event.service, key_of(event)});
  if (peer == peers_.end()) {
    marks_.push_back({now_ns(), std::nullopt, comment_on(event), {}});
  } else {
    marks_.push_back({now_ns(), peer->second.endpoint, comment_on(event), peer->second.begins});
  }
}

void Recorder::begin_attempt(std::size_t number) {
  if (case_.scenario->attempts.size() > 1)
    marks_.push_back(
        {now_ns(), std::nullopt, fmt::format("TETRA Lab: attempt {} begins", number), {}});
}

std::vector<std::string> Recorder::about() const {
  std::vector<std::string> lines{
      fmt::format("{}: {}", case_.scenario->id, case_.scenario->title.en),
      fmt::format("client: {}{}{}", case_.client->name, case_.client_version.empty() ? "" : " ",
                  case_.client_version)};
  if (setting_.isolation == cell::IsolationKind::ports_cell)
    lines.emplace_back("captured on this machine's loopback; only packets of the lab's own ports");
  return lines;
}

Result<void> Recorder::write(int folder) {
  if (auto keys = write_evidence_file(folder, "keys.log", world_.key_log()); !keys) return keys;
  if (!packets_)
    return write_evidence_file(folder, "capture.txt", "no capture: " + refused_ + "\n");
  const bool whole = packets_->finish(std::chrono::seconds(2));
  packets::Capture all;
  all.application = "TETRA Lab " + setting_.version;
  all.comments = about();
  all.interface = "lo";
  all.description =
      setting_.isolation == cell::IsolationKind::ports_cell
          ? "loopback"
          : "the cell's one interface; the endpoint and the services have their addresses on it";
  if (setting_.isolation == cell::IsolationKind::namespace_cell) all.names = names_in(world_);
  all.tls_secrets = world_.key_log();
  if (!whole) all.comments.emplace_back("the kernel did not hand over the last packets in time");
  all.dropped = packets_->dropped();
  all.packets = packets_->take();
  for (const std::string& left : packets::annotate(all.packets, marks_))
    all.comments.push_back("without a packet: " + left);
  return write_evidence_file(folder, "capture.pcapng", packets::to_pcapng(all));
}

}  // namespace tetra::run
