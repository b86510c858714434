"""Labelled pages in (``tests/pages``, or a file of one's own); wrong answers, precision and recall by obligation out.

Run from the repository's root: ``python -m bench.accuracy [--pages FILE.jsonl]``. A line of the file is an object with
``url``, ``title``, ``excerpt`` and ``obligation``: ids or the codes below, ``|`` between several. The first must be found; the
others may be."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Obligation
from congkhai.reading.read import look
from congkhai.records import Capture, EvidenceKind, Via
from tests.pages.twin import AT, twins

LAW = Path(__file__).resolve().parents[1] / "law"

# The codes of labelled files; a plan may be a ministry's or a province's.
CODES = {
    "dir.opinions": ("leader-directives",),
    "dir.responses": ("petition-replies",),
    "dir.rewards": ("rewards-and-sanctions",),
    "dir.sanctions": ("rewards-and-sanctions",),
    "dir.schedule": ("leaders-schedule",),
    "plan.strategy": ("local-strategies-and-plans", "national-strategies-and-plans"),
    "plan.investment": ("investment-calls",),
    "plan.construction": ("construction-and-urban-plans",),
    "plan.landuse": ("land-use-plans",),
    "plan.landclear": ("land-use-plans",),
    "plan.resources": ("natural-resources",),
    "science.list": ("science-programmes",),
    "science.results": ("science-results",),
    "dissemination": ("legal-dissemination",),
}


@dataclass(frozen=True)
class Labelled:
    """A page, the obligations of which one at least must be found on it (none: nothing may be), and those that may be besides."""

    name: str
    capture: Capture
    wanted: frozenset[str]
    may: frozenset[str]


def written_for_the_test(obligations: Sequence[Obligation]) -> Iterator[Labelled]:
    """The pages of tests/pages. Obligations that share the labels of one that is expected may be found besides."""
    plans = frozenset(CODES["plan.strategy"])
    for twin in twins():
        wanted = frozenset(record["obligation"] for record in twin.expected["records"])
        yield Labelled(f"{twin.path.parent.name}/{twin.path.stem}", twin.capture, wanted, plans if wanted & plans else frozenset())


def from_file(path: Path) -> Iterator[Labelled]:
    """Pages of a labelled file, drawn as plain HTML: nothing is known of how they were reached."""
    for line in path.read_text().splitlines():
        row = json.loads(line)
        lines = "".join(f"<p>{escape(text)}</p>" for text in row["excerpt"].split("\n") if text.strip() != row["title"].strip())
        html = f"<html><head><title>{escape(row['title'])}</title></head><body><h1>{escape(row['title'])}</h1>{lines}</body></html>"
        codes = [
            frozenset(CODES.get(code, (code,) if "." not in code and "-" in code else ())) for code in row["obligation"].split("|")
        ]
        capture = Capture(row["url"], row["url"], 200, {"content-type": "text/html"}, AT, "", html.encode(), Via())
        yield Labelled(f"{row['title'][:70]} ({row['url'][:60]})", capture, codes[0], frozenset().union(*codes))


def main() -> int:
    """Exit code 1 if a page written for the test is read wrongly; a labelled file is only reported on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, help="a labelled file outside the repository")
    asked = parser.parse_args()
    obligations = tuple(load(LAW).obligations.values())
    right, missed, invented = Counter[str](), Counter[str](), Counter[str]()
    wrong_none, wrong_found = [], []
    pages = list(from_file(asked.pages) if asked.pages else written_for_the_test(obligations))
    for page in pages:
        found = {e.obligation for e in look(page.capture, obligations).evidence if e.kind is not EvidenceKind.SECTION}
        seen = page.wanted & found
        right.update(seen or ())
        if page.wanted and not seen:
            missed.update(sorted(page.wanted)[:1])
            wrong_none.append(f"{page.name}: {', '.join(sorted(page.wanted))}")
        for obligation in sorted(found - page.wanted - page.may):
            invented[obligation] += 1
            wrong_found.append(f"{page.name}: {obligation}")
    out = [f"{len(pages)} pages", "", f"Wrong none, a false accusation: {len(wrong_none)}", *(f"  {w}" for w in wrong_none)]
    out += [
        f"Wrong found: {len(wrong_found)}",
        *(f"  {w}" for w in wrong_found),
        "",
        f"{'':32} right  missed  wrong  precision  recall",
    ]
    for obligation in (o.id for o in obligations):
        hit, miss, extra = right[obligation], missed[obligation], invented[obligation]
        if hit + miss + extra:
            precision, recall = (f"{hit / n:.0%}" if n else "-" for n in (hit + extra, hit + miss))
            out.append(f"{obligation:32} {hit:5} {miss:7} {extra:6} {precision:>10} {recall:>7}")
    print("\n".join(out))  # noqa: T201
    return int(not asked.pages and bool(wrong_none or wrong_found))


if __name__ == "__main__":
    sys.exit(main())
