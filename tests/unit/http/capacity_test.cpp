#include "http/capacity.hpp"

#include <climits>

#include <gtest/gtest.h>

namespace supervise::http {
namespace {

// DAEMON-012, HTTP-019: who raises minfds has room for more clients; who lowers it for no fewer than usual.
TEST(CapacityTest, grows_with_the_descriptors) {
    struct {
        int descriptors;
        std::size_t connections, per_source, log_followers;
    } const cases[] = {
        {1024, 512, 256, 128},
        {-1, 512, 256, 128},
        {0, 512, 256, 128},
        {256, 512, 256, 128},
        {1026, 513, 256, 128},
        {16'384, 8'192, 4'096, 2'048},
        {65'536, 32'768, 16'384, 8'192},
        {INT_MAX, 32'768, 16'384, 8'192},
    };
    for (const auto& one : cases) {
        const Capacity capacity = Capacity::of(one.descriptors);
        EXPECT_EQ(capacity.connections, one.connections) << one.descriptors;
        EXPECT_EQ(capacity.per_source(), one.per_source) << one.descriptors;
        EXPECT_EQ(capacity.log_followers(), one.log_followers) << one.descriptors;
    }
}

}  // namespace
}  // namespace supervise::http
