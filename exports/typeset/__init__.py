"""A document as data, and its two writers: `document` is the tree, `docx_writer` and `pdf_writer` write it.

`docx_styles` and `docx_table` serve the one, `flow`, which fills pages, the other.
"""
