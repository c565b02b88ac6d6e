"""The stages of a round: they go one way, in this order."""

from enum import StrEnum


class Stage(StrEnum):
    """How far a round is (DESIGN section 6)."""

    SETUP = "setup"
    CONFLICTS = "conflicts"
    INDIVIDUAL = "individual"
    FROZEN = "frozen"
    REPLY = "reply"
    DISCUSSION = "discussion"
    CONSENSUS = "consensus"
    DECISION = "decision"
    RELEASED = "released"

    def is_before(self, other: "Stage") -> bool:
        """Tell whether this stage comes before `other`."""
        order = list(Stage)
        return order.index(self) < order.index(other)
