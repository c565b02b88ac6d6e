"""A framework as data: its model, its files, its rules, its hashes, and its translations."""
