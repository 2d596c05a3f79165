#!/usr/bin/env python3
"""Tests of tools/check_co_await.py, on expressions that g++ 12 was seen to miscompile, and on their cures."""
import unittest

import sample_tree

import check_co_await

BRACES, CAPTURE, CONDITIONAL = "a braced value", "a lambda that captures by value", "a conditional that makes a value"

BAD = [
    (BRACES, "co_await f(Agg{1, name});"),
    (BRACES, "co_await Agg{1}.run();"),
    (BRACES, "co_await f(Agg{});"),
    (BRACES, "auto [ec, n] = co_await async_send(ec, Msg{text, 3});"),
    (BRACES, 'co_await f({{"a", "b"}});'),
    (BRACES, "co_await timer.async_wait({});"),
    (BRACES, "const auto answer = co_await ask(\n    first,\n    Question{host});"),
    (BRACES, "if (auto r = co_await f(Agg{1}); r) return;"),
    (BRACES, "while (co_await f(Agg{1})) { g(); }"),
    (BRACES, "for (auto x : co_await list(Agg{1})) g(x);"),
    (BRACES, "use(co_await f(), Agg{1});"),
    (BRACES, "std::vector<int> v{co_await f()};"),
    (BRACES, "co_return std::pair{co_await f(), 1};"),
    (BRACES, "EXPECT_EQ(co_await f(), (Point{1, 2}));"),
    (CAPTURE, "co_await co_spawn(ex, [v = std::move(v)]() -> Task<void> { co_return; });"),
    (CAPTURE, "co_spawn(co_await this_coro::executor, [cap]() -> Task<void> { co_await g(); }, token);"),
    (CAPTURE, "co_await f([=] { return x; });"),
    (CAPTURE, "co_await f([&, self] { return x; });"),
    (CAPTURE, "co_await f([*this] { return x; });"),
    (CONDITIONAL, 'co_await g(b ? std::string("a") : s);'),
    (CONDITIONAL, 'co_await g(b ? "a" : s);'),
    (CONDITIONAL, "auto x = b ? co_await f() : co_await g();"),
]

GOOD = [
    "const Agg agg{1, name};\n  co_await f(agg);",
    "co_await f(Named(1, name));",
    "auto [ec, n] = co_await s.async_read_some(asio::buffer(bytes), use_awaitable);",
    "auto&& [ec, n] = co_await f(table[2], (*rows)[n]);",
    "co_await f([&] { return x; });",
    "co_await f([&a, &b](int n) { return Agg{n}; });",
    "co_await f([this] { run(Agg{1}); });",
    "co_await f([&total = sum_] { ++total; });",
    "co_await g(n > 65'536 ? 1 : 2);",
    "co_await g(b ? first : second);",
    "co_await g(b ? text.size() : limit);",
    "co_await g(b ? static_cast<int>(x) : 0);",
    "auto run = [v = std::move(v)]() -> Task<void> { co_await g(v); };",
    "auto run = [cap](Agg a = Agg{1}) mutable -> Task<std::pair<int, A*>> { co_await g(cap); };",
    "if (co_await f()) return Agg{1};",
    "if (auto [ec] = co_await f(); ec) { return Agg{1}; }",
    "if (x) { y = Agg{1}; } else if (co_await f()) { y = Agg{2}; }",
    "switch (co_await f()) { case 1: { g(Agg{1}); } default: break; }",
    "try { co_await f(); } catch (const Error& e) { report(Agg{1}); }",
    "do { co_await f(); } while (more);",
    "while (true) { const Agg a{1}; co_await f(a); }",
    "co_await f(); use(Agg{1});",
    "// co_await f(Agg{1});\n  /* co_await f(Agg{1}); */",
    'log("co_await f(Agg{1})"); log(R"(co_await f(Agg{1}))");',
    "co_await f(Agg{1});  // style: Agg is an enum",
    "struct Local { int a{1}; Task<void> run() const { co_await f(); } };",
]


class CheckCoAwait(sample_tree.SampleTree):
    CHECK = check_co_await.check

    def coroutine(self, body):
        return {"engine/wire/a.cpp": "namespace a::b {\nasio::awaitable<void> f(Peer& peer) {\n  " + body + "\n}\n}  // namespace a::b\n"}

    def test_what_gcc_12_miscompiles_is_flagged(self):
        for message, body in BAD:
            with self.subTest(body):
                self.assert_flags(self.coroutine(body), "engine/wire/a.cpp:3: " if body[:5] != "const" else "engine/wire/a.cpp:", message)

    def test_the_cures_pass(self):
        for body in GOOD:
            with self.subTest(body):
                self.assert_clean(self.coroutine(body))

    def test_a_class_with_initialisers_around_a_coroutine_passes(self):
        self.assert_clean({"engine/wire/a.hpp": """
#define OPEN {
class Reset final : public Fault {
 public:
  explicit Reset(int n) : n_{n}, m_(2) { start(Agg{1}); }
  enum class Kind : std::uint8_t { a, b };
  Task<Next> before_write(Connection& peer, std::string& bytes) override {
    bytes.resize(std::min(bytes.size(), n_));
    co_await peer.write(asio::buffer(bytes));
    co_return Next{1};
  }
  int n_{0};
};
const Register<Reset> entry{{.id = "tcp.reset", .params = {{"after", "0"}}}};
"""})

    def test_the_line_of_the_co_await_is_told(self):
        self.assert_flags(self.coroutine("g();\n  g();\n  co_await f(Agg{1});"), "engine/wire/a.cpp:5:")


if __name__ == "__main__":
    unittest.main()
