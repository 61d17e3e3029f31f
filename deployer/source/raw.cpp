#include "source/raw.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "source/limits.hpp"
#include "source/syntax_hint.hpp"
#include "source/text_places.hpp"

namespace deployer::source {
namespace {

/// Takes the place of the * of an alias whose anchor yaml-cpp cannot know: what follows is a plain scalar
/// then, of the same length. It cannot stand in a text otherwise.
constexpr char distant_alias = '\x01';

/// What this reader refuses where yaml-cpp does not.
class Refused : public std::runtime_error {
public:
    Refused(const YAML::Mark& mark, const std::string& message, std::string what_to_do)
        : std::runtime_error(message), place(mark), remedy(std::move(what_to_do)) {}
    YAML::Mark place;
    std::string remedy;
};

/// Byte positions to lines and columns; asked for in ascending order, mostly.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {}

    LineColumn of(std::size_t at) {
        at = std::min(at, text_.size());
        if (at < at_)
            return line_column(text_, at);
        lines_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                              text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        at_ = at;
        const std::size_t end = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
        const std::size_t begin = end == std::string_view::npos ? 0 : end + 1;
        // A line may be as long as the file.
        if (begin != line_begin_ || at < counted_) {
            line_begin_ = counted_ = begin;
            characters_ = 0;
        }
        for (; counted_ < at; ++counted_)
            characters_ += (static_cast<unsigned char>(text_[counted_]) & 0xC0U) != 0x80U ? 1 : 0;
        return {lines_ + 1, characters_ + 1};
    }

private:
    std::string_view text_;
    std::size_t at_ = 0, line_begin_ = 0, counted_ = 0;
    int lines_ = 0, characters_ = 0;
};

class Builder : public YAML::EventHandler {
public:
    Builder(std::string_view text, std::vector<RawNode>& documents, std::set<std::string>& anchors)
        : text_(text), lines_(text), documents_(documents), anchors_(anchors) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnAnchor(const YAML::Mark&, const std::string& name) override {
        anchor_ = name;
        anchors_.insert(name);
    }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
        RawNode node = begin(mark, RawNode::Kind::scalar);
        node.text = null_text(position(mark));
        finish(std::move(node));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        RawNode node = begin(mark, RawNode::Kind::alias);
        node.text = word_at(text_, position(mark) + 1);
        finish(std::move(node));
    }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  const std::string& value) override {
        const bool is_alias = position(mark) < text_.size() && text_[position(mark)] == distant_alias;
        RawNode node = begin(mark, is_alias ? RawNode::Kind::alias : RawNode::Kind::scalar);
        const std::size_t content = skip_properties(text_, position(mark));
        node.style = style_at(text_, content);
        if (node.style == Node::Style::quoted && !is_quote_closed(text_, content))
            throw Refused(mark, "a quote is not closed", {});
        node.text = is_alias ? value.substr(1) : value;
        finish(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        open(begin(mark, RawNode::Kind::list), mark);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {
        open(begin(mark, RawNode::Kind::map), mark);
    }
    void OnMapEnd() override { close(); }

private:
    static std::size_t position(const YAML::Mark& mark) { return static_cast<std::size_t>(mark.pos); }

    RawNode begin(const YAML::Mark& mark, RawNode::Kind kind) {
        if (++nodes_ > limits::max_nodes)
            throw Refused(mark, fmt::format("the file holds more than {} values", limits::max_nodes),
                          "split it");
        RawNode node;
        node.kind = kind;
        node.anchor = std::exchange(anchor_, {});
        const LineColumn place = lines_.of(position(mark));
        node.line = place.line;
        node.column = place.column;
        return node;
    }

    void open(RawNode node, const YAML::Mark& mark) {
        if (open_.size() >= limits::max_depth)
            throw Refused(mark, fmt::format("lists and maps are nested deeper than {}", limits::max_depth),
                          {});
        open_.push_back(std::move(node));
    }

    void close() {
        RawNode node = std::move(open_.back());
        open_.pop_back();
        finish(std::move(node));
    }

    void finish(RawNode node) {
        (open_.empty() ? documents_ : open_.back().children).push_back(std::move(node));
    }

    /// yaml-cpp does not say whether nothing is there, or one of the words for it.
    std::string null_text(std::size_t mark) const {
        constexpr std::array<std::string_view, 4> words = {"~", "null", "Null", "NULL"};
        const std::size_t at = skip_properties(text_, mark);
        std::string_view word = word_at(text_, at);
        const bool is_key = !open_.empty() && open_.back().kind == RawNode::Kind::map &&
                            open_.back().children.size() % 2 == 0;
        if (is_key && word.ends_with(':'))
            word.remove_suffix(1);
        if (std::find(words.begin(), words.end(), word) == words.end())
            return {};
        // As a value it cannot have a colon behind it: then it is the next key.
        const std::size_t behind = text_.find_first_not_of(" \t", at + word.size());
        const bool has_colon = behind != std::string_view::npos && text_[behind] == ':';
        return has_colon && !is_key ? std::string() : std::string(word);
    }

    std::string_view text_;
    Lines lines_;
    std::vector<RawNode>& documents_;
    std::set<std::string>& anchors_;
    std::vector<RawNode> open_;
    std::string anchor_;
    std::size_t nodes_ = 0;
};

/// Marks the alias at `at` as one to an anchor that is known from elsewhere.
bool mark_distant(std::string& text, std::size_t at, const std::set<std::string>& before,
                  const std::function<bool(const std::string&)>& is_anchor) {
    if (at >= text.size() || text[at] != '*')
        return false;
    const std::string name(word_at(text, at + 1));
    if (!before.contains(name) && !is_anchor(name))
        return false;
    text[at] = distant_alias;
    return true;
}

SyntaxError syntax_error(std::string_view text, const YAML::Mark& mark, const std::string& message) {
    const std::size_t at = mark.is_null() ? 0 : static_cast<std::size_t>(mark.pos);
    if (at < text.size() && text[at] == '*' && message.starts_with("the referenced anchor")) {
        const LineColumn place = line_column(text, at);
        return {place.line, place.column, fmt::format("Alias {} not found", word_at(text, at + 1)),
                "an anchor &name must stand above its alias *name"};
    }
    const LineColumn place = line_column(text, at);
    const SyntaxHint hint = syntax_hint(text, at, message);
    return {place.line, place.column, hint.message, hint.remedy};
}

}  // namespace

RawDocuments parse_yaml(std::string text, const std::function<bool(const std::string&)>& is_anchor) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark))
        text.erase(0, byte_order_mark.size());
    if (const auto at = unreadable_byte(text)) {
        const LineColumn place = line_column(text, *at);
        return {{},
                SyntaxError{place.line, place.column,
                            fmt::format("byte 0x{:02X} cannot stand in YAML",
                                        static_cast<unsigned>(static_cast<unsigned char>(text[*at]))),
                            "save the file as UTF-8, without control characters"}};
    }
    for (std::size_t reading = 0;; ++reading) {
        RawDocuments result;
        std::set<std::string> anchors;
        std::set<std::string> before;  // of the documents that are complete
        Builder builder(text, result.documents, anchors);
        try {
            std::istringstream stream(text);
            YAML::Parser parser(stream);
            while (parser.HandleNextDocument(builder))
                before = anchors;
            return result;
        } catch (const YAML::Exception& error) {
            const bool goes_on =
                reading < limits::max_distant_aliases && !error.mark.is_null() &&
                mark_distant(text, static_cast<std::size_t>(error.mark.pos), before, is_anchor);
            if (goes_on)
                continue;
            result.error = syntax_error(text, error.mark, error.msg);
            return result;
        } catch (const Refused& refused) {
            const LineColumn place = line_column(text, static_cast<std::size_t>(refused.place.pos));
            result.error = SyntaxError{place.line, place.column, refused.what(), refused.remedy};
            return result;
        }
    }
}

}  // namespace deployer::source
