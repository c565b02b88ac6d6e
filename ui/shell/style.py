"""The stylesheet: what is fixed stands in style.css; what follows from the scale of a framework is written here."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from framework.instrument.model import Framework

_FIXED = Path(__file__).with_name("style.css")
_REMARK, _SPACE = re.compile(r"/\*.*?\*/", re.DOTALL), re.compile(r"\s+")  # what a browser need not get in every run
# The lightness ramp from lowest to highest, as (light theme, dark theme); SCREENS: in the dark, stronger is lighter.
_RAMP = (("#FFFFFF", "#0D1826"), ("#B5D5E6", "#2C4A66"), ("#5B9FC6", "#5B9FC6"), ("#0B4A75", "#D3ECFA"))
_DARK_INK, _LIGHT_INK = "#17222E", "#FFFFFF"
_GROUP = '.st-key-levels [data-testid="stRadioGroup"] > div'


def stylesheet(framework: Framework, states_heading: str) -> str:
    """Return the whole stylesheet for `framework`; `states_heading` stands above the choices without a level."""
    scale = framework.scale
    return _stylesheet(scale.lowest, len(scale.levels), len(framework.professional_scale.levels), states_heading)


@cache
def _stylesheet(lowest: int, levels: int, answers: int, states_heading: str) -> str:
    heading = states_heading.replace("\\", "").replace('"', "'").replace("<", "")
    return " ".join(
        (
            _SPACE.sub(" ", _REMARK.sub("", _FIXED.read_text(encoding="utf-8"))),
            f':root {{ --t-states: "{heading}"; }}',
            *_rules(lowest, levels),
            *_people(answers),
        )
    )


def _people(answers: int) -> Iterator[str]:
    """A dot for each opinion, on the same ramp as the levels: another form, since it is another scale."""
    for place in range(answers):
        light, dark = (_mix([pair[theme] for pair in _RAMP], place / (answers - 1)) for theme in (0, 1))
        yield f".kw-people i.p{place} {{ background: light-dark({light}, {dark}); }}"


def _rules(lowest: int, count: int) -> Iterator[str]:
    steps = count - 1
    for place in range(count):
        level = lowest + place
        light, dark = (_mix([pair[theme] for pair in _RAMP], place / steps) for theme in (0, 1))
        on_light, on_dark = _ink(light), _ink(dark)
        yield f":root {{ --lv{place}: light-dark({light}, {dark}); --on{place}: light-dark({on_light}, {on_dark}); }}"
        yield f".kw-sq.l{level} {{ background: var(--lv{place}); color: var(--on{place}); }}"
        yield f".kw-bars.l{level} i.f {{ background: var(--lv{place}); border-color: var(--lv-edge); }}"
        yield f"{_GROUP}:nth-child({place + 1})::after {{ background: {_bars(place, steps)}; }}"
    yield (
        f"{_GROUP}:nth-child(-n+{count})::after {{ content: ''; position: absolute; right: 1.25rem; top: 50%;"
        f" translate: 0 -50%; width: {13 * steps - 3}px; height: 30px; pointer-events: none;"
        " background-repeat: no-repeat; }"
    )
    others = f"{_GROUP}:nth-child(n+{count + 1})"
    yield f"{others} {{ grid-column: span 2; padding: .625rem .75rem; border-style: dashed; margin-top: 2.125rem; }}"
    yield f"{others}[data-selected='true'] {{ border-style: solid; }}"
    yield f"{others} [data-testid='stRadioOption'] p {{ font-size: 1rem; font-weight: 400; }}"
    yield f"{others} [data-testid='stRadioCaption'] p {{ font-size: .9375rem; color: var(--mute); }}"
    yield (
        f"{_GROUP}:nth-child({count + 1})::before {{ content: var(--t-states, ''); position: absolute; left: 0;"
        " top: -1.875rem; white-space: nowrap; font-size: .9375rem; color: var(--mute); }"
    )
    yield (
        f"@media (max-width: 640px) {{ {others} {{ grid-column: 1 / -1; }}"
        f" {_GROUP}:nth-child(n+{count + 2}) {{ margin-top: 0; }} }}"
    )


def _bars(reached: int, steps: int) -> str:
    """The rising bars of one choice as layered gradients: for each bar its filling over its edge."""
    layers: list[str] = []
    for step in range(steps):
        height = round(13 + 17 * step / max(steps - 1, 1))
        filling, edge = (
            (f"var(--lv{reached})", "var(--lv-edge)") if step < reached else ("var(--page)", "var(--bar-empty)")
        )
        layers.append(
            f"linear-gradient({filling} 0 0) {13 * step + 1.5}px calc(100% - 1.5px) / 7px {height - 3}px no-repeat"
        )
        layers.append(f"linear-gradient({edge} 0 0) {13 * step}px 100% / 10px {height}px no-repeat")
    return ", ".join(layers)


def _mix(ramp: list[str], share: float) -> str:
    """The colour at `share` (0 to 1) of the way along `ramp`, straight in sRGB between its stops."""
    place = min(int(share * (len(ramp) - 1)), len(ramp) - 2)
    part = share * (len(ramp) - 1) - place
    low, high = (_channels(ramp[place + step]) for step in (0, 1))
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in zip(low, high, strict=True))


def _ink(ground: str) -> str:
    """The ink that reads best on `ground`, by WCAG relative luminance."""
    lightness = _luminance(ground)
    dark, light = _luminance(_DARK_INK), _luminance(_LIGHT_INK)
    return _DARK_INK if (lightness + 0.05) / (dark + 0.05) >= (light + 0.05) / (lightness + 0.05) else _LIGHT_INK


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (x / 255 for x in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
