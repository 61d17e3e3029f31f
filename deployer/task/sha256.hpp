/// SHA-256, by libmd: it links into a static program and costs a few kilobytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace deployer::task {

/// The digest of bytes that come in pieces.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();

    void update(std::string_view bytes);
    /// 64 hex digits. Ends the digest: nothing may be added afterwards.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// 64 lower-case hex digits.
bool is_sha256(std::string_view text);

}  // namespace deployer::task
