"""Pages written for the test, and what they show of a site's functions: what works, what does not, and what cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from congkhai.catalogue.aspects import ASPECTS
from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Check, Obligation
from congkhai.reading.functions.noted import Noted, note
from congkhai.reading.functions.tried import CHECKS, tried
from congkhai.reading.read import open_page
from congkhai.records import Capture, Evidence, EvidenceKind, FieldState, Kind, Looked, Sight, SightQuality, Via

ON = date(2012, 9, 27)
HOME = "https://tinhthu.gov.vn/"
AT = datetime(2012, 9, 27, tzinfo=UTC)
PROSE = "Sáng nay lãnh đạo tỉnh họp bàn về việc cung cấp thông tin cho người dân và doanh nghiệp trên địa bàn. " * 6


@pytest.fixture(scope="module")
def functions() -> Mapping[Check, Obligation]:
    """The law's own obligations of functions, by what they try."""
    every = load(Path(__file__).parents[2] / "law").obligations.values()
    return {next(iter(o.versions[0].parts.values())).check: o for o in every if o.checked_only}


def capture(
    body: str | bytes = "",
    path: str = "",
    *,
    via: Via | None = None,
    status: int = 200,
    content_type: str = "text/html; charset=utf-8",
) -> Capture:
    content = body if isinstance(body, bytes) else f"<!doctype html><title>Trang thử</title><body>{body}</body>".encode()
    reached = via or (Via("Một trang", HOME, ("Một trang",)) if path else Via())
    return Capture(HOME + path, HOME + path, status, {"content-type": content_type}, AT, "0" * 64, content, reached)


def noted(*captures: Capture) -> list[Noted]:
    return [seen for one in captures if (seen := note(one, open_page(one))) is not None]


def outcome(
    obligation: Obligation,
    *captures: Capture,
    kind: Kind = Kind.PROVINCE,
    home: str = HOME,
    sights: tuple[Sight, ...] = (),
    on: date = ON,
) -> tuple[list[Evidence], Sight]:
    evidence, (sight,) = tried([obligation], noted(*captures), sights, home=home, kind=kind, on=on)
    return evidence, sight


def states(evidence: list[Evidence]) -> list[dict[str, bool]]:
    return [{name: seen.state is FieldState.PRESENT for name, seen in one.fields.items()} for one in evidence]


def article(controls: str = "", path: str = "bai") -> Capture:
    return capture(f"<main><h1>Họp bàn cung cấp thông tin</h1><p>{PROSE}</p>{controls}</main>", path)


def test_each_check_of_the_law_can_be_tried_and_names_only_its_aspects(functions: Mapping[Check, Obligation]) -> None:
    named = {part.check for one in functions.values() for version in one.versions for part in version.parts.values()}
    assert named == set(CHECKS) == set(ASPECTS) == set(Check)


def test_a_function_that_works_is_evidence_of_the_page_it_was_tried_on(functions: Mapping[Check, Obligation]) -> None:
    (seen,), sight = outcome(functions[Check.UNICODE], capture("<p>Tiếng Việt</p>"))
    assert (seen.kind, seen.url, seen.own_page, sight.quality) == (EvidenceKind.FUNCTION, HOME, True, SightQuality.GOOD)


# --- search ---------------------------------------------------------------------------------------------

FORM = '<form action="/tim-kiem"><input type="text" name="q" placeholder="Tìm kiếm"></form>'
ASKED = Via("thông báo", HOME, lead_for=("function-search",), asked="thông báo")


@pytest.mark.parametrize(
    "answer",
    [
        "<main><ul><li><a href='/1'>Thông báo tuyển dụng viên chức năm 2012</a></li></ul></main>",
        "<main><p>Không tìm thấy kết quả nào phù hợp với từ khóa “thông báo” trên trang này, mời bạn thử từ khác.</p></main>",
        "<main><p>Tìm thấy 12 kết quả cho từ khóa thông báo.</p></main>",
    ],
)
def test_a_search_that_answers_works(functions: Mapping[Check, Obligation], answer: str) -> None:
    evidence, sight = outcome(functions[Check.SEARCH], capture(FORM), capture(answer, "tim-kiem?q=x", via=ASKED))
    assert states(evidence) == [{"answer": True}]
    assert sight.quality is SightQuality.GOOD


def test_a_search_that_ends_in_an_error_is_looked_for_in_vain(functions: Mapping[Check, Obligation]) -> None:
    broken = capture("<h1>Lỗi hệ thống</h1>", "tim-kiem?q=x", via=ASKED, status=500)
    evidence, sight = outcome(functions[Check.SEARCH], capture(FORM), broken)
    assert evidence == []
    assert sight.quality is SightQuality.GOOD
    assert sight.looked[0] == Looked(broken.url, "Lỗi hệ thống", "no_answer")


def test_a_search_that_gives_the_same_page_whatever_is_asked_does_not_work(functions: Mapping[Check, Obligation]) -> None:
    same = capture(f"<main><p>{PROSE}</p></main>", "tim-kiem?q=x", via=ASKED)
    assert outcome(functions[Check.SEARCH], capture(FORM), same)[0] == []


def test_results_of_no_known_kind_are_results_all_the_same(functions: Mapping[Check, Obligation]) -> None:
    found = "".join(f"<div><span><a href='/bai/{n}'>Bài {n}</a></span></div>" for n in range(6))
    strange = capture(f"<div id='kq'>{found}</div>", "tim-kiem?q=x", via=ASKED)
    assert states(outcome(functions[Check.SEARCH], capture(FORM), strange)[0]) == [{"answer": True}]


def test_an_answer_that_a_script_may_bring_is_unknown(functions: Mapping[Check, Obligation]) -> None:
    waiting = capture(f"<main><p>{PROSE}</p><div id='kq'></div></main><script>tim()</script>", "tim-kiem?q=x", via=ASKED)
    evidence, sight = outcome(functions[Check.SEARCH], capture(FORM), waiting)
    assert (evidence, sight.quality, sight.reason) == ([], SightQuality.POOR, "search_by_script")


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_search_that_turned_us_away_is_unknown(functions: Mapping[Check, Obligation], status: int) -> None:
    away = capture("", "tim-kiem?q=x", via=ASKED, status=status)
    evidence, sight = outcome(functions[Check.SEARCH], capture(FORM), away)
    assert (evidence, sight.quality, sight.reason) == ([], SightQuality.POOR, f"http_{status}")


@pytest.mark.parametrize(
    ("home", "reason"),
    [
        (FORM, "search_not_tried"),
        ('<input type="text" id="txtTimKiem" placeholder="Nhập từ khóa">', "search_by_script"),
        ('<form method="post" action="/"><input type="text" name="tu_khoa" placeholder="Tìm kiếm"></form>', "search_by_script"),
    ],
)
def test_a_search_that_only_a_person_could_try_is_unknown(functions: Mapping[Check, Obligation], home: str, reason: str) -> None:
    evidence, sight = outcome(functions[Check.SEARCH], capture(home))
    assert (evidence, sight.quality, sight.reason) == ([], SightQuality.POOR, reason)


def test_a_site_without_any_search_is_shown_to_have_none(functions: Mapping[Check, Obligation]) -> None:
    evidence, sight = outcome(functions[Check.SEARCH], capture('<form><input type="email" name="thu"></form>'))
    assert (evidence, sight.quality) == ([], SightQuality.GOOD)
    assert [place.outcome for place in sight.looked] == ["no_form"]


def test_what_the_crawler_could_not_see_well_is_not_held_to_be_missing(functions: Mapping[Check, Obligation]) -> None:
    poor = Sight("function-search", None, SightQuality.POOR, reason="menu_by_script")
    _, sight = outcome(functions[Check.SEARCH], capture("<p>Xin chào</p>"), sights=(poor,))
    assert (sight.quality, sight.reason) == (SightQuality.POOR, "menu_by_script")


def test_of_a_site_that_was_not_seen_nothing_is_said(functions: Mapping[Check, Obligation]) -> None:
    for obligation in functions.values():
        on = date(2020, 1, 6)
        evidence, (sight,) = tried([obligation], [], (), home=HOME, kind=Kind.PROVINCE, on=on, unseen="timeout")
        assert (evidence, sight.quality, sight.reason) == ([], SightQuality.POOR, "timeout")


# --- the others -----------------------------------------------------------------------------------------


def test_a_page_that_lists_the_sections_is_a_site_map(functions: Mapping[Check, Obligation]) -> None:
    listed = "".join(f"<li><a href='/muc/{n}'>Chuyên mục số {n} của cổng</a></li>" for n in range(12))
    mapped = capture(
        f"<main><h1>Sơ đồ cổng</h1><ul>{listed}</ul></main>", "so-do", via=Via("Sơ đồ cổng", HOME, (), (), ("function-site-map",))
    )
    evidence, _ = outcome(functions[Check.SITE_MAP], capture(), mapped, on=date(2020, 1, 6))
    assert states(evidence) == [{"tree": True}]


def test_a_site_map_in_xml_suffices(functions: Mapping[Check, Obligation]) -> None:
    xml = capture(b"<urlset><url><loc>https://tinhthu.gov.vn/</loc></url></urlset>", "sitemap.xml", content_type="application/xml")
    assert states(outcome(functions[Check.SITE_MAP], capture(), xml, on=date(2020, 1, 6))[0]) == [{"xml": True}]


def test_a_notice_under_the_name_of_a_site_map_is_none(functions: Mapping[Check, Obligation]) -> None:
    via = Via("Sơ đồ cổng", HOME, (), (), ("function-site-map",))
    empty = capture("<main><h1>Sơ đồ cổng</h1><p>Nội dung đang được cập nhật</p></main>", "so-do", via=via)
    evidence, sight = outcome(functions[Check.SITE_MAP], capture(), empty, on=date(2020, 1, 6))
    assert evidence == []
    assert {place.outcome for place in sight.looked} == {"no_map"}


@pytest.mark.parametrize(
    ("controls", "found"),
    [
        ('<a href="javascript:window.print()">In bài</a> <a href="/bai.pdf?savepage=1">Lưu</a>', {"print": True, "save": True}),
        ('<a href="/print/12"><img src="in.png" alt="Bản in"></a>', {"print": True, "save": False}),
        ('<button title="Tải về">⬇</button>', {"print": False, "save": True}),
    ],
)
def test_controls_to_print_and_save_are_found_on_each_item(
    functions: Mapping[Check, Obligation], controls: str, found: dict[str, bool]
) -> None:
    evidence, _ = outcome(functions[Check.PRINT_AND_SAVE], capture(), article(controls))
    assert states(evidence) == [found]


def test_a_share_button_is_no_way_to_print(functions: Mapping[Check, Obligation]) -> None:
    evidence, sight = outcome(functions[Check.PRINT_AND_SAVE], capture(), article('<a href="https://zalo.example/s">Chia sẻ</a>'))
    assert evidence == []
    assert [place.outcome for place in sight.looked] == ["no_control"]


def test_without_an_item_printing_cannot_be_tried(functions: Mapping[Check, Obligation]) -> None:
    _, sight = outcome(functions[Check.PRINT_AND_SAVE], capture("<a href='/print'>In</a>"))
    assert (sight.quality, sight.reason) == (SightQuality.POOR, "no_page_to_try")


CORE = "".join(
    f'<meta name="DC.{name}" content="có">' for name in ("title", "creator", "date", "description", "publisher", "identifier")
)


def headed(head: str, path: str = "") -> Capture:
    text = f"<!doctype html><head><title>Trang thử</title>{head}</head><body><main><h1>Tin</h1><p>{PROSE}</p></main></body>"
    return capture(text.encode(), path)


def test_six_elements_on_each_page_are_full_metadata(functions: Mapping[Check, Obligation]) -> None:
    evidence, _ = outcome(functions[Check.METADATA], headed(CORE), headed(CORE, "tin"))
    assert len(evidence) == 2
    assert all(all(page.values()) and len(page) == 6 for page in states(evidence))


def test_an_element_left_empty_is_missing(functions: Mapping[Check, Obligation]) -> None:
    evidence, _ = outcome(functions[Check.METADATA], headed(CORE.replace('DC.date" content="có"', 'DC.date" content=" "')))
    assert [name for name, there in states(evidence)[0].items() if not there] == ["date"]


def test_what_plain_html_says_counts_once_a_page_is_marked(functions: Mapping[Check, Obligation]) -> None:
    head = (
        '<meta name="description" content="Tin"><meta name="author" content="A"><meta name="DCTERMS.issued" content="2012-09-01">'
    )
    (page,) = states(outcome(functions[Check.METADATA], headed(head))[0])
    assert {name for name, there in page.items() if there} == {"title", "description", "creator", "date"}


def test_tags_for_social_networks_are_no_metadata(functions: Mapping[Check, Obligation]) -> None:
    evidence, sight = outcome(functions[Check.METADATA], headed('<meta property="og:title" content="Tin">'))
    assert (evidence, [place.outcome for place in sight.looked]) == ([], ["no_metadata"])


ASKING = '<main><h1>Hỏi đáp</h1><form method="post"><textarea name="noi_dung"></textarea></form>{}</main>'
QUESTIONS = Via("Hỏi đáp", HOME, ("Hỏi đáp",), (), ("function-questions",))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (ASKING.format("<p>Tra cứu tình trạng xử lý câu hỏi</p>"), [{"form": True, "status": True}]),
        (ASKING.format("<p>Gửi thư tới hoidap@tinhthu.gov.vn</p>"), [{"email": True}]),
        (ASKING.format(""), [{"form": True, "status": False}]),
        ("<main><h1>Hỏi đáp</h1><p>Các câu trả lời viết sẵn.</p></main>", []),
    ],
)
def test_a_question_can_be_put_and_followed_or_mailed(
    functions: Mapping[Check, Obligation], body: str, found: list[dict[str, bool]]
) -> None:
    evidence, _ = outcome(functions[Check.QUESTION_AND_STATUS], capture(), capture(body, "hoi-dap", via=QUESTIONS))
    assert states(evidence) == found


@pytest.mark.parametrize(
    ("host", "kind", "found"),
    [
        ("tinhthu.gov.vn", Kind.PROVINCE, [{"vn": True, "pattern": True}]),
        ("www.bothu.gov.vn", Kind.MINISTRY, [{"vn": True, "pattern": True}]),
        ("sothu.tinhthu.gov.vn", Kind.DEPARTMENT, [{"vn": True, "pattern": True}]),
        ("xathu.tinhthu.gov.vn", Kind.COMMUNE, [{"vn": True, "pattern": True}]),
        ("cong.tinhthu.gov.vn", Kind.PROVINCE, [{"vn": True, "pattern": False}]),
        ("tinhthu.vn", Kind.PROVINCE, [{"vn": True, "pattern": False}]),
        ("tinhthu.com", Kind.PROVINCE, []),
    ],
)
def test_a_domain_is_held_against_the_rule_of_its_kind(
    functions: Mapping[Check, Obligation], host: str, kind: Kind, found: list[dict[str, bool]]
) -> None:
    on = ON if kind is not Kind.COMMUNE else date(2026, 11, 25)
    evidence, _ = outcome(functions[Check.DOMAIN_RULE], capture(), kind=kind, home=f"https://{host}/", on=on)
    assert states(evidence) == found


@pytest.mark.parametrize("home", ["http://127.0.0.1:8000/", "http://localhost/", "http://[::1]/"])
def test_a_bare_address_has_no_domain_to_judge(functions: Mapping[Check, Obligation], home: str) -> None:
    _, sight = outcome(functions[Check.DOMAIN_RULE], capture(), home=home)
    assert (sight.quality, sight.reason) == (SightQuality.POOR, "no_domain_name")


def test_pages_in_an_old_encoding_are_told_from_unicode(functions: Mapping[Check, Obligation]) -> None:
    words = "<title>Tin</title><body><p>" + "Thông tin về việc cung cấp dịch vụ của tỉnh. " * 10
    old = capture(words.encode("cp1258", errors="replace"), "cu", content_type="text/html; charset=windows-1258")
    evidence, _ = outcome(functions[Check.UNICODE], capture("<p>Tiếng Việt</p>"), old)
    assert [page["utf8"] for page in states(evidence)] == [True, False]


def test_letters_in_two_pieces_are_told(functions: Mapping[Check, Obligation]) -> None:
    evidence, _ = outcome(functions[Check.UNICODE], capture("<p>Tie\u0302\u0301ng Vie\u0323\u0302t</p>"))
    assert states(evidence) == [{"utf8": True, "composed": False}]


# --- links to units and other agencies ------------------------------------------------------------------

UNIT, OTHER, PAPER = "https://sotaichinh.tinhthu.gov.vn/", "https://bothu.gov.vn/", "https://baothu.vn/"


def led(*addresses: str) -> Capture:
    return capture("".join(f'<a href="{address}">Một trang</a>' for address in addresses))


@pytest.mark.parametrize(
    ("home", "kind", "held"),
    [
        (led(UNIT, OTHER), Kind.PROVINCE, {"units": True, "agencies": True}),
        (led(OTHER), Kind.PROVINCE, {"units": False, "agencies": True}),
        (led(OTHER), Kind.DEPARTMENT, {"agencies": True}),
        (
            led("https://www.tinhthu.gov.vn/", "https://xaydungchinhphu.gov.vn.example.com/", UNIT),
            Kind.PROVINCE,
            {"units": True, "agencies": False},
        ),
        (led("https://chinhphu.vn/"), Kind.DISTRICT, {"agencies": True}),
        (
            capture(f'<select><option value="{UNIT}">Sở<option value="{OTHER}">Bộ</select>'),
            Kind.PROVINCE,
            {"units": True, "agencies": True},
        ),
    ],
)
def test_links_lead_to_units_and_to_other_agencies(
    functions: Mapping[Check, Obligation], home: Capture, kind: Kind, held: dict[str, bool]
) -> None:
    evidence, sight = outcome(functions[Check.LINKS], home, kind=kind)
    assert (states(evidence), sight.quality) == ([held], SightQuality.GOOD)


@pytest.mark.parametrize(
    ("home", "held"), [(led(UNIT), [{"units": True}]), (led(UNIT, OTHER), [{"units": True}]), (led(OTHER), [])]
)
def test_where_the_law_names_ones_own_units_only_links_to_others_are_neither_asked_nor_taken(
    functions: Mapping[Check, Obligation], home: Capture, held: list[dict[str, bool]]
) -> None:
    evidence, sight = outcome(functions[Check.LINKS], home, kind=Kind.MINISTRY, on=date(2024, 5, 6))
    assert (states(evidence), sight.quality) == (held, SightQuality.GOOD)


def test_a_page_of_links_counts_with_the_home_page(functions: Mapping[Check, Obligation]) -> None:
    obligation = functions[Check.LINKS]
    there = Via("Liên kết", HOME, ("Liên kết",), lead_for=frozenset({obligation.id}))
    page = capture(f'<a href="{UNIT}">Sở</a>', "lien-ket", via=there)
    assert states(outcome(obligation, led(OTHER), page)[0]) == [{"units": True, "agencies": True}]


def test_links_to_papers_and_to_the_site_itself_are_none_to_agencies(functions: Mapping[Check, Obligation]) -> None:
    evidence, sight = outcome(functions[Check.LINKS], led(PAPER, HOME))
    assert (evidence, [place.outcome for place in sight.looked]) == ([], ["no_links"])
