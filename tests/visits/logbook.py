"""Made-up access logs, from addresses of documentation only (RFC 5737), in every format the program reads."""

from __future__ import annotations

import json

BROWSER = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36"
ROBOT = "Mozilla/5.0 (compatible; Examplebot/2.1; +https://bot.example/)"
REFERRER = "https://letters.example/inbox?who=somebody"
ADDRESS = "192.0.2.77"
DAY = "16/Nov/2026"


def common(path: str, day: str = DAY, status: int = 200, method: str = "GET") -> str:
    """A line of Apache's common format."""
    return f'{ADDRESS} - - [{day}:13:55:36 +0100] "{method} {path} HTTP/1.1" {status} 5123'


def combined(path: str, day: str = DAY, status: int = 200, method: str = "GET", agent: str = BROWSER) -> str:
    """A line of the combined format."""
    return f'{common(path, day, status, method)} "{REFERRER}" "{agent}"'


def ours(path: str, day: str = DAY, status: int = 200, method: str = "GET") -> str:
    """A line as nginx writes it under our own configuration (press/makers/hosting_servers.py)."""
    return f'- - - [{day}:13:55:36 +0100] "{method} {path} HTTP/2.0" {status} 5123 "-" "-"'


def caddy(path: str, time: float | str = 1794833736.5, status: int = 200, method: str = "GET") -> str:
    """A line as Caddy writes it under our own configuration; the time is 16 November 2026."""
    request = {"proto": "HTTP/2.0", "method": method, "host": "omsverige.example", "uri": path}
    entry = {"level": "info", "ts": time, "logger": "http.log.access.log0", "msg": "handled request", "request": request}
    more = {"bytes_read": 0, "duration": 0.0001, "size": 5123, "status": status}
    return json.dumps({**entry, **more}, separators=(",", ":"))


def caddy_whole(path: str, agent: str = BROWSER) -> str:
    """A line as Caddy writes it when nothing is taken away."""
    entry = json.loads(caddy(path))
    request = {"remote_ip": ADDRESS, "remote_port": "443", "client_ip": ADDRESS, **entry["request"]}
    request["headers"] = {"User-Agent": [agent], "Referer": [REFERRER], "Cookie": ["REDACTED"]}
    return json.dumps({**entry, "request": request, "resp_headers": {"Server": ["Caddy"]}}, separators=(",", ":"))
