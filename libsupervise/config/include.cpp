#include "config/include.hpp"

#include <cerrno>

#include <fmt/core.h>

#include "config/glob.hpp"
#include "config/limits.hpp"
#include "config/path.hpp"
#include "config/text.hpp"
#include "config/trust.hpp"

namespace supervise::config {

namespace {

using sys::FileSource;

class FileReader {
public:
    FileReader(Document& document, Findings& findings, const Places& places)
        : document_(document), findings_(findings), places_(places) {}

    bool read_main(const std::string& path) {
        const FileSource& files = places_.around().files;
        const std::string real_path = join_path(places_.around().cwd, path);
        if (!files.exists(real_path))
            return refuse(path, "could not find config file " + path, "check the path given with -c");
        sys::PathStatus opened;
        const auto text =
            files.read_opened(real_path, limits::max_file_bytes, FileSource::Accept::any_file, opened);
        if (!text && text.error().code == EFBIG)
            return too_large(path);
        if (!text)
            return refuse(path, "could not read config file " + path, text.error().message);
        return parse(path, *text, opened);
    }

    /// Files that cannot be read are passed over, as Supervisor does (CFG-046), but not without a word.
    bool read_included(const std::string& path, const Findings::Subject& subject) {
        sys::PathStatus opened;
        const auto text = places_.around().files.read_opened(path, limits::max_file_bytes,
                                                             FileSource::Accept::regular_file, opened);
        if (!text && text.error().code == EFBIG)
            return too_large(path);
        if (!text) {
            findings_.warning(subject, fmt::format("{} is passed over: {}", path, text.error().message),
                              "make it a readable file, or narrow the pattern");
            return true;
        }
        return parse(path, *text, opened);
    }

private:
    bool refuse(const std::string& path, std::string text, std::string remedy) {
        read_ini(document_, path, {});
        findings_.error(whole_file(), {std::move(text), {}, std::move(remedy)});
        return false;
    }

    /// Of the file read last.
    void judge(const std::string& path, const sys::PathStatus& opened) {
        const Distrusted distrusted = places_.around().distrusted;
        if (distrusted == Distrusted::accepted)
            return;
        const auto fault = distrust(places_.around(), path, opened);
        if (fault && distrusted == Distrusted::reported)
            findings_.message(ParseMessage::Level::warning, fault->text);
        else if (fault)
            findings_.error(whole_file(), *fault);
    }

    bool too_large(const std::string& path) {
        return refuse(
            path, fmt::format("config file {} is larger than {} MiB", path, limits::max_file_bytes >> 20U),
            "split it, and name the parts in [include]");
    }

    bool parse(const std::string& path, std::string_view text, const sys::PathStatus& opened) {
        total_bytes_ += text.size();
        if (total_bytes_ > limits::max_total_bytes)
            return refuse(
                path,
                fmt::format("config files are larger than {} MiB together", limits::max_total_bytes >> 20U),
                "narrow the patterns of [include]");
        const auto fault = read_ini(document_, path, text);
        judge(path, opened);
        if (!fault)
            return true;
        report_syntax(*fault, text);
        return false;
    }

    void report_syntax(const SyntaxFault& fault, std::string_view text) {
        Findings::Subject subject = whole_file();
        if (fault.lines.empty()) {
            findings_.error(subject,
                            {fault.text, "the file is not UTF-8 text: " + fault.text, "save it as UTF-8"});
            return;
        }
        const bool no_header = fault.text.starts_with("File contains");
        const bool mark = no_header && text.starts_with("\xEF\xBB\xBF");
        for (const std::uint32_t line : fault.lines) {
            subject.place.line = line;
            if (mark)
                findings_.error(
                    subject, {fault.text, "the file begins with a byte order mark", "save it without one"});
            else if (no_header)
                findings_.error(subject,
                                {fault.text, "text before the first section", "begin with [supervisord]"});
            else
                findings_.error(subject, {fault.text, "neither a section, nor key=value, nor a comment",
                                          "write key=value, or indent the line to continue the value above"});
        }
    }

    /// The file read last.
    Findings::Subject whole_file() const {
        return {{static_cast<std::uint32_t>(document_.files().size() - 1), 0}, {}, {}};
    }

    Document& document_;
    Findings& findings_;
    const Places& places_;
    std::size_t total_bytes_ = 0;
};

bool follow_includes(FileReader& reader, Document& document, Findings& findings, const Places& places,
                     const EnvironmentNames& names, const std::string& here) {
    const Section& section = *document.find("include");
    const Entry* patterns = document.option(section, "files");
    Findings::Subject subject{section.place(), "include", "files"};
    if (patterns == nullptr) {
        findings.error(subject, {".ini file has [include] section, but no files setting",
                                 "the section has no files", "write files = conf.d/*.conf"});
        return false;
    }
    subject.place = patterns->place;
    const Scope scope = Scope(names).add("here", here).add("host_node_name", places.around().hostname);
    const auto expanded = expand(patterns->value, scope, "include.files");
    if (!expanded) {
        findings.error(subject, expanded.error());
        return false;
    }
    std::size_t included = 0;
    for (const std::string_view word : split_words(*expanded)) {
        const std::string pattern = join_path(here, word);
        const std::vector<std::string> paths = glob(pattern, places.around().files);
        if (paths.empty()) {
            findings.message(ParseMessage::Level::warning,
                             fmt::format("No file matches via include \"{}\"", pattern));
            findings.warning(subject, fmt::format("no file matches {}", pattern), "check the pattern");
        }
        for (const std::string& path : paths) {
            if (++included > limits::max_included_files) {
                findings.error(
                    subject, {fmt::format("[include] matches more than {} files", limits::max_included_files),
                              {},
                              "narrow the patterns"});
                return false;
            }
            findings.message(ParseMessage::Level::info,
                             fmt::format("Included extra file \"{}\" during parsing", path));
            if (!reader.read_included(path, subject))
                return false;
            document.expand_here(absolute_path(directory_of(path), places.around().cwd));
        }
    }
    return true;
}

}  // namespace

bool read_files(Document& document, Findings& findings, const Places& places, const EnvironmentNames& names,
                const std::string& path, const std::string& here, Includes includes) {
    FileReader reader(document, findings, places);
    if (!reader.read_main(path))
        return false;
    if (includes == Includes::ignored || document.find("include") == nullptr)
        return true;
    document.expand_here(here);
    return follow_includes(reader, document, findings, places, names, here);
}

}  // namespace supervise::config
