"""The daemon under seeded faults: see run.py."""
