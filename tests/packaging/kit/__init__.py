"""What the tests of the packages stand on; hosts come from tests/lab/cluster."""
