#include "rpc/xml_bounds.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/core.h>

#include "rpc/utf8.hpp"
#include "sys/number.hpp"

namespace supervise::rpc {
namespace {

constexpr std::string_view blanks = " \t\r\n";

class Scanner {
public:
    Scanner(std::string_view xml, const XmlBounds& bounds) : xml_(xml), bounds_(bounds) {}

    Result<std::string> run();

private:
    Result<void> scan_text();
    Result<void> scan_markup();
    Result<void> scan_tag();
    Result<void> check_reference(std::size_t at) const;
    Result<void> skip_past(std::string_view end, std::string_view what);
    Result<void> count_node();
    bool at(std::string_view token) const { return xml_.substr(position_, token.size()) == token; }
    void keep_blank_text(std::string_view text);

    std::string_view xml_;
    const XmlBounds& bounds_;
    std::size_t position_ = 0;
    std::size_t nodes_ = 0;
    std::size_t depth_ = 0;
    bool opened_text_element_ = false;  ///< the last markup was a start tag whose text matters
    std::string marked_;
    std::size_t copied_ = 0;  ///< bytes of xml_ that marked_ holds already
};

Result<void> check_characters(std::string_view xml) {
    for (std::size_t i = 0; i < xml.size();) {
        const std::size_t length = xml_length(xml.substr(i));
        if (length == 0)
            return utf8_length(xml.substr(i)) == 0 ? fail(fmt::format("byte {} is not UTF-8", i))
                                                   : fail(fmt::format("byte {} is a control character", i));
        i += length;
    }
    return {};
}

Result<std::string> Scanner::run() {
    if (xml_.size() > bounds_.max_bytes)
        return fail(fmt::format("longer than {} bytes", bounds_.max_bytes));
    if (auto characters = check_characters(xml_); !characters)
        return tl::unexpected(characters.error());
    while (position_ < xml_.size()) {
        auto step = xml_[position_] == '<' ? scan_markup() : scan_text();
        if (!step)
            return tl::unexpected(step.error());
    }
    if (depth_ != 0)
        return fail("ends inside an element");
    marked_.append(xml_, copied_);
    return std::move(marked_);
}

Result<void> Scanner::scan_text() {
    const std::size_t end = std::min(xml_.find('<', position_), xml_.size());
    const std::string_view text = xml_.substr(position_, end - position_);
    if (text.size() > bounds_.max_text)
        return fail(fmt::format("a text longer than {} bytes", bounds_.max_text));
    for (std::size_t i = text.find('&'); i != std::string_view::npos; i = text.find('&', i + 1))
        if (auto reference = check_reference(position_ + i); !reference)
            return reference;
    if (opened_text_element_ && xml_.substr(end, 2) == "</" &&
        text.find_first_not_of(blanks) == std::string_view::npos)
        keep_blank_text(text);
    position_ = end;
    return {};
}

void Scanner::keep_blank_text(std::string_view text) {
    marked_.append(xml_, copied_, position_ - copied_);
    // A line end of two characters is read as one '\n', and so is a bare '\r'.
    const bool two = text.substr(0, 2) == "\r\n";
    marked_ += fmt::format("&#{};", text[0] == '\r' ? int{'\n'} : int{text[0]});
    copied_ = position_ + (two ? 2 : 1);
}

/// The five predefined entities and numbers of characters that XML allows; what else there is would need a
/// document type.
Result<void> Scanner::check_reference(std::size_t at) const {
    constexpr std::size_t longest = 12;
    const std::size_t semicolon = xml_.substr(at, longest).find(';');
    if (semicolon == std::string_view::npos)
        return fail("an '&' that begins no reference");
    std::string_view name = xml_.substr(at + 1, semicolon - 1);
    if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos")
        return {};
    if (name.substr(0, 1) != "#")
        return fail(fmt::format("the entity '{}' is not accepted", name));
    const int base = name.substr(1, 1) == "x" ? 16 : 10;
    name.remove_prefix(base == 16 ? 2 : 1);
    const auto code_point = whole_number<std::uint32_t>(name, base);
    if (!code_point || !is_xml_char(*code_point))
        return fail("a reference to an invalid character number");
    return {};
}

Result<void> Scanner::scan_markup() {
    const bool text_element_was_open = std::exchange(opened_text_element_, false);
    if (at("<!--")) {
        // Text may go on after a comment; what precedes it has been taken as it is.
        opened_text_element_ = text_element_was_open;
        return count_node().and_then([&] { return skip_past("-->", "comment"); });
    }
    if (at("<![CDATA["))
        return count_node().and_then([&] { return skip_past("]]>", "CDATA section"); });
    if (at("<!"))
        return fail("document types are not accepted");
    if (at("<?"))
        return count_node().and_then([&] { return skip_past("?>", "processing instruction"); });
    if (at("</")) {
        if (depth_ == 0)
            return fail("an end tag without a start tag");
        --depth_;
        return skip_past(">", "end tag");
    }
    return scan_tag();
}

Result<void> Scanner::scan_tag() {
    if (auto counted = count_node(); !counted)
        return counted;
    const std::size_t start = position_;
    char quote = 0;
    for (; position_ < xml_.size(); ++position_) {
        const char c = xml_[position_];
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            break;
    }
    if (position_ == xml_.size())
        return fail("ends inside a tag");
    const std::string_view tag = xml_.substr(start, ++position_ - start);
    if (tag.size() >= 2 && tag[tag.size() - 2] == '/')
        return {};
    if (++depth_ > bounds_.max_depth)
        return fail(fmt::format("nested deeper than {} elements", bounds_.max_depth));
    opened_text_element_ = tag == "<value>" || tag == "<string>" || tag == "<name>";
    return {};
}

Result<void> Scanner::skip_past(std::string_view end, std::string_view what) {
    const std::size_t found = xml_.find(end, position_);
    if (found == std::string_view::npos)
        return fail(fmt::format("ends inside a {}", what));
    if (found - position_ > bounds_.max_text)
        return fail(fmt::format("a {} longer than {} bytes", what, bounds_.max_text));
    position_ = found + end.size();
    return {};
}

Result<void> Scanner::count_node() {
    if (++nodes_ > bounds_.max_nodes)
        return fail(fmt::format("more than {} elements", bounds_.max_nodes));
    return {};
}

}  // namespace

Result<std::string> check_xml(std::string_view xml, const XmlBounds& bounds) {
    return Scanner(xml, bounds).run();
}

}  // namespace supervise::rpc
