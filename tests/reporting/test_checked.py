"""What ``check --json`` printed, read back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from congkhai.checking import Checked, to_json
from congkhai.records import Agency, EvidenceKind, Kind, SiteSeen, SiteState
from congkhai.reporting.checked import LARGEST, reread
from congkhai.reporting.listed import Unreadable
from tests.reporting.one_site import HOME, ON, C, T, seen, verdict

VERDICTS = (
    verdict("leader-directives", evidence=(seen("leader-directives", "muc", EvidenceKind.SECTION, total=9),)),
    verdict("leaders-schedule", C.UNKNOWN, T.UNKNOWN, at_least=C.PARTIAL, at_most=C.FULL),
    verdict("rewards-and-sanctions", C.PARTIAL, T.LATE, days_late=3, proxy=True, part_grades={"rewards": C.FULL}),
)


def printed() -> dict[str, Any]:
    checked = Checked(HOME, Agency("a", Kind.PROVINCE), ON, "letter-2613", SiteSeen("a", HOME, SiteState.OK), VERDICTS)
    return json.loads(json.dumps(to_json(checked), ensure_ascii=False))


def test_what_a_check_printed_is_what_is_read() -> None:
    found = reread(json.dumps(printed()).encode())
    assert (found.site, found.kind, found.on, found.rules) == (HOME, Kind.PROVINCE, ON, "letter-2613")
    for given, back in zip(VERDICTS, found.verdicts, strict=True):
        names = (
            "obligation",
            "completeness",
            "timeliness",
            "at_least",
            "at_most",
            "days_late",
            "proxy",
            "part_grades",
            "force",
            "reasons",
        )
        assert [getattr(back, name) for name in names] == [getattr(given, name) for name in names]
    (section,) = found.verdicts[0].evidence
    assert (section.kind, section.url, section.total) == (EvidenceKind.SECTION, f"{HOME}muc", 9)


def test_a_file_of_an_older_release_has_its_reasons_in_one() -> None:
    given = printed()
    for one in given["verdicts"]:
        del one["sentences"]
    (reason,) = reread(b"\xef\xbb\xbf" + json.dumps(given).encode()).verdicts[0].reasons
    assert reason.vi == "Căn cứ. Thấy hai mục."


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff\xfe", b'"x"', b"[" * 100_000, b"x" * (LARGEST + 1), b'{"site": 1}'],
    ids=["empty", "list", "keys", "bytes", "text", "deep", "large", "shape"],
)
def test_what_no_check_printed_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        reread(content)
    assert "congkhai check URL --json" in refused.value.problems[0].vi


def test_a_wrong_value_is_pointed_at() -> None:
    given = printed()
    given["verdicts"][1]["completeness"] = "whole"
    with pytest.raises(Unreadable) as refused:
        reread(json.dumps(given).encode())
    assert "verdicts.1.completeness" in refused.value.problems[0].en
