/// The text of doc/xmlrpc.md, made from the method tables.
#pragma once

#include <string>

namespace supervise::rpc {

std::string reference_text();

}  // namespace supervise::rpc
