// Precompiled for the rooms below the wire and beside it: the standard library and {fmt}.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <variant>
#include <vector>
