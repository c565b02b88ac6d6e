"""Results into files, drawn from the report or the framework alone.

`pictures`, `documents` and `tables` hold one module or package a thing that people take along; `catalogue` finds what
they offer. Documents are set by `typeset`, pictures and set pages drawn by `drawing`; `phrases` words what all say.
"""
