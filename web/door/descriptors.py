"""How many files and connections this process may have open: every connection takes one."""

try:
    import resource
except ImportError:  # Windows, which knows no such limit
    resource = None

FOR_THIS_MACHINE, FOR_OTHERS = 256, 4_096
"""What is enough for one person, and for the visitors of a public address. House rule."""
_SHARE = 4  # of which one part for connections on which nothing came yet


def raise_limit(wanted: int) -> int | None:
    """Return how many files may be open, after raising that to `wanted` as far as the system lets us.

    Nothing comes back where there is no limit, or none that can be known.
    """
    if resource is None:
        return None
    may, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if may == resource.RLIM_INFINITY:
        return None
    reachable = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if reachable > may:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (reachable, most))
        except (OSError, ValueError):  # macOS has a second limit, which it does not tell
            return may
        return reachable
    return may


def share_for_waiting(limit: int | None, most: int) -> int:
    """Return how many connections may wait for their request: `most`, or a quarter of a limit lower than that."""
    return most if limit is None else max(1, min(most, limit // _SHARE))
