// Precompiled for the tests of rooms below the wire.
#pragma once
#include <gtest/gtest.h>

#include "engine/base/pch.hpp"
