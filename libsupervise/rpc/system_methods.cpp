#include "rpc/system_methods.hpp"

#include "rpc/dispatcher.hpp"

namespace supervise::rpc {
namespace {

sys::Registration list_methods(Dispatcher& dispatcher, const Arguments&, Reply reply) {
    Array names;
    for (const auto& [name, method] : dispatcher.methods())
        names.emplace_back(name);
    reply(std::move(names));
    return {};
}

sys::Registration method_help(Dispatcher& dispatcher, const Arguments& arguments, Reply reply) {
    const auto found = dispatcher.methods().find(arguments.text(0));
    if (found == dispatcher.methods().end())
        reply(tl::unexpected(make_fault(FaultCode::signature_unsupported)));
    else
        reply(help_text(found->second));
    return {};
}

sys::Registration method_signature(Dispatcher& dispatcher, const Arguments& arguments, Reply reply) {
    const auto found = dispatcher.methods().find(arguments.text(0));
    if (found == dispatcher.methods().end())
        reply(tl::unexpected(make_fault(FaultCode::signature_unsupported)));
    else
        reply(signature(found->second));
    return {};
}

}  // namespace

Methods system_methods() {
    constexpr std::string_view full_name = "full name of a method, such as supervisor.getState";
    return {
        {.name = "listMethods",
         .summary = "The names of all methods there are.",
         .params = {},
         .result = Type::array,
         .result_help = "names with their namespace, sorted",
         .function = list_methods,
         .while_stopping = true},
        {.name = "methodHelp",
         .summary = "What a method does, takes and returns.",
         .params = {{Type::string, "name", full_name}},
         .result = Type::string,
         .result_help = "text with a line for each parameter and one for the result",
         .function = method_help,
         .while_stopping = true,
         .faults = {FaultCode::signature_unsupported}},
        {.name = "methodSignature",
         .summary = "The types that a method returns and takes.",
         .params = {{Type::string, "name", full_name}},
         .result = Type::array,
         .result_help = "type of the result, then the type of each parameter",
         .function = method_signature,
         .while_stopping = true,
         .faults = {FaultCode::signature_unsupported}},
        {.name = "multicall",
         .summary = "Several calls in one request, run one after the other.",
         .params = {{Type::array, "calls",
                     "structs with methodName (string) and params (array, may be left out)"}},
         .result = Type::array,
         .result_help = "for each call its result, or a struct of faultCode and faultString",
         .function = multicall,
         .while_stopping = true},
    };
}

}  // namespace supervise::rpc
