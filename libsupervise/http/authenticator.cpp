#include "http/authenticator.hpp"

#include "config/text.hpp"
#include "http/credentials.hpp"
#include "http/limits.hpp"
#include "http/login_pace.hpp"
#include "http/password_check.hpp"
#include "sys/digest.hpp"

namespace supervise::http {

/// Shared with attempts that are under way, which may outlive the server.
struct Authenticator::Core {
    struct Account {
        Identity identity;
        PasswordCheck password;
    };
    std::vector<Account> accounts;  ///< at least one
    LoginPace pace;

    /// What a wrong attempt costs, whoever it names.
    const PasswordCheck& dearest() const {
        for (const Account& account : accounts)
            if (account.password.is_slow())
                return account.password;
        return accounts.front().password;
    }

    /// Takes as long for a name that nobody has.
    const Account* find(std::string_view name) const {
        const Account* found = nullptr;
        for (const Account& account : accounts)
            if (sys::equal_in_constant_time(name, account.identity.user))
                found = &account;
        return found;
    }
};

namespace {

using Core = Authenticator::Core;

/// What the page logs out with (web/assets/log_out.js), so that the browser forgets the right ones.
bool says_goodbye(const Credentials& credentials) {
    return credentials.username == "logged-out" && credentials.password == "-";
}

void log_failure(log::Logger& logger, const Peer& peer, const std::string& username, unsigned failures) {
    const bool cut = username.size() > limits::max_logged_username;
    logger.warn("login failed: user {}{} from {}{}",
                config::python_repr(std::string_view(username).substr(0, limits::max_logged_username)),
                cut ? "..." : "", peer.text(),
                failures == 1 ? "" : fmt::format(", {} failures from there", failures));
}

/// Credentials on their way to a verdict.
class Login final : public std::enable_shared_from_this<Login> {
public:
    Login(std::shared_ptr<Core> core, Credentials credentials, const Peer& peer, sys::Loop& loop,
          log::Logger& logger, std::function<void(Verdict)> later)
        : core_(std::move(core)),
          credentials_(std::move(credentials)),
          account_(core_->find(credentials_.username)),
          peer_(peer),
          loop_(loop),
          logger_(logger),
          later_(std::move(later)) {}

    std::optional<Verdict> check();
    void check_at(sys::MonoTime slot);

private:
    Verdict judge(bool right_password) const;
    /// `counts`: the outcome decides; else it is wrong already, and this only takes as long.
    std::optional<Verdict> check_slowly(const PasswordCheck& password, bool counts);

    std::shared_ptr<Core> core_;
    Credentials credentials_;
    const Core::Account* account_;  ///< null: nobody's name
    Peer peer_;
    sys::Loop& loop_;
    log::Logger& logger_;
    std::function<void(Verdict)> later_;
    sys::Registration timer_;
};

void Login::check_at(sys::MonoTime slot) {
    timer_ = loop_.at(slot, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (auto verdict = self ? self->check() : std::nullopt)
            self->later_(std::move(*verdict));
    });
}

std::optional<Verdict> Login::check() {
    const PasswordCheck& dearest = core_->dearest();
    const PasswordCheck& own = account_ != nullptr ? account_->password : dearest;
    const auto right = own.check(credentials_.password);
    if (!right)
        return check_slowly(own, account_ != nullptr);
    return *right || !dearest.is_slow() ? judge(*right) : check_slowly(dearest, false);
}

std::optional<Verdict> Login::check_slowly(const PasswordCheck& password, bool counts) {
    // Weak: what waits for the check is part of the core. A client that does not wait for the answer has
    // tried all the same.
    const bool begun =
        password.check_slowly(credentials_.password, loop_,
                              [weak = weak_from_this(), server = std::weak_ptr(core_), source = peer_.source,
                               &loop = loop_, counts](bool right) {
                                  if (const auto self = weak.lock())
                                      self->later_(self->judge(counts && right));
                                  else if (const auto core = server.lock(); core && !(counts && right))
                                      (void)core->pace.failed(source, loop.clock().mono());
                              });
    return begun ? std::nullopt : std::optional<Verdict>(tl::unexpected(503));
}

Verdict Login::judge(bool right_password) const {
    if (account_ != nullptr && right_password)
        return account_->identity;
    if (account_ == nullptr && says_goodbye(credentials_))
        return tl::unexpected(401);
    if (const auto failures = core_->pace.failed(peer_.source, loop_.clock().mono()))
        log_failure(logger_, peer_, credentials_.username, *failures);
    return tl::unexpected(401);
}

/// Cancels the verdict when it is dropped.
class Waiting final : public sys::Registration::Impl {
public:
    explicit Waiting(std::shared_ptr<Login> login) : login_(std::move(login)) {}

private:
    std::shared_ptr<Login> login_;
};

}  // namespace

Result<Authenticator> Authenticator::make(const config::HttpServerConfig& config) {
    Authenticator authenticator;
    if (!config.asks_for_name())
        return authenticator;
    auto core = std::make_shared<Core>();
    const auto add = [&](const std::string& section, Identity identity,
                         const std::string& text) -> Result<void> {
        auto password = config::parse_password(text);
        if (!password)
            return fail(fmt::format("[{}] {}", section, password.error().text));
        auto check = PasswordCheck::make(std::move(*password));
        if (!check)
            return fail(fmt::format("[{}] password: {}", section, check.error().message));
        core->accounts.push_back({std::move(identity), std::move(*check)});
        return {};
    };
    if (!config.username.empty())
        if (auto added = add(config.section, {config.username}, config.password); !added)
            return tl::unexpected(added.error());
    for (const config::HttpUserConfig& user : config.users)
        if (auto added = add(user.section, {user.name, user.role}, user.password); !added)
            return tl::unexpected(added.error());
    authenticator.core_ = std::move(core);
    return authenticator;
}

Authenticator::Decision Authenticator::authenticate(const Attempt& attempt, sys::Loop& loop,
                                                    log::Logger& logger,
                                                    std::function<void(Verdict)> later) const {
    if (open())
        return {Verdict(), {}};
    auto credentials = credentials_of(attempt.head);
    if (!credentials)
        return {tl::unexpected(credentials.error()), {}};
    const sys::MonoTime now = loop.clock().mono();
    const bool proven = !attempt.proven.empty() && attempt.proven == credentials->username;
    const auto slot = proven ? std::optional(now) : core_->pace.slot(attempt.peer.source, now);
    if (!slot)
        return {tl::unexpected(429), {}};
    const auto login =
        std::make_shared<Login>(core_, std::move(*credentials), attempt.peer, loop, logger, std::move(later));
    if (*slot > now)
        login->check_at(*slot);
    else if (auto verdict = login->check())
        return {std::move(verdict), {}};
    return {std::nullopt, sys::Registration(std::make_unique<Waiting>(login))};
}

}  // namespace supervise::http
