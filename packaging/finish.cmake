# Run by CPack when the files of a package lie in their places and before they are packed.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/third_party.cmake)

# Debian wants pages and changelogs compressed, the same bytes each time.
function(compress)
  execute_process(COMMAND gzip -9nf ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Where the distribution's own units lie. On systems where /lib is a link to /usr/lib, dpkg takes the two paths for two
# files; a package that replaces another one's unit must use the path of that one, or removing it takes the new file away.
function(unit_folder result)
  file(STRINGS /etc/os-release lines)
  foreach(line IN LISTS lines)
    if(line MATCHES "^(ID|VERSION_ID)=\"?([a-z0-9.]+)\"?$")
      set(OS_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
    endif()
  endforeach()
  set(${result} usr/lib/systemd/system PARENT_SCOPE)
  if((OS_ID STREQUAL "debian" AND OS_VERSION_ID VERSION_LESS 13) OR
      (OS_ID STREQUAL "ubuntu" AND OS_VERSION_ID VERSION_LESS 24.04))
    set(${result} lib/systemd/system PARENT_SCOPE)
  endif()
endfunction()

# The packages that programs, and the libraries in their package's own folder, need the libraries of besides, as Debian's
# tool tells it. `root` is the package.
function(packages_needed_by programs root folder result)
  set(scratch ${CPACK_TEMPORARY_DIRECTORY}/shlibdeps)
  file(WRITE ${scratch}/debian/control "Source: supervise\n\nPackage: supervise\nArchitecture: any\n")
  file(GLOB libraries ${folder}/*.so*)
  # By this folder the tool knows a package that is being made, and takes libraries from it first. They have no package
  # that it could name.
  file(MAKE_DIRECTORY ${root}/DEBIAN)
  execute_process(COMMAND dpkg-shlibdeps --ignore-missing-info -O ${programs} ${libraries}
    WORKING_DIRECTORY ${scratch} OUTPUT_VARIABLE found COMMAND_ERROR_IS_FATAL ANY)
  file(REMOVE_RECURSE ${scratch} ${root}/DEBIAN)
  string(REGEX REPLACE "^shlibs:Depends=|\n" "" found "${found}")
  # The same library under the name that it has where times have 64 bits everywhere.
  string(REGEX REPLACE "libssl3(t64)?( \\([^)]*\\))?" "libssl3\\2 | libssl3t64\\2" found "${found}")
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

# What both .deb packages have; `root` is the package, `name` its name, `own` the folder of its own libraries. `needed` gets
# the packages that it needs.
function(finish_debian root name own needed)
  set(doc ${root}/usr/share/doc/${name})
  file(MAKE_DIRECTORY ${doc})
  file(COPY_FILE ${CPACK_SUPERVISE_DEBIAN}/changelog ${doc}/changelog.Debian)
  compress(${doc}/changelog.Debian)
  file(COPY_FILE ${CPACK_SUPERVISE_DEBIAN}/copyright ${doc}/copyright)
  file(MAKE_DIRECTORY ${root}/usr/share/lintian/overrides)
  file(COPY_FILE ${CPACK_SUPERVISE_DEBIAN}/${name}.lintian-overrides ${root}/usr/share/lintian/overrides/${name})
  file(RENAME ${root}/usr/share/zsh/site-functions ${root}/usr/share/zsh/vendor-completions)
  file(GLOB_RECURSE pages ${root}/usr/share/man/*)
  compress(${pages})
  # Of the places that the tree looks at, the one that is this package's.
  file(GLOB programs ${root}/usr/bin/*)
  if(EXISTS ${root}/usr/lib/${own})
    foreach(program IN LISTS programs)
      file(RPATH_SET FILE ${program} NEW_RPATH "$ORIGIN/../lib/${own}")
    endforeach()
  endif()
  name_third_parties(${root}/usr/lib/${own} ${doc}/third-party)
  packages_needed_by("${programs}" ${root} ${root}/usr/lib/${own} found)
  set(${needed} "${found}" PARENT_SCOPE)
endfunction()

if(CPACK_GENERATOR STREQUAL "DEB")
  set(root ${CPACK_TEMPORARY_DIRECTORY}/supervise)
  set(doc ${root}/usr/share/doc/supervise)
  finish_debian(${root} supervise supervise needed)
  set(CPACK_DEBIAN_SUPERVISE_PACKAGE_DEPENDS "${CPACK_DEBIAN_SUPERVISE_PACKAGE_DEPENDS}, ${needed}")
  file(REMOVE ${doc}/LICENSE)   # the file `copyright` has it
  file(RENAME ${doc}/CHANGELOG.md ${doc}/changelog)
  compress(${doc}/changelog)
  unit_folder(units)
  if(NOT units STREQUAL "usr/lib/systemd/system")
    file(MAKE_DIRECTORY ${root}/lib/systemd)
    file(RENAME ${root}/usr/lib/systemd/system ${root}/lib/systemd/system)
    file(REMOVE_RECURSE ${root}/usr/lib/systemd)
  endif()
  # The name that Debian's package of Supervisor has for it, which people, scripts and drop-ins use.
  file(CREATE_LINK supervisord.service ${root}/${units}/supervisor.service SYMBOLIC)

  set(root ${CPACK_TEMPORARY_DIRECTORY}/hadeploy)
  file(RENAME ${root}/usr/share/doc/supervise ${root}/usr/share/doc/supervise-hadeploy)
  finish_debian(${root} supervise-hadeploy hadeploy needed)
  set(CPACK_DEBIAN_HADEPLOY_PACKAGE_DEPENDS "${CPACK_DEBIAN_HADEPLOY_PACKAGE_DEPENDS}, ${needed}")
else()
  # Where it is unpacked is not known. Units must name one place; doc/installing.md says how it gets there.
  set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
  file(GLOB units ${root}/lib/systemd/system/*)
  foreach(unit IN LISTS units)
    file(READ ${unit} text)
    string(REPLACE "${root}/" "/opt/supervise/" text "${text}")
    file(WRITE ${unit} "${text}")
  endforeach()
  name_third_parties(${root} ${root}/share/doc/supervise/third-party)
endif()
