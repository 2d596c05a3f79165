#include "tests/unit/cell/cell_fixture.hpp"

#include <grp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/cell/channel.hpp"
#include "harness/cell/client_runner.hpp"
#include "harness/cell/isolation.hpp"
#include "harness/cell/resolver_files.hpp"

namespace tetra::cell {
namespace {
using namespace std::chrono_literals;

constexpr uid_t nobody = 65534;

void become_nobody() {
  if (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0) ::_exit(99);
  // As after an exec: /proc/self belongs to the user again.
  ::prctl(PR_SET_DUMPABLE, 1);
  if (::chdir("/") != 0) ::_exit(99);
}

// Fields of a CellResult as one text, since it may come from another process.
std::string pack(const CellResult& result) {
  std::string text = (result.problem ? result.problem->code : "") + '\x1f' +
                     (result.problem ? result.problem->what : "") + '\x1f' +
                     std::to_string(result.status) + '\x1f' + result.said + '\x1f';
  for (const auto& remark : result.remarks) text += remark + '\x1f';
  return text;
}

CellResult unpack(const std::string& text) {
  std::vector<std::string> fields;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\x1f', at);
    fields.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  CellResult result;
  if (fields.size() < 4) return result;
  if (!fields[0].empty()) result.problem = Problem{fields[0], {}, fields[1], {}};
  result.status = std::stoi(fields[2]);
  result.said = fields[3];
  result.remarks.assign(fields.begin() + 4, fields.end());
  return result;
}

CellResult launch_here(IsolationKind kind, const CellSpec& spec,
                       const std::function<std::string(Inside&)>& function) {
  CellResult result;
  auto cell = launch(kind, spec, [&function](Inside inside) {
    const auto said = function(inside);
    return send_message(inside.channel.get(), said) ? 0 : 1;
  });
  if (!cell) {
    result.problem = cell.error();
    return result;
  }
  result.remarks = cell->remarks();
  if (auto said = receive_message(cell->channel(), 60s)) result.said = *said;
  result.status = cell->wait(60s).value_or(-1);
  return result;
}

}  // namespace

std::string in_child(const std::function<std::string()>& function) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return {};
  const Fd outer(ends[0]);
  Fd inner(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) {
    send_message(inner.get(), function());
    ::_exit(0);
  }
  inner.reset();
  const auto said = receive_message(outer.get(), 90s);
  if (!said) ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return said.value_or("");
}

std::string as_user(User user, const std::function<std::string()>& function) {
  if (user == User::self || ::geteuid() != 0) return in_child(function);
  return in_child([&function] {
    become_nobody();
    return function();
  });
}

CellResult in_cell(User user, IsolationKind kind, const CellSpec& spec,
                   const std::function<std::string(Inside&)>& function) {
  return unpack(as_user(user, [&] { return pack(launch_here(kind, spec, function)); }));
}

ClientExit run_client(IsolationKind kind, ClientCommand command) {
  asio::io_context io(1);
  ClientExit result;
  ClientRunner runner(io.get_executor(), kind);
  auto client = runner.run(std::move(command));
  asio::co_spawn(io, std::move(client), [&](std::exception_ptr failed, ClientExit exit) {
    if (failed) std::rethrow_exception(failed);
    result = std::move(exit);
    io.stop();
  });
  io.run();
  return result;
}

std::string shell(IsolationKind kind, const std::string& script) {
  ClientCommand command;
  command.argv = {"sh", "-c", script};
  command.time_limit = 30s;
  return run_client(kind, command).out;
}

std::string why_no_namespaces(User user) {
  return as_user(user,
                 [] {
                   const auto choice = choose(Requested::namespaces);
                   return choice ? std::string("-") : choice.error().what;
                 })
      .substr(0, 400);
}

bool proc_is_mounted() {
  return ::access("/proc/self/stat", R_OK) == 0;
}

CellSpec lab_spec() {
  CellSpec spec;
  const auto resolver = asio::ip::make_address("192.0.2.53");
  spec.addresses = {asio::ip::make_address("192.0.2.10"), asio::ip::make_address("2001:db8::10"),
                    resolver};
  spec.files = resolver_files({resolver, 1, 1});
  return spec;
}

std::string name_of(const ::testing::TestParamInfo<User>& info) {
  return info.param == User::self ? "self" : "nobody";
}

void NamespaceCell::SetUp() {
  if (GetParam() == User::nobody && ::geteuid() != 0) GTEST_SKIP() << "only root can become nobody";
  const auto why = why_no_namespaces(GetParam());
  if (why != "-") GTEST_SKIP() << why;
}

INSTANTIATE_TEST_SUITE_P(As, NamespaceCell, ::testing::Values(User::self, User::nobody), name_of);

}  // namespace tetra::cell
