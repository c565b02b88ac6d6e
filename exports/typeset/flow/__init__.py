"""The blocks of a document on pages.

`lines` breaks runs of text, `passage` places them, `piece` holds what may be divided over pages, `blocks`, `table` and
`figure` make pieces, `paging` fills pages with them, and `frame` draws the head and the foot of a page.
"""
