# Writes SOURCE, a C++ file with the contents of FILES; GZIP compresses them. In *.html files @ASSETS@ becomes the
# hash of all, which is part of their address: what a browser has kept is right as long as the address is the same.
list(SORT FILES)
set(hashes "")
foreach(file IN LISTS FILES)
  file(SHA256 ${file} hash)
  get_filename_component(name ${file} NAME)
  string(APPEND hashes "${name} ${hash}\n")
endforeach()
string(SHA256 all "${hashes}")
string(SUBSTRING ${all} 0 16 all)

# The bytes of `file` as a C++ array named `array`.
function(append_array array file)
  file(READ ${file} hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes "${bytes}")
  set(code "${code}const unsigned char ${array}[] = {\n${bytes}0};\n" PARENT_SCOPE)  # the 0 is not counted
  set(size ${size} PARENT_SCOPE)
endfunction()

set(code "// Made by cmake/embed_assets.cmake.\n#include \"web/assets.hpp\"\n\nnamespace {\n\n")
set(rows "")
set(index 0)
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  set(copy ${SOURCE}.${name})
  if(name MATCHES "\\.html$")
    set(ASSETS ${all})
    configure_file(${file} ${copy} @ONLY)
  else()
    configure_file(${file} ${copy} COPYONLY)
  endif()
  execute_process(COMMAND ${GZIP} -9nc ${copy} OUTPUT_FILE ${copy}.gz COMMAND_ERROR_IS_FATAL ANY)
  append_array(plain_${index} ${copy})
  set(plain_size ${size})
  append_array(gzipped_${index} ${copy}.gz)
  string(APPEND rows "    {\"${name}\", text(plain_${index}, ${plain_size}), text(gzipped_${index}, ${size})},\n")
  math(EXPR index "${index} + 1")
endforeach()
string(APPEND code "
std::string_view text(const unsigned char* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

namespace supervise::web {

std::span<const Asset> assets() {
    static const Asset all[] = {
${rows}    };
    return all;
}

std::string_view assets_hash() {
    return \"${all}\";
}

}  // namespace supervise::web
")
file(WRITE ${SOURCE} "${code}")
