"""Results into files, drawn from the report or the framework alone.

`pictures`, `documents` and `tables` hold a module or package for each thing to take along; `catalogue` finds what they
offer. Documents are set by `typeset`, pictures and set pages drawn by `drawing`; `phrases` words what all of them say.
"""
