# supervise_private_libraries(<program>...)
#
# Makes the programs run on machines that have nothing but glibc: <prefix>/lib/supervise gets a copy of every other library
# they need, those loaded at run time included, and they look there first, wherever <prefix> is. lib/supervise/MANIFEST
# says what belongs to it: `supervise VERSION`, then for each file `SHA256  MODE  PATH`, the path below <prefix>.
#
# The build folder is such a prefix. `cmake --install BUILD --component self_contained --prefix PREFIX` makes another;
# a plain install takes the distribution's libraries and leaves these out.
#
# supervise_look_in_private_libraries(<program>)
#
# For a program that needs nothing but what the others have, and is not sent to hosts: it looks there, too.
#
# supervise_private_libraries_of_deployer(<program>)
#
# The same for the deployer, which is not sent to hosts: what it needs besides is in lib/hadeploy and in no list. The
# component is self_contained_deployer; sent_tree puts what is sent into lib/hadeploy/tree, for an installation that does
# not consist of it.
option(SUPERVISE_PRIVATE_LIBRARIES "Let the programs look for libraries in ../lib/supervise first" ON)

# The names that sys/ gives to dlopen. CMake runs again when such a file changes.
function(_supervise_loaded_libraries result)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/libsupervise/sys/*.cpp ${CMAKE_SOURCE_DIR}/libsupervise/sys/*.hpp)
  set(found)
  foreach(source IN LISTS sources)
    file(STRINGS ${source} names REGEX "\"lib[a-z0-9_+-]+\\.so\\.[0-9]+\"")
    if(names)
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    endif()
    foreach(line IN LISTS names)
      string(REGEX MATCH "lib[a-z0-9_+-]+\\.so\\.[0-9]+" name "${line}")
      list(APPEND found ${name})
    endforeach()
  endforeach()
  list(REMOVE_DUPLICATES found)
  set(paths)
  foreach(name IN LISTS found)
    find_library(SUPERVISE_PATH_OF_${name} NAMES ${name} REQUIRED)
    mark_as_advanced(SUPERVISE_PATH_OF_${name})
    list(APPEND paths ${SUPERVISE_PATH_OF_${name}})
  endforeach()
  set(${result} ${paths} PARENT_SCOPE)
endfunction()

function(supervise_look_in_private_libraries program)
  if(SUPERVISE_PRIVATE_LIBRARIES)
    # DT_RPATH, not RUNPATH: only that one is searched for what the libraries themselves need.
    set_target_properties(${program} PROPERTIES
      BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "$ORIGIN/../lib/supervise")
    target_link_options(${program} PRIVATE -Wl,--disable-new-dtags)
  endif()
endfunction()

function(supervise_private_libraries)
  if(NOT SUPERVISE_PRIVATE_LIBRARIES)
    return()
  endif()
  _supervise_loaded_libraries(loaded)
  set(programs)
  foreach(program IN LISTS ARGN)
    supervise_look_in_private_libraries(${program})
    list(APPEND programs $<TARGET_FILE:${program}>)
  endforeach()
  set(script ${CMAKE_SOURCE_DIR}/cmake/collect_libraries.cmake)
  set(manifest ${CMAKE_BINARY_DIR}/lib/supervise/MANIFEST)
  add_custom_command(OUTPUT ${manifest}
    COMMAND ${CMAKE_COMMAND} "-DPROGRAMS=${programs}" "-DLOADED=${loaded}" -DPREFIX=${CMAKE_BINARY_DIR}
      -DFOLDER=lib/supervise -DVERSION=${PROJECT_VERSION} -P ${script}
    DEPENDS ${ARGN} ${loaded} ${script}
    COMMENT "Collecting the libraries of ${ARGN}" VERBATIM)
  add_custom_target(private_libraries ALL DEPENDS ${manifest})
  install(PROGRAMS ${programs} DESTINATION bin COMPONENT self_contained EXCLUDE_FROM_ALL)
  install(DIRECTORY ${CMAKE_BINARY_DIR}/lib/supervise DESTINATION lib COMPONENT self_contained EXCLUDE_FROM_ALL)
  install(PROGRAMS ${programs} DESTINATION lib/hadeploy/tree/bin COMPONENT sent_tree EXCLUDE_FROM_ALL)
  install(DIRECTORY ${CMAKE_BINARY_DIR}/lib/supervise DESTINATION lib/hadeploy/tree/lib
    COMPONENT sent_tree EXCLUDE_FROM_ALL)
endfunction()

function(supervise_private_libraries_of_deployer program)
  if(NOT SUPERVISE_PRIVATE_LIBRARIES)
    return()
  endif()
  set_target_properties(${program} PROPERTIES
    BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "$ORIGIN/../lib/supervise:$ORIGIN/../lib/hadeploy")
  target_link_options(${program} PRIVATE -Wl,--disable-new-dtags)
  set(script ${CMAKE_SOURCE_DIR}/cmake/collect_libraries.cmake)
  set(stamp ${CMAKE_BINARY_DIR}/lib/hadeploy.collected)
  set(others ${CMAKE_BINARY_DIR}/lib/supervise/MANIFEST)
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -DPROGRAMS=$<TARGET_FILE:${program}> -DPREFIX=${CMAKE_BINARY_DIR}
      -DFOLDER=lib/hadeploy -DOTHERS=lib/supervise -P ${script}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${program} ${others} ${script}
    COMMENT "Collecting the libraries of ${program}" VERBATIM)
  add_custom_target(private_libraries_of_deployer ALL DEPENDS ${stamp})
  add_dependencies(private_libraries_of_deployer private_libraries)
  install(DIRECTORY ${CMAKE_BINARY_DIR}/lib/hadeploy DESTINATION lib
    COMPONENT self_contained_deployer EXCLUDE_FROM_ALL)
endfunction()
