"""What tests of deployments are written in: the deployer, the hosts, what was printed."""
