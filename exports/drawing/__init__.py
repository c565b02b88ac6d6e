"""The drawing: a scene tree, and its writers to tagged PDF, SVG and PNG.

`text.fit` and `text.wrap` set words into lines, `shapes` and `scene` hold what is drawn, `pdf.write_pdf`,
`svg.write_svg` and `png.write_png` write it, and `inspect` measures contrast, overflow and collisions.
"""
