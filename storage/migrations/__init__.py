"""The steps from one form of the tables to the next, oldest first. `migration.migrate` runs them.

A step is one file in `versions/`. It never imports `tables`, since those are today's and a step is for ever.
"""
