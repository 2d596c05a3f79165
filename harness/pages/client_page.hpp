#pragma once
#include <map>
#include <string>

#include "harness/clients/client.hpp"
#include "harness/explain/table.hpp"

namespace tetra::pages {

/// A few lines for each client: the version that is installed here, its routes, the options that it
/// can be told, what it is.
std::string clients_page(const std::map<std::string, clients::Client>& all, std::size_t columns);

/// All that a client's file says, and what the table says of the values that its program reports.
std::string client_page(const clients::Client& client, const explain::Table& table,
                        std::size_t columns);

}  // namespace tetra::pages
