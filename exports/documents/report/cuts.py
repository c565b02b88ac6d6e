"""Long texts cut short where they stand, with a number; the whole of each stands under that number in an appendix."""

from collections.abc import Iterator, Sequence

from exports.phrases import evidence_line
from exports.typeset.document import Block, Heading, List, Run, Runs
from framework.assessing.record import Evidence
from framework.language.texts import Texts

QUOTE, NOTE, STEP, LINE = 170, 260, 320, 80
"""Characters kept of a quote, of a note or a reason, of a text of the framework, and of what should take one line."""

_LINK = 48


class Cuts:
    """What was cut while a report was written. One use."""

    def __init__(self, t: Texts) -> None:
        """Begin without cuts, in the words of `t`."""
        self.t = t
        self._numbers: dict[tuple[str, str, str], int] = {}

    def short(self, owner: str, text: str, most: int) -> str:
        """Return `text` on one line; where it has more than `most` characters, its start and where the whole stands."""
        line = " ".join(text.split())
        if len(line) <= most:
            return line
        return self.t("document.cut", start=start_of(line, most), number=self._number(owner, text, ""))

    def evidence(self, owner: str, item: Evidence) -> Runs:
        """Return a piece of evidence: the quote, its location and the link, each cut where it is long."""
        words = [self.t("document.quote", quote=self.short(owner, item.quote, QUOTE))] if item.quote else []
        if item.location:
            words.append(self.t("document.location", location=self.short(owner, item.location, LINE)))
        runs = [Run(" ".join(words))] if words else []
        if item.link:
            runs.append(Run((" " if runs else "") + self._address(owner, item.link), link=item.link))
        return tuple(runs)

    def more(self, owner: str, items: Sequence[Evidence]) -> str:
        """Return how many more pieces of evidence there are, and where they stand in full."""
        numbers = [self._number(owner, evidence_line(item, self.t), item.link or "") for item in items]
        return self.t("document.more_evidence", n=len(items), numbers=", ".join(map(str, numbers)))

    def _address(self, owner: str, link: str) -> str:
        if len(link) <= _LINK:
            return link
        return self.t("document.cut", start=f"{link[:_LINK]}…", number=self._number(owner, link, link))

    def _number(self, owner: str, text: str, link: str) -> int:
        return self._numbers.setdefault((owner, text, link), len(self._numbers) + 1)

    def blocks(self) -> Iterator[Block]:
        """Yield the appendix; nothing where nothing was cut. The last thing to ask for."""
        if self._numbers:
            yield Heading(2, self.t("document.appendix"))
            yield List(tuple(_whole(*cut) for cut in self._numbers), is_ordered=True)


def _whole(owner: str, text: str, link: str) -> Runs:
    return Run(f"{owner}: ", strong=True), Run(text, link=link)


def start_of(line: str, most: int) -> str:
    """Return the first words of `line`, with `…` behind them: at most `most` characters and that one."""
    start = line[:most]
    words = start.rpartition(" ")[0] if " " in start and not line[most : most + 1].isspace() else start
    return f"{(words or start).rstrip(' ,;:.')}…"
