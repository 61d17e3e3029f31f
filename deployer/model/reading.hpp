/// What one reading of a description shares: the context it was called with, and the problems found so far.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/read.hpp"

namespace deployer::model {

class Reading {
public:
    Reading(const source::Document& document, const ReadContext& context)
        : document_(document), context_(context) {}

    const source::Document& document() const { return document_; }
    const ReadContext& context() const { return context_; }

    void error(const source::Place& place, std::string path, std::string message, std::string remedy = {});
    void warning(const source::Place& place, std::string path, std::string message, std::string remedy = {});

    /// What is at a path of this machine; asked once for each path.
    ReadContext::Found look(const std::string& path);
    std::string resolve(const std::string& path, const source::Place& place) const;

    /// The action logs in to hosts.
    bool connects() const;
    /// The action reads the content of files that hosts shall have.
    bool needs_content() const;

    /// All problems, files in the order of their first problem, by place within a file. Ends the reading.
    source::Problems take_problems();

private:
    void add(source::Severity severity, const source::Place& place, std::string path, std::string message,
             std::string remedy);

    const source::Document& document_;
    const ReadContext& context_;
    source::Problems problems_;
    std::unordered_map<std::string, ReadContext::Found> seen_;
};

/// The value of a key of an item, or the item where the key is not given: where a problem of the key is.
const source::Place& place_of(const source::Node& item, std::string_view key);

/// "did you mean 'x'?", or empty.
std::string meant(std::string_view word, const std::vector<std::string>& candidates);
std::string meant(std::string_view word, const std::vector<std::string_view>& candidates);

/// A value as a message shows it: not endless.
std::string quoted(std::string_view text);

/// The text holds a level-3 expression: what it will be is known on each host only.
bool has_expression(std::string_view text);

}  // namespace deployer::model
