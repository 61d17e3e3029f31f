# Run by the targets of SupervisePrivateLibraries.cmake: fills PREFIX/FOLDER with what PROGRAMS and the libraries LOADED at run
# time need besides glibc and besides what PREFIX/OTHERS has. With a VERSION it writes the MANIFEST of both, too.
cmake_minimum_required(VERSION 3.25)

# What comes with the dynamic linker and must be of one piece with it.
set(glibc "^(ld-linux.*|linux-vdso.*|lib(c|m|dl|rt|pthread|resolv|util|anl|mvec|nsl|nss_[a-z]+)\\.so.*)$")
set(folder ${PREFIX}/${FOLDER})

# Programs that look there first would find the copies of the last time.
file(REMOVE_RECURSE ${folder})
file(MAKE_DIRECTORY ${folder})
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${PROGRAMS} LIBRARIES ${LOADED}
  RESOLVED_DEPENDENCIES_VAR needed PRE_EXCLUDE_REGEXES ${glibc} CONFLICTING_DEPENDENCIES_PREFIX ambiguous)
# There are two of those that OTHERS has, which are left out below.
foreach(name IN LISTS ambiguous_FILENAMES)
  if(NOT (OTHERS AND EXISTS ${PREFIX}/${OTHERS}/${name}))
    message(FATAL_ERROR "which of these is it? ${ambiguous_${name}}")
  endif()
endforeach()

set(names)
foreach(source IN LISTS needed LOADED)
  cmake_path(GET source FILENAME name)
  if(NOT name IN_LIST names AND NOT (OTHERS AND EXISTS ${PREFIX}/${OTHERS}/${name}))
    list(APPEND names ${name})
    file(COPY_FILE ${source} ${folder}/${name})
    file(CHMOD ${folder}/${name} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  endif()
endforeach()
if(NOT VERSION)
  return()
endif()
list(SORT names)

set(manifest "supervise ${VERSION}\n")
function(describe mode path)
  file(SHA256 ${PREFIX}/${path} digest)
  set(manifest "${manifest}${digest}  ${mode}  ${path}\n" PARENT_SCOPE)
endfunction()
foreach(program IN LISTS PROGRAMS)
  cmake_path(GET program FILENAME name)
  describe(0755 bin/${name})
endforeach()
foreach(name IN LISTS names)
  describe(0644 ${FOLDER}/${name})
endforeach()
file(WRITE ${folder}/MANIFEST "${manifest}")
