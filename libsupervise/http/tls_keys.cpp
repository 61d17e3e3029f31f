#include "http/tls_keys.hpp"

#include "config/tls_words.hpp"
#include "http/limits.hpp"

namespace supervise::http {

Result<TlsKeys> TlsKeys::load(const sys::TlsFiles& files, const std::string& section) {
    sys::TlsStamp stamp = sys::stamp_of(files);
    auto context = sys::TlsContext::server(files);
    if (!context)
        return fail(config::in_words(context.error(), files, {.section = section}).text);
    return TlsKeys(std::move(*context), files, section, std::move(stamp));
}

const sys::TlsContext& TlsKeys::current(sys::MonoTime now, log::Logger& logger) {
    if (now < next_look_)
        return context_;
    next_look_ = now + limits::key_check_time;
    sys::TlsStamp stamp = sys::stamp_of(files_);
    if (stamp == stamp_)
        return context_;
    auto renewed = load(files_, section_);
    if (renewed) {
        context_ = std::move(renewed->context_);
        logger.info("[{}] certfile: the certificate has been renewed", section_);
    } else {
        logger.error("the certificate has changed and cannot be used, the old one stays: {}",
                     renewed.error().message);
    }
    stamp_ = std::move(stamp);
    return context_;
}

std::optional<std::string> TlsKeys::expiry() const {
    const auto expiry = config::expiry_in_words(context_.remaining_life());
    return expiry ? std::optional(config::placed(*expiry, section_, "certfile").text) : std::nullopt;
}

}  // namespace supervise::http
