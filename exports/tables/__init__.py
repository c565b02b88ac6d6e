"""What another program reads: rows, days and records. A module or package here is one such file.

One with `EXPORTERS` is offered for every report; `exports.catalogue` finds it.
"""
