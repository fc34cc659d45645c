"""The measured tools, each with its own file: how the workload is laid out for it and how it is run."""

from tools.base import Place, Tool
from tools.hugo import HUGO, HUGO_UNCACHED
from tools.mkdocs import MKDOCS
from tools.ours import OURS
from tools.pelican import PELICAN

PEERS = (HUGO, HUGO_UNCACHED, PELICAN, MKDOCS)
TOOLS: dict[str, Tool] = {tool.name: tool for tool in (OURS, *PEERS)}

__all__ = ["HUGO", "OURS", "PEERS", "TOOLS", "Place", "Tool"]
