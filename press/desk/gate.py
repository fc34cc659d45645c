"""The gate of the desk: who is let in. Another page in the same browser, and another user of the machine, are not.

The server listens on the loopback address only. The key is in every address; it is made anew at every start. The name of the host is
looked at against DNS rebinding, Origin and Sec-Fetch-Site against requests that another site makes the browser send (OWASP, Cross-Site
Request Forgery Prevention).
"""

from __future__ import annotations

import hmac
import secrets
from typing import NamedTuple

from press.adapters.web import HOST, Asked
from press.problems import Message, say

SAFE = ("GET", "HEAD")


class Gate(NamedTuple):
    """What is asked of a request."""

    port: int
    key: str

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names of this server."""
        return (f"{HOST}:{self.port}", f"localhost:{self.port}")

    @property
    def root(self) -> str:
        """What every address begins with."""
        return f"/{self.key}"


class Refusal(NamedTuple):
    """Why a request is not answered, and the way out."""

    status: int
    what: Message
    fix: Message


OPEN_AGAIN = say("Open the desk by the address that it gave in the terminal.")


def new_key() -> str:
    """A key nobody can guess: 128 bits, safe in an address."""
    return secrets.token_urlsafe(16)


def refuse(gate: Gate, asked: Asked) -> Refusal | None:
    """Why a request is refused, or None."""
    if asked.headers.get("host", "") not in gate.hosts:
        return Refusal(421, say("The desk answers by its own name only."), OPEN_AGAIN)
    key = asked.path.split("/")[1] if asked.path.startswith("/") else ""
    if not hmac.compare_digest(key.encode(), gate.key.encode()):
        return Refusal(403, say("The key in the address is missing or is not this desk's."), OPEN_AGAIN)
    origin, site = asked.headers.get("origin"), asked.headers.get("sec-fetch-site", "none")
    own = {f"http://{host}" for host in gate.hosts}
    if (origin is not None and origin not in own) or site not in ("same-origin", "none"):
        return Refusal(403, say("Another page asked for this."), OPEN_AGAIN)
    if asked.method not in SAFE and (origin is None or asked.headers.get("x-desk") != "1"):
        return Refusal(403, say("Only the desk's own pages may change anything."), OPEN_AGAIN)
    return None
