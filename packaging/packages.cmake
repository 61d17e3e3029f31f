# What CPack is told. What differs between .deb and .tar.gz is in each_generator.cmake.
set(CPACK_PACKAGE_NAME supervise)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "${SUPERVISE_MAINTAINER}")
set(CPACK_PACKAGE_VENDOR "The Supervise authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_SOURCE_GENERATOR "")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_SOURCE_DIR}/each_generator.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/finish.cmake)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL supervise debian hadeploy hadeploy_debian sent_tree)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_SUPERVISE_DEBIAN ${CMAKE_CURRENT_SOURCE_DIR}/debian)

# -- .deb ---------------------------------------------------------------------------------------------------------------
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${SUPERVISE_DEBIAN_REVISION})
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
# Maintainer scripts are 0755, other control files 0644.
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# In place of Debian's package of Supervisor: the same files, the same configuration.
set(CPACK_DEBIAN_SUPERVISE_PACKAGE_NAME supervise)
set(CPACK_DEBIAN_SUPERVISE_PACKAGE_CONFLICTS supervisor)
set(CPACK_DEBIAN_SUPERVISE_PACKAGE_REPLACES supervisor)
set(CPACK_DEBIAN_SUPERVISE_PACKAGE_PROVIDES "supervisor (= 4.4.0)")
set(CPACK_DEBIAN_SUPERVISE_PACKAGE_PREDEPENDS "init-system-helpers (>= 1.54~)")
# Loaded when they are needed, so that nothing in the programs names them: OpenSSL for passwords and TLS, and crypt(3). A
# configuration that worked must go on to work; line editing in a shell is a convenience. finish.cmake adds the others.
set(CPACK_DEBIAN_SUPERVISE_PACKAGE_DEPENDS "libssl3 | libssl3t64, libcrypt1")
set(CPACK_DEBIAN_SUPERVISE_PACKAGE_RECOMMENDS libedit2)
set(CPACK_DEBIAN_SUPERVISE_PACKAGE_SUGGESTS supervise-hadeploy)
set(CPACK_DEBIAN_SUPERVISE_DESCRIPTION "process manager, drop-in compatible with Supervisor
supervisord starts the programs that its configuration names, starts them
again when they end, writes what they print to log files and stops them in
order. supervisorctl asks it how they are and commands it.
.
Configuration files, states, output, exit codes and the XML-RPC interface
are those of Supervisor, whose package this one replaces and whose
configuration it takes over. It is a native program that starts in
milliseconds and needs no Python.")
set(CPACK_DEBIAN_SUPERVISE_PACKAGE_CONTROL_EXTRA
  ${CMAKE_CURRENT_BINARY_DIR}/debian/preinst ${CMAKE_CURRENT_BINARY_DIR}/debian/postinst
  ${CMAKE_CURRENT_BINARY_DIR}/debian/prerm ${CMAKE_CURRENT_BINARY_DIR}/debian/postrm
  ${CMAKE_CURRENT_SOURCE_DIR}/debian/conffiles)

set(CPACK_DEBIAN_HADEPLOY_PACKAGE_NAME supervise-hadeploy)
# finish.cmake adds what the program itself needs: the tree that is sent brings its libraries along.
set(CPACK_DEBIAN_HADEPLOY_PACKAGE_DEPENDS openssh-client)
set(CPACK_DEBIAN_HADEPLOY_PACKAGE_SUGGESTS supervise)
set(CPACK_DEBIAN_HADEPLOY_DESCRIPTION "deployer of programs and their process manager over SSH
hadeploy reads a description of hosts and what they are to have: accounts,
folders, files, services, instances of supervisord and their programs. It
brings each host to that state with one SSH login, says what it changed, and
changes nothing when there is nothing to change.
.
Hosts need no Python and no agent of theirs, only a POSIX shell; where
supervisord is lacking, the one in this package is sent.")

include(CPack)
cpack_add_component_group(supervise)
cpack_add_component_group(hadeploy)
cpack_add_component(supervise GROUP supervise)
cpack_add_component(debian GROUP supervise)
cpack_add_component(hadeploy GROUP hadeploy)
cpack_add_component(hadeploy_debian GROUP hadeploy)
cpack_add_component(sent_tree GROUP hadeploy)
