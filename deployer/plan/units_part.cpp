// systemd units (HD-SYSD).
#include <fmt/format.h>

#include "plan/notices.hpp"
#include "plan/parts.hpp"

namespace deployer::plan {

namespace {

constexpr auto all = [](const auto&) { return true; };
constexpr const char* reload_handler = "reload systemd";

std::string service(const model::SystemdUnit& unit) {
    return unit.name + ".service";
}

/// For titles, which are of all hosts.
std::string written_path(const Maker& maker, const model::SystemdUnit& unit) {
    const std::string& folder = maker.model.systemd_unit_dir;
    return folder.starts_with('/') ? joined_path(folder, service(unit)) : folder + "/" + service(unit);
}

Item file_item(Maker& maker, const model::SystemdUnit& unit, std::size_t host) {
    maker.need_systemd(host, unit.origin, "leave the host out of its scope");
    task::EnsureFile file;
    file.path = maker.unit_path(service(unit), host);
    file.ownership = {"root", "root", "0644"};
    if (unit.source.kind == model::ContentSource::Kind::tmpl)
        maker.put_text(file, maker.renderer.file(host, unit.source.path, unit.origin));
    else
        file.content = maker.file_content(unit.source.path, unit.origin);
    if (file.secret)
        file.ownership.mode = "0600";
    Item item{file.path, std::move(file)};
    item.subject.what = "unit";
    return item;
}

task::EnsureUnit adjustment(const model::SystemdUnit& unit) {
    task::EnsureUnit operation{service(unit), unit.enabled};
    if (unit.state == model::State::started)
        operation.action = task::UnitAction::start;
    if (unit.state == model::State::stopped)
        operation.action = task::UnitAction::stop;
    return operation;
}

void deploy_unit(Maker& maker, PlayMaker& play, const model::SystemdUnit& unit) {
    look_at_unit(play, fmt::format("Get current state for '{}", unit.name), service(unit));
    const bool is_template = unit.source.kind == model::ContentSource::Kind::tmpl;
    play.task(fmt::format("Copy {} '{}' to '{}'", is_template ? "template" : "file", unit.source.name,
                          written_path(maker, unit)),
              one([&](std::size_t host) { return file_item(maker, unit, host); }))
        .notify = {reload_handler, "unit " + unit.name};
}

}  // namespace

void deploy_units(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.units, all)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::SystemdUnit* unit : scope.items)
            deploy_unit(maker, play, *unit);
        play.handler("Reload systemd service file", reload_handler, same({{}, task::ReloadUnits{}})).late =
            true;
        for (const model::SystemdUnit* unit : scope.items)
            unit_handler(play, *unit, "unit " + unit->name);
        for (const model::SystemdUnit* unit : scope.items)
            play.task(fmt::format("Adjust {} service state", unit->name),
                      same({service(*unit), adjustment(*unit)}));
        play.finish();
    }
}

void remove_units(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.units, all)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::SystemdUnit* unit : scope.items) {
            if (unit->no_remove)
                continue;
            play.task(fmt::format("stop {} service", unit->name),
                      same({service(*unit),
                            task::EnsureUnit{service(*unit), false, task::UnitAction::stop, true}, true}));
            play.task(fmt::format("Remove file '{}'", written_path(maker, *unit)), one([&](std::size_t host) {
                          const std::string path = maker.unit_path(service(*unit), host);
                          return Item{path, task::EnsureAbsent{path, task::EnsureAbsent::Kind::file,
                                                               !maker.context.force}};
                      }))
                .notify = {reload_handler};
        }
        play.handler("reload service file", reload_handler, same({{}, task::ReloadUnits{}})).late = true;
        play.finish();
    }
}

void start_units(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.units, all)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::SystemdUnit* unit : scope.items)
            if (unit->state != model::State::stopped)
                play.task(
                    fmt::format("Start {} systemd service", unit->name),
                    same({service(*unit), task::EnsureUnit{service(*unit), {}, task::UnitAction::start}}));
        play.finish();
    }
}

void stop_units(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.units, all)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::SystemdUnit* unit : scope.items)
            play.task(fmt::format("Stop {} systemd service", unit->name),
                      same({service(*unit), task::EnsureUnit{service(*unit), {}, task::UnitAction::stop}}));
        play.finish();
    }
}

std::string wanted_state(model::State state) {
    switch (state) {
    case model::State::started:
        return "active";
    case model::State::stopped:
        return "inactive";
    case model::State::current:
        break;
    }
    return {};
}

void show_units(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.units, all)) {
        PlayMaker play(maker, *scope.scope);
        std::vector<Item> items;
        for (const model::SystemdUnit* unit : scope.items) {
            items.push_back({unit->name, task::UnitState{service(*unit)}});
            items.back().wanted = wanted_state(unit->state);
        }
        play.look("Get services state", [&](std::size_t) { return items; }).loop = true;
        for (Item& item : items)
            item.show_value = true;
        play.look("Display Systemd services state", [&](std::size_t) { return items; }).loop = true;
        play.finish();
    }
}

}  // namespace deployer::plan
