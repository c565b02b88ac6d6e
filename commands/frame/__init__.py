"""What every command shares: how it is told, found and run, and how it ends."""
