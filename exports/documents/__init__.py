"""What is read from top to bottom, mostly set as PDF and DOCX: a module or package here is one document.

One with `EXPORTERS` is offered for every report; `exports.catalogue` finds it.
"""
