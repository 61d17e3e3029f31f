# supervise_assets(<target> <folder>): puts the files of a folder into a library, as they are and gzipped
# (web/assets.hpp). A new file is picked up by itself.
function(supervise_assets target folder)
  find_program(SUPERVISE_GZIP gzip REQUIRED)
  mark_as_advanced(SUPERVISE_GZIP)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}_assets.cpp)
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DGZIP=${SUPERVISE_GZIP} -DSOURCE=${source} "-DFILES=${files}"
      -P ${CMAKE_SOURCE_DIR}/cmake/embed_assets.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_assets.cmake
    COMMENT "Embedding the web page" VERBATIM)
  target_sources(${target} PRIVATE ${source})
  set_source_files_properties(${source} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()
