"""An address and leads in; what one quick visit brought back out. For tests that look at a crawl from outside."""

from __future__ import annotations

from dataclasses import dataclass

from congkhai.crawling.archive import Archive
from congkhai.crawling.crawl import crawled
from congkhai.crawling.pace import Pace
from congkhai.records import Capture, Kind, Lead, Sight, SiteSeen, Target

CONTACT = "webmaster@congkhai.example"
QUICK = {"between_requests": 0.0, "timeouts": (5.0,), "allow_private": True}

SCHEDULE = Lead(
    "leaders-schedule", None, ("Lịch làm việc", "Lịch công tác"), ("lich-lam-viec", "lich-cong-tac"), ("Lịch tiếp công dân",)
)
REWARDS = Lead("rewards-and-sanctions", None, ("Khen thưởng", "Xử phạt"), ("khen-thuong", "xu-phat"))
SCIENCE = Lead("science-programmes", None, ("Đề tài khoa học",), ("de-tai-khoa-hoc",))


@dataclass(frozen=True)
class Visited:
    """What one visit brought back."""

    captures: list[Capture]
    seen: SiteSeen

    @property
    def urls(self) -> list[str]:
        """The pages that would go to the reader, by the address asked for."""
        return [capture.url for capture in self.captures]

    def sight(self, lead: Lead = SCHEDULE) -> Sight:
        """How well one lead's part was seen."""
        return next(s for s in self.seen.sights if (s.obligation, s.part) == (lead.obligation, lead.part))

    def outcomes(self, lead: Lead = SCHEDULE) -> dict[str, str]:
        """What was looked at for a part, by the end of the address."""
        return {"/" + looked.url.split("/", 3)[-1]: looked.outcome for looked in self.sight(lead).looked}


def visit(
    home: str,
    *leads: Lead,
    declared: tuple[tuple[str, str], ...] = (),
    archive: Archive | None = None,
    seen: dict[str, Capture] | None = None,
    beside: tuple[str, ...] = (),
    **pace: object,
) -> Visited:
    """Crawls one invented province's site, without rest between requests unless ``pace`` says so."""
    target = Target("tinh-thu", Kind.PROVINCE, home, declared, leads, beside)
    *captures, end = crawled([target], pace=Pace(CONTACT, **{**QUICK, **pace}), archive=archive, seen=seen)
    assert isinstance(end, SiteSeen)
    assert all(isinstance(capture, Capture) for capture in captures)
    return Visited(captures, end)
