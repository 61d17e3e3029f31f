/// Command lines from a person at a terminal: edited, completed and remembered.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "supervisorctl/completion.hpp"
#include "supervisorctl/daemon_names.hpp"
#include "supervisorctl/history.hpp"
#include "supervisorctl/output.hpp"
#include "supervisorctl/shell.hpp"
#include "sys/line_editor.hpp"

namespace supervise::ctl {

/// What Tab does to a line whose part before the cursor is `before`. `again`: Tab was pressed there before;
/// then the choice is shown. `width`: of the terminal.
sys::LineEditor::Completion press_tab(std::string_view before, bool again, Names& names, std::size_t width);

class EditedLines final : public CommandLines {
    struct Unopened {
        explicit Unopened() = default;
    };

public:
    EditedLines(Unopened, Output& out, DaemonNames::Connect connect, std::string history_path)
        : out_(out), names_(std::move(connect)), history_(std::move(history_path)) {}

    /// Fails where there is no line editor. That the history cannot be read or written is said once, on
    /// `out`.
    static Result<std::unique_ptr<EditedLines>> open(Output& out, DaemonNames::Connect connect,
                                                     std::string history_path);

    std::optional<std::string> next(std::string_view prompt) override;

private:
    void remember(const std::string& line);
    void complain(std::string_view what, const Error& error);

    Output& out_;
    DaemonNames names_;
    History history_;
    std::unique_ptr<sys::LineEditor> editor_;
    bool has_complained_ = false;
};

}  // namespace supervise::ctl
