"""Small clusters of real hosts on one machine; ../lab is its command line."""
