/// Rows of the option tables that stdout and stderr both have, for tables_program.cpp.
#pragma once

#include <string>
#include <string_view>

#include <fmt/core.h>

#include "config/tables.hpp"
#include "config/text.hpp"
#include "config/values.hpp"

namespace supervise::config {

/// An Option with what most keys of a program share.
consteval Option program_key(std::string_view name, Type type, std::string_view fallback,
                             std::string_view help, std::string_view example = {}) {
    return {name, type, fallback, Names::program, Live::process, Origin::supervisor, help, false, example};
}

consteval Option process_key(std::string_view name, Type type, std::string_view fallback,
                             std::string_view help, std::string_view example = {}) {
    return {name, type, fallback, Names::process, Live::process, Origin::supervisor, help, false, example};
}

consteval Option our_key(std::string_view name, Type type, std::string_view fallback, std::string_view help,
                         std::string_view example = {}) {
    return {name, type, fallback, Names::program, Live::process, Origin::ours, help, false, example};
}

consteval Option our_process_key(std::string_view name, Type type, std::string_view fallback,
                                 std::string_view help, std::string_view example = {}) {
    Option option = process_key(name, type, fallback, help, example);
    option.origin = Origin::ours;
    return option;
}

using Channel = ChannelConfig ProcessConfig::*;

template <Channel channel>
consteval OptionRow<ProgramDraft> capture_row(std::string_view name) {
    return {program_key(
                name, Type::byte_size, "0",
                "Bytes kept of what is written between the capture marks, for an event; 0 for no capture."),
            [](ProgramDraft& d, const Input& in) {
                return assign((d.process.*channel).capture_maxbytes, config::byte_size(in.text));
            }};
}

template <Channel channel>
consteval OptionRow<ProgramDraft> events_row(std::string_view name) {
    return {program_key(name, Type::boolean, "false", "Publish an event for each piece of output."),
            [](ProgramDraft& d, const Input& in) {
                return assign((d.process.*channel).events_enabled, config::boolean(in.text));
            }};
}

template <Channel channel, bool ProgramDraft::*named_syslog>
consteval OptionRow<ProgramDraft> logfile_row(std::string_view name, std::string_view example) {
    return {process_key(name, Type::log_file, "AUTO",
                        "File that receives the output; AUTO for a temporary one, NONE for none, journal for "
                        "systemd's journal.",
                        example),
            [](ProgramDraft& d, const Input& in) -> Stored {
                auto log = in.places.log_file(in.text, d.process.logfile_mkdir);
                if (!log)
                    return tl::unexpected<Fault>(log.error());
                (d.process.*channel).logfile = std::move(log->target);
                (d.process.*channel).journal = log->journal;
                d.*named_syslog = log->syslog;
                return {};
            }};
}

template <Channel channel>
consteval OptionRow<ProgramDraft> backups_row(std::string_view name) {
    return {process_key(name, Type::integer, "10", "Rotated files that are kept."),
            [](ProgramDraft& d, const Input& in) {
                return assign((d.process.*channel).logfile_backups, config::integer(in.text));
            }};
}

template <Channel channel>
consteval OptionRow<ProgramDraft> maxbytes_row(std::string_view name) {
    return {process_key(name, Type::byte_size, "50MB", "Size at which the file is rotated; 0 for never."),
            [](ProgramDraft& d, const Input& in) {
                return assign((d.process.*channel).logfile_maxbytes, config::byte_size(in.text));
            }};
}

template <Channel channel>
consteval OptionRow<ProgramDraft> syslog_row(std::string_view name) {
    return {
        process_key(name, Type::boolean, "false", "Also send the output to syslog, with the process name."),
        [](ProgramDraft& d, const Input& in) {
            return assign((d.process.*channel).syslog, config::boolean(in.text));
        }};
}

/// The key of a channel that has one for each.
template <Channel channel>
std::string channel_key(std::string_view rest) {
    return fmt::format("{}_{}", channel == &ProcessConfig::stdout_channel ? "stdout" : "stderr", rest);
}

template <Channel channel>
consteval OptionRow<ProgramDraft> compress_row(std::string_view name) {
    return {
        our_process_key(name, Type::text, "none", "How rotated files are compressed: gzip or none.", "gzip"),
        [](ProgramDraft& d, const Input& in) -> Stored {
            const auto gzip = compression(in.text);
            if (!gzip)
                return tl::unexpected(named(gzip.error(), channel_key<channel>("logfile_compress")));
            (d.process.*channel).logfile_gzip = *gzip;
            return {};
        }};
}

template <Channel channel>
consteval OptionRow<ProgramDraft> max_age_row(std::string_view name) {
    return {our_process_key(
                name, Type::duration, "0",
                "Age at which rotated files are removed, at the next rotation or start; 0 for never.", "7d"),
            [](ProgramDraft& d, const Input& in) -> Stored {
                const auto age = config::duration(in.text);
                if (!age)
                    return tl::unexpected(named(age.error(), channel_key<channel>("logfile_max_age")));
                (d.process.*channel).logfile_max_age = *age;
                return {};
            }};
}

template <Channel channel>
consteval OptionRow<ProgramDraft> syslog_identifier_row(std::string_view name) {
    return {our_process_key(name, Type::text, "",
                            "Name under which lines go to syslog or the journal; by default syslog has the "
                            "daemon's, and the name of the process before each line; the journal has that of "
                            "the process.",
                            "%(program_name)s"),
            [](ProgramDraft& d, const Input& in) {
                (d.process.*channel).syslog_identifier = strip(in.text);
                return Stored{};
            }};
}

template <Channel channel>
consteval OptionRow<ProgramDraft> syslog_priority_row(std::string_view name) {
    return {our_process_key(name, Type::text, "user.info",
                            "Facility and level of lines that go to syslog or the journal, such as "
                            "daemon.notice.",
                            "daemon.notice"),
            [](ProgramDraft& d, const Input& in) -> Stored {
                const auto priority = config::syslog_priority(in.text);
                if (!priority)
                    return tl::unexpected(named(priority.error(), channel_key<channel>("syslog_priority")));
                (d.process.*channel).syslog_priority = *priority;
                return {};
            }};
}

constexpr Channel out = &ProcessConfig::stdout_channel;
constexpr Channel err = &ProcessConfig::stderr_channel;

}  // namespace supervise::config
