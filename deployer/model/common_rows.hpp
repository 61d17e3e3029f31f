/// Rows that several tables have.
#pragma once

#include "model/schema.hpp"

namespace deployer::model {

template <typename Draft>
constexpr KeyRow<Draft> when_row() {
    return {{"when", Type::boolean, "yes", "With `no` the item is left out, as if it were not there."},
            into<&Drafted::when, Draft>};
}

template <typename Draft>
constexpr KeyRow<Draft> scope_row() {
    return {{"scope", Type::text, "", "The hosts it is for: see [Scopes](#scopes).", true},
            into_scope<Draft>};
}

template <typename Draft>
constexpr KeyRow<Draft> scope_of_all_row() {
    return {{"scope", Type::text, "all", "The hosts it is for: see [Scopes](#scopes)."}, into_scope<Draft>};
}

template <auto member, typename Draft>
constexpr KeyRow<Draft> no_remove_row() {
    return {{"no_remove", Type::boolean, "no", "`remove` leaves it."}, into<member, Draft>};
}

}  // namespace deployer::model
