/// Who wants to know when a log grew or was replaced (tail -f and its like).
#pragma once

#include <functional>
#include <list>
#include <memory>

#include "sys/loop.hpp"

namespace supervise::log {

class Followers {
public:
    /// `grown` runs until the registration is dropped, which may happen inside any such call and also after
    /// this object is gone.
    [[nodiscard]] sys::Registration add(std::function<void()> grown);

    void notify() {
        if (list_ != nullptr && !list_->calls.empty())
            notify_each();
    }

private:
    struct List {
        std::list<std::function<void()>> calls;  ///< empty functions are dropped ones
        bool notifying = false;
    };
    class Follower;

    void notify_each();

    std::shared_ptr<List> list_;  ///< none while nobody follows
};

}  // namespace supervise::log
