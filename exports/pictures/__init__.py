"""One sheet to see at a glance, drawn as PDF, SVG and PNG: a module or package here is one picture.

One with `EXPORTERS` is offered for every report; `exports.catalogue` finds it.
"""
