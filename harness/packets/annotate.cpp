#include "harness/packets/annotate.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tetra::packets {
namespace {

// A peer that leaves says its last word (close_notify, an alert) and closes in one go.
constexpr std::int64_t leaving_ns = 250'000'000;

// Indices of packets, rising.
using Places = std::vector<std::size_t>;

struct Exchange {
  Places from_peer, to_peer;
};

class Annotator {
 public:
  explicit Annotator(std::vector<Packet>& packets) : packets_(packets) {
    for (std::size_t n = 0; n < packets.size(); ++n) {
      flows_.push_back(flow_of(packets[n].bytes));
      if (!flows_[n]) continue;
      by_peer_[flows_[n]->source].from_peer.push_back(n);
      by_peer_[flows_[n]->destination].to_peer.push_back(n);
    }
  }

  // False: there is no packet to write it at.
  bool write(const Mark& mark) {
    const auto place = place_of(mark);
    if (!place) return false;
    packets_[*place].comments.push_back(mark.text);
    if (mark.peer && ended_.insert(*mark.peer).second) write_end(mark, *place);
    return true;
  }

 private:
  std::size_t first_since(std::int64_t at_ns) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(packets_, at_ns, {}, &Packet::at_ns) -
                                    packets_.begin());
  }

  std::optional<std::size_t> place_of(const Mark& mark) const {
    const std::size_t since = first_since(mark.at_ns);
    if (!mark.peer) return since < packets_.size() ? std::optional(since) : std::nullopt;
    const auto exchange = by_peer_.find(*mark.peer);
    if (exchange == by_peer_.end()) return std::nullopt;
    const auto question = last_question(mark, exchange->second.from_peer, since);
    const Places answers = answers_to(mark, exchange->second);
    const auto next = std::ranges::lower_bound(answers, since);
    if (next != answers.begin() && (!question || *std::prev(next) > *question))
      return *std::prev(next);
    if (next != answers.end() && !leaves(exchange->second.from_peer, since, *next)) return *next;
    return question ? question : last_word(exchange->second.from_peer, since);
  }

  // Whether the peer ends the connection between the two packets.
  bool leaves(const Places& from_peer, std::size_t since, std::size_t until) const {
    return std::ranges::any_of(
        from_peer, [&](std::size_t n) { return n >= since && n < until && flows_[n]->ends; });
  }

  bool begins(std::size_t n, const std::string& with) const {
    return flows_[n]->payload.starts_with(with);
  }

  // What says something to the peer, and not in another of the exchanges with it.
  Places answers_to(const Mark& mark, const Exchange& exchange) const {
    Places answers;
    for (const std::size_t n : exchange.to_peer) {
      if (!flows_[n]->quiet &&
          (begins(n, mark.begins) || !is_of_another(n, mark.begins.size(), exchange.from_peer)))
        answers.push_back(n);
    }
    return answers;
  }
  bool is_of_another(std::size_t n, std::size_t length, const Places& questions) const {
    const std::string_view start = flows_[n]->payload.substr(0, length);
    return std::ranges::any_of(questions, [&](std::size_t question) {
      return flows_[question]->payload.substr(0, length) == start;
    });
  }

  // The peer's last payload before the mark to which an answer can be expected.
  std::optional<std::size_t> last_question(const Mark& mark, const Places& from_peer,
                                           std::size_t since) const {
    std::optional<std::size_t> last;
    for (std::size_t place = 0; place < from_peer.size() && from_peer[place] < since; ++place) {
      const std::size_t n = from_peer[place];
      if (!flows_[n]->payload.empty() && begins(n, mark.begins) && !is_farewell(from_peer, place))
        last = n;
    }
    return last;
  }
  bool is_farewell(const Places& from_peer, std::size_t place) const {
    const std::size_t n = from_peer[place];
    const auto next =
        std::find_if(from_peer.begin() + static_cast<std::ptrdiff_t>(place) + 1, from_peer.end(),
                     [&](std::size_t later) { return !flows_[later]->quiet; });
    return flows_[n]->ends || (next != from_peer.end() && flows_[*next]->ends &&
                               packets_[*next].at_ns - packets_[n].at_ns < leaving_ns);
  }

  // What the peer sent last before the mark, whatever it was; its first packet where the kernel's
  // time is behind the lab's.
  static std::optional<std::size_t> last_word(const Places& from_peer, std::size_t since) {
    const auto behind = std::ranges::lower_bound(from_peer, since);
    if (behind != from_peer.begin()) return *std::prev(behind);
    return behind == from_peer.end() ? std::nullopt : std::optional(*behind);
  }

  // The first end of the connection behind the mark, if it is the service's.
  void write_end(const Mark& mark, std::size_t place) {
    const Exchange& exchange = by_peer_.at(*mark.peer);
    const auto first_end = [&](const Places& places) {
      const auto found = std::ranges::find_if(
          places, [&](std::size_t n) { return n >= place && flows_[n]->ends; });
      return found == places.end() ? packets_.size() : *found;
    };
    const std::size_t end = first_end(exchange.to_peer);
    if (end > place && end < first_end(exchange.from_peer))
      packets_[end].comments.push_back(
          "TETRA Lab: the service ends the connection on which the fault acted");
  }

  std::vector<Packet>& packets_;
  std::vector<std::optional<Flow>> flows_;
  std::map<Endpoint, Exchange> by_peer_;
  std::set<Endpoint> ended_;  // peers whose end has been looked for
};

}  // namespace

std::vector<std::string> annotate(std::vector<Packet>& packets, const std::vector<Mark>& marks) {
  Annotator annotator(packets);
  std::vector<std::string> left;
  for (const Mark& mark : marks) {
    if (!annotator.write(mark)) left.push_back(mark.text);
  }
  return left;
}

}  // namespace tetra::packets
