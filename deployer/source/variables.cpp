#include "source/variables.hpp"

namespace deployer::source {
namespace {

void merge_into(jinja::Dict& dict, const std::string& name, jinja::Value value) {
    const jinja::Value* existing = dict.find(std::string_view(name));
    if (existing != nullptr && existing->is_sequence() && value.is_sequence()) {
        jinja::List& list = existing->list();
        list.insert(list.end(), value.list().begin(), value.list().end());
    } else if (existing != nullptr && existing->kind() == jinja::Value::Kind::dict &&
               value.kind() == jinja::Value::Kind::dict) {
        for (const jinja::Dict::Entry& entry : value.dict().entries())
            merge_into(existing->dict(), entry.first.text(), entry.second);
    } else {
        dict.set(name, std::move(value));
    }
}

}  // namespace

jinja::Dict& Variables::holder(const std::vector<std::string>& names) {
    jinja::Dict* holder = &dict_;
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
        const jinja::Value* next = holder->find(std::string_view(names[i]));
        if (next == nullptr || next->kind() != jinja::Value::Kind::dict) {
            holder->set(names[i], jinja::Dict());
            next = holder->find(std::string_view(names[i]));
        }
        holder = &next->dict();
    }
    return *holder;
}

void Variables::merge(const std::vector<std::string>& names, jinja::Value value, const Place& place) {
    merge_into(holder(names), names.back(), std::move(value));
    places_.insert_or_assign(names.front(), place);
}

void Variables::replace(const std::vector<std::string>& names, jinja::Value value, const Place& place) {
    holder(names).set(names.back(), std::move(value));
    places_.insert_or_assign(names.front(), place);
}

const Place* Variables::set_at(const std::string& name) const {
    const auto at = places_.find(name);
    return at == places_.end() ? nullptr : &at->second;
}

std::vector<Variable> Variables::list() const {
    std::vector<Variable> list;
    for (const jinja::Dict::Entry& entry : dict_.entries())
        list.push_back({entry.first.text(), entry.second, places_.at(entry.first.text())});
    return list;
}

}  // namespace deployer::source
