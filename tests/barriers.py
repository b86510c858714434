"""Pages in; what keeps people out of them, as far as a browser can tell, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ANSWERS = ("status of 404", "status of 410")  # what the console says of a page that is meant to be none


def barriers(open_page: Callable[..., Any], pages: Mapping[str, str]) -> dict[str, list[Any]]:
    """By page: what failed to load or broke the security policy; then, wide and light, narrow and dark, how far it scrolls sideways
    and what axe finds. Each page is opened once, since opening takes longest."""
    found: dict[str, list[Any]] = {}
    for name, path in pages.items():
        with open_page(path) as page:
            faults = [line for line in page.complaints if not any(answer in line for answer in ANSWERS)]
            for width, theme in ((1280, "light"), (320, "dark")):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=theme)
                if (reach := page.evaluate("document.documentElement.scrollWidth")) > width:
                    faults.append((width, reach))
                for fault in Axe().run(page, options=RULES).response["violations"]:
                    faults.append((width, theme, fault["id"], [node["html"] for node in fault["nodes"]][:3]))
            if faults:
                found[name] = faults
    return found
