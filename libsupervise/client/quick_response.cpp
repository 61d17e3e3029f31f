#include "client/quick_response.hpp"

#include <cstdint>

#include "rpc/limits.hpp"
#include "sys/number.hpp"

namespace supervise::client {
namespace {

using rpc::Value;

/// Members of a struct to expect: getAllProcessInfo has 14.
constexpr std::size_t usual_members = 16;

class Reader {
public:
    explicit Reader(std::string_view xml) : rest_(xml) {}

    std::optional<Value> response() {
        skip_declaration();
        if (!take("<methodResponse>") || !take("<params>") || !take("<param>")) {
            return std::nullopt;
        }
        auto result = value(0);
        if (!result || !take("</param>") || !take("</params>") || !take("</methodResponse>")) {
            return std::nullopt;
        }
        skip_blanks();
        return rest_.empty() ? std::move(result) : std::nullopt;
    }

private:
    void skip_blanks() {
        std::size_t blanks = 0;
        while (blanks < rest_.size() && (rest_[blanks] == '\n' || rest_[blanks] == ' ')) {
            ++blanks;
        }
        rest_.remove_prefix(blanks);
    }

    /// Takes `tag`, and blanks before it.
    bool take(std::string_view tag) {
        skip_blanks();
        return take_here(tag);
    }

    bool take_here(std::string_view tag) {
        if (!rest_.starts_with(tag)) {
            return false;
        }
        rest_.remove_prefix(tag.size());
        return true;
    }

    /// The declaration of version 1.0, with no encoding or the only one that is read here.
    void skip_declaration() {
        for (const std::string_view declaration :
             {"<?xml version='1.0'?>", "<?xml version=\"1.0\"?>",
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?xml version='1.0' encoding='UTF-8'?>",
              "<?xml version='1.0' encoding='utf-8'?>"}) {
            if (take_here(declaration)) {
                return;
            }
        }
    }

    std::optional<Value> value(std::size_t depth) {
        if (depth > rpc::limits::max_depth || !take("<value>")) {
            return std::nullopt;
        }
        std::optional<Value> result;
        if (take_here("<string>")) {
            result = text("</string>");
        } else if (take_here("<string/>")) {
            result = Value("");
        } else if (take_here("<int>")) {
            result = number("</int>");
        } else if (take_here("<i4>")) {
            result = number("</i4>");
        } else if (take_here("<boolean>")) {
            result = boolean();
        } else if (take("<struct>")) {
            result = members(depth + 1);
        } else if (take("<array>")) {
            result = elements(depth + 1);
        }
        return result && take("</value>") ? std::move(result) : std::nullopt;
    }

    /// Text up to the end tag, with the entities that writers use. Anything rarer is for the thorough reader.
    std::optional<std::string> characters(std::string_view end_tag) {
        std::string out;
        for (;;) {
            const std::size_t stop = rest_.find_first_of("<&\r");
            if (stop == std::string_view::npos || rest_[stop] == '\r') {
                return std::nullopt;
            }
            out += rest_.substr(0, stop);
            rest_.remove_prefix(stop);
            if (take_here(end_tag)) {
                return out;
            }
            if (take_here("&lt;")) {
                out += '<';
            } else if (take_here("&gt;")) {
                out += '>';
            } else if (take_here("&amp;")) {
                out += '&';
            } else if (take_here("&quot;")) {
                out += '"';
            } else {
                return std::nullopt;
            }
        }
    }

    std::optional<Value> text(std::string_view end_tag) {
        auto content = characters(end_tag);
        if (!content) {
            return std::nullopt;
        }
        return Value(std::move(*content));
    }

    std::optional<Value> number(std::string_view end_tag) {
        const auto result = leading_number<std::int64_t>(rest_);
        if (!result.fits) {
            return std::nullopt;
        }
        rest_.remove_prefix(result.length);
        return take_here(end_tag) ? std::optional<Value>(result.value) : std::nullopt;
    }

    std::optional<Value> boolean() {
        const bool is_true = rest_.starts_with('1');
        if (!is_true && !rest_.starts_with('0')) {
            return std::nullopt;
        }
        rest_.remove_prefix(1);
        return take_here("</boolean>") ? std::optional<Value>(is_true) : std::nullopt;
    }

    std::optional<Value> members(std::size_t depth) {
        rpc::Struct result;
        result.reserve(usual_members);
        while (take("<member>")) {
            if (!take("<name>")) {
                return std::nullopt;
            }
            auto name = characters("</name>");
            auto content = name ? value(depth) : std::nullopt;
            if (!content || !take("</member>") || result.size() == rpc::limits::max_struct_members) {
                return std::nullopt;
            }
            for (const auto& [known, ignored] : result) {
                if (known == *name) {
                    return std::nullopt;
                }
            }
            result.emplace_back(std::move(*name), std::move(*content));
        }
        return take("</struct>") ? std::optional<Value>(std::move(result)) : std::nullopt;
    }

    std::optional<Value> elements(std::size_t depth) {
        rpc::Array result;
        if (!take("<data>")) {
            return std::nullopt;
        }
        while (!take("</data>")) {
            auto element = value(depth);
            if (!element) {
                return std::nullopt;
            }
            result.push_back(std::move(*element));
        }
        return take("</array>") ? std::optional<Value>(std::move(result)) : std::nullopt;
    }

    std::string_view rest_;
};

}  // namespace

std::optional<rpc::Value> read_quickly(std::string_view xml) {
    return Reader(xml).response();
}

}  // namespace supervise::client
