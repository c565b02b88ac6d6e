"""What every command shares: how it is described, found and run, and how it ends."""
