"""What the outer tests and measurements share: starting daemons in scratch folders, talking to them, waiting, cleaning up."""
