"""Steps of the own plan: a section of the source is marked as one by the classes of its heading, ``{#bank .month .children}``."""

from __future__ import annotations

from press.phrases import SITUATIONS, TIMES
from press.problems import Message, did_you_mean, say

QUESTION = "question"
KNOWN = (QUESTION, *TIMES, *SITUATIONS)


def step_of(classes: list[str], level: int) -> tuple[tuple[str, ...], list[tuple[Message, Message]]]:
    """``(the classes that make the heading a step, mistakes as (what, fix))``: one time, then whom it concerns."""
    mistakes = [
        (
            say("The class “.%(name)s” is not known.", name=name),
            did_you_mean(
                name, KNOWN, say("Take it away; known are: %(known)s.", known=", ".join(f".{word}" for word in KNOWN))
            ),
        )
        for name in classes
        if name not in KNOWN
    ]
    times = tuple(name for name in TIMES if name in classes)
    whom = tuple(name for name in SITUATIONS if name in classes)
    if level != 2 and (times or whom):
        mistakes.append(
            (say("Only a section can be a step of the plan."), say("Mark a heading with two “##” instead."))
        )
    elif len(times) > 1 or (whom and not times):
        fix = say("Give it exactly one of: %(times)s.", times=", ".join(f".{word}" for word in TIMES))
        mistakes.append((say("A step of the plan needs one time."), fix))
    return times[:1] + whom, mistakes
