/// What a failure of TLS means for somebody who uses supervisorctl, and what to do. Pure.
#pragma once

#include "client/error.hpp"
#include "client/server_url.hpp"
#include "sys/tls_session.hpp"

namespace supervise::client {

Error tls_error(const sys::TlsFailure& failure, const ServerUrl& url, Place where = Place::here());

}  // namespace supervise::client
