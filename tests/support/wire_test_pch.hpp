// Precompiled for every other test.
#pragma once
#include <gtest/gtest.h>

#include "engine/wire/pch.hpp"
