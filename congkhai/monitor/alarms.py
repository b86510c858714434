"""A round whose sites have all ended in; what looks wrong with us rather than with the agencies, out, before anyone is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from congkhai.agencies.law import catalogue
from congkhai.monitor.comparing import previous
from congkhai.monitor.models import Round, RoundSite
from congkhai.monitor.own import is_own
from congkhai.records import Sentence, SiteState

JUMP = 0.15  # of the sites: their failures come one by one, ours (a cut line, a blocked address) many at once
JUMP_LEAST = 3  # sites: in a small round one more failure is a large share and means nothing
FIRST = 0.5  # of the sites, where there is no earlier round to compare with: in no survey known was half the country down
SILENT = 3  # sites that showed an obligation last time: all of them empty at once is our reader, not their webmasters
SEEN = (SiteState.OK, SiteState.PARTIAL)
NO_ADDRESS = "no_address"  # known beforehand, and no failure of anybody's site

Alarm = tuple[str, Sentence]


def alarms(round: Round) -> list[Alarm]:
    """Every reason to hold a round's verdicts back, as a code and a sentence. Read and crawled must be all its sites. An agency's
    check of its own site accuses nobody, and it knows best whether that is empty or down: only faults of ours hold it back."""
    sites = list(round.sites.exclude(reason=NO_ADDRESS).defer("evidence", "sights"))
    if is_own(round):
        return list(_faults(sites))
    before = previous(round)
    then = list(before.sites.filter(agency__in=[site.agency_id for site in sites]).defer("evidence", "sights")) if before else []
    return [*_faults(sites), *_failures(sites, then), *_silence(round, sites, then)]


def _faults(sites: Sequence[RoundSite]) -> Iterable[Alarm]:
    faulty = [site for site in sites if site.state == SiteState.CRAWLER_FAULT]
    if faulty:
        why = ", ".join(sorted({site.reason for site in faulty}))
        vi = f"Công cụ thu thập gặp lỗi của chính nó ở {len(faulty)} trang ({why})."
        yield "crawler_fault", Sentence(vi, f"The crawler itself failed on {_sites(len(faulty))} ({why}).")
    unread = [site for site in sites if any(sight["reason"] == "reading_fault" for sight in site.told)]
    if unread:
        vi = f"Công cụ đọc gặp lỗi của chính nó ở {len(unread)} trang."
        yield "reading_fault", Sentence(vi, f"The reader itself failed on {_sites(len(unread))}.")


def _failures(sites: Sequence[RoundSite], then: Sequence[RoundSite]) -> Iterable[Alarm]:
    failed = [site for site in sites if site.state not in SEEN]
    if not then:
        if len(failed) >= JUMP_LEAST and len(failed) >= FIRST * len(sites):
            vi = f"{len(failed)} trên {len(sites)} trang không xem được: có thể do đường truyền hoặc địa chỉ của chúng tôi."
            en = f"{len(failed)} of {len(sites)} sites could not be seen: our line or our address may be to blame."
            yield "many_failures", Sentence(vi, en)
        return
    known = {site.agency_id for site in then}
    failed = [site for site in failed if site.agency_id in known]
    failed_then = [site for site in then if site.state not in SEEN]
    more = len(failed) - len(failed_then)
    if more >= JUMP_LEAST and more >= JUMP * len(then):
        vi = f"{len(failed)} trên {len(then)} trang không xem được, đợt trước chỉ {len(failed_then)}."
        en = f"{len(failed)} of {len(then)} sites could not be seen; last time only {len(failed_then)}."
        yield "more_failures", Sentence(vi, en)


def _silence(round: Round, sites: Sequence[RoundSite], then: Sequence[RoundSite]) -> Iterable[Alarm]:
    seen = [site for site in sites if site.state in SEEN]
    if seen and not any(site.found for site in seen):
        vi = f"Xem được {len(seen)} trang mà không đọc được nội dung nào: có thể công cụ đọc bị hỏng."
        yield "nothing_found", Sentence(vi, f"Of {_sites(len(seen))} seen not one record was read: the reader may be broken.")
        return
    common = {site.agency_id for site in seen}
    shown_then = Counter(o for site in then if site.agency_id in common for o in site.found)
    shown_now = {o for site in seen for o in site.found}
    silent = [o for o in catalogue().asked(round.rules) if shown_then[o.id] >= SILENT and o.id not in shown_now]
    if silent:
        vi = f"Đợt trước có mà đợt này không trang nào có: {'; '.join(o.title.vi for o in silent)}."
        en = f"Shown last time, and by no site at all this time: {'; '.join(o.title.en for o in silent)}."
        yield "gone_silent", Sentence(vi, en)


def _sites(count: int) -> str:
    return "1 site" if count == 1 else f"{count} sites"
