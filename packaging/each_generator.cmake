# Read by CPack once for each kind of package.
if(CPACK_GENERATOR STREQUAL "DEB")
  # Full paths in units, /etc and /var are meant for the system's root.
  set(CPACK_SET_DESTDIR ON)
  set(CPACK_INSTALL_PREFIX /usr)
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
  # The first lines of their descriptions are the packages' own.
  set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${CPACK_DEFAULT_PACKAGE_DESCRIPTION_SUMMARY}")
elseif(CPACK_GENERATOR STREQUAL "TGZ")
  # Everything that a plain install has, and the libraries beside it. One top folder, wherever it is unpacked.
  list(GET CPACK_INSTALL_CMAKE_PROJECTS 0 build)
  set(CPACK_INSTALL_CMAKE_PROJECTS
    "${build};supervise;ALL;/;${build};supervise;self_contained;/;${build};supervise;self_contained_deployer;/")
  set(CPACK_ARCHIVE_COMPONENT_INSTALL OFF)
  execute_process(COMMAND uname -m OUTPUT_VARIABLE machine OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(CPACK_PACKAGE_FILE_NAME supervise-${CPACK_PACKAGE_VERSION}-linux-${machine})
endif()
