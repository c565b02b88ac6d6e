"""The command line: every module here is a group of commands, found by itself; the folders are what they stand on."""
