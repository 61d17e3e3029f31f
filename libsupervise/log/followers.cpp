#include "log/followers.hpp"

namespace supervise::log {

class Followers::Follower final : public sys::Registration::Impl {
public:
    Follower(std::shared_ptr<List> list, std::function<void()> grown)
        : list_(std::move(list)), place_(list_->calls.insert(list_->calls.end(), std::move(grown))) {}

    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;
    ~Follower() override {
        if (list_->notifying)
            *place_ = nullptr;  // the walk in progress removes it
        else
            list_->calls.erase(place_);
    }

private:
    std::shared_ptr<List> list_;
    std::list<std::function<void()>>::iterator place_;
};

sys::Registration Followers::add(std::function<void()> grown) {
    if (list_ == nullptr)
        list_ = std::make_shared<List>();
    return sys::Registration(std::make_unique<Follower>(list_, std::move(grown)));
}

void Followers::notify_each() {
    const std::shared_ptr<List> list = list_;
    if (list->notifying)
        return;
    list->notifying = true;
    for (auto& grown : list->calls) {
        const std::function<void()> call = grown;  // a copy: it may drop itself
        if (call)
            call();
    }
    list->notifying = false;
    list->calls.remove_if([](const std::function<void()>& call) { return call == nullptr; });
}

}  // namespace supervise::log
