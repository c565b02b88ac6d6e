"""The form on a light page as a browser would send it again, pressing its one button."""

from html.parser import HTMLParser


class PostedForm(HTMLParser):
    """Where it goes, and what stands in its fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.fields, self._inside = "", dict[str, str](), ""
        self.feed(page)
        self.fields = {name: text.removeprefix("\n") for name, text in self.fields.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = given["action"]
        elif tag == "input":
            self.fields[given["name"]] = given["value"]
        elif tag == "textarea":
            self._inside = given["name"]
            self.fields[self._inside] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.fields[self._inside] += data
