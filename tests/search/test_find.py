"""One table of queries, true on every database alike."""

import unicodedata
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congkhai.agencies.models import Agency
from congkhai.search.find import find, narrow
from congkhai.search.index import LONGEST, put, remove
from congkhai.search.models import Indexed
from tests import factories

KIND = "agencies.agency"

pytestmark = pytest.mark.django_db

RECORDS = {
    "road": ("Đường lối phát triển kinh tế – xã hội", "Nghị quyết của Hội đồng nhân dân.", "12/NQ-HĐND", date(2026, 1, 5)),
    "road body": ("Báo cáo tổng kết", "Đánh giá việc thực hiện đường lối đổi mới.", "9/BC-UBND", date(2026, 2, 5)),
    "land": ("Bảng giá đất đai năm 2026", "Áp dụng từ 01/01/2026.", "40/2025/QĐ-UBND", date(2025, 12, 20)),
    "place": ("Đặt tên đường phố dài trên 500 m", "Đặt tên cho tuyến phố dài nhất.", "41/2025/QĐ-UBND", date(2025, 12, 21)),
    "overdue": ("Thông báo", "Xử lý khoản nợ dật dãi.", "", date(2026, 3, 1)),
    "letter": (
        "Tăng cường cung cấp thông tin lên Website/Portal của cơ quan nhà nước",
        "Kính gửi các Bộ, cơ quan ngang Bộ.",
        "2613/BTTTT-ƯDCNTT",
        date(2012, 9, 27),
    ),
    "citing": ("Kế hoạch thực hiện", "Căn cứ Công văn số 2613/BTTTT-ƯDCNTT ngày 27/9/2012.", "7/KH-UBND", date(2012, 10, 9)),
    "tone": ("Cung cấp nước sạch ở Hoà Bình", "Nhà máy thủy điện.", "", date(2026, 4, 1)),
    "decomposed": (unicodedata.normalize("NFD", "Quyết định phê duyệt quy hoạch"), "", "88/QĐ-UBND", date(2026, 5, 1)),
    "plan": ("Quy hoạch chi tiết tỷ lệ 1/500 khu dân cư Nà Pia", "Diện tích 12,5 m².", "2187/QĐ-UBND", date(2026, 6, 1)),
    "plan elsewhere": ("Nhật ký", "Đoàn đi qua Nà Pia để nghe về quy hoạch.", "", date(2026, 6, 2)),
    "english": ("Land price table for 2026", "In force from 1 January 2026.", "40/2025/QD-UBND", date(2025, 12, 20)),
}

QUERIES = {
    # folded words find marked ones, titles before bodies
    "duong loi": ["road", "road body"],
    "DUONG LOI": ["road", "road body"],
    "đường lối": ["road", "road body"],
    # a phrase, not two words somewhere: "đặt … dài" is not "đất đai"
    "dat dai": ["land", "overdue"],
    # typed with marks: exact matches first, then the folded
    "đất đai": ["land", "overdue"],
    "dật dãi": ["overdue", "land"],
    # quotation marks: as written only
    '"đất đai"': ["land"],
    "“dật dãi”": ["overdue"],
    '"dat dai"': [],
    # one word
    "dat": ["place", "land", "overdue"],
    "đất": ["land", "place", "overdue"],
    # tone placement, either way round
    "hòa bình": ["tone"],
    "hoà bình": ["tone"],
    '"hòa bình"': ["tone"],
    "thuỷ điện": ["tone"],
    # decomposed query, decomposed record
    unicodedata.normalize("NFD", "đường lối"): ["road", "road body"],
    "quyết định phê duyệt": ["decomposed"],
    unicodedata.normalize("NFD", '"quyết định phê duyệt"'): ["decomposed"],
    # document numbers in any spelling; the record itself before those that cite it
    "2613/BTTTT-ƯDCNTT": ["letter", "citing"],
    "2613 /BT-TT-UDCNTT": ["letter"],
    "2613/bttttudcntt": ["letter"],
    "cong van so 2613/BTTTT-ƯDCNTT": ["letter", "citing"],
    "số 40 / 2025 / QĐ - UBND": ["land", "english"],
    "40/2025/QD-UBND": ["land", "english"],
    # words around punctuation
    "kinh tế xã hội": ["road"],
    "kinh tế - xã hội": ["road"],
    "website portal": ["letter"],
    "12,5 m2": ["plan"],
    # two phrases, both asked
    '"quy hoạch" "Nà Pia"': ["plan", "plan elsewhere"],
    # three words that stand nowhere together: looser, and said so
    "quy hoach na pia": ["plan", "plan elsewhere"],
    "land price": ["english"],
    # nothing to ask, or nothing there
    "": [],
    "  ?!  ": [],
    '"': [],
    "khong co gi": [],
    "đư": [],
    # the engines' own languages mean nothing here
    "title_folded : dat": [],
    "duong OR loi": [],
    "duong* AND (loi": [],
    "loi'); DROP TABLE search_indexed; --": [],
    "du\0ong": [],
}


@pytest.fixture
def index():
    """The records, each by the name it has above. Agencies stand in for what is published; search does not care."""
    of = factories.agency()
    named = {}
    for name, (title, body, number, on) in RECORDS.items():
        named[name] = factories.agency(portal=False).pk
        language = "en" if title.startswith("Land") else "vi"
        put(KIND, named[name], agency=of.pk, section="one", language=language, title=title, body=body, number=number, on=on)
    return of, named


def found(named, query, **given):
    names = {pk: name for name, pk in named.items()}
    return [names[hit.record] for hit in find(query, language="vi", **given).hits]


@pytest.mark.parametrize(("query", "expected"), QUERIES.items())
def test_the_query_finds_these_records_in_this_order(index, query, expected):
    _, named = index
    assert found(named, query) == expected


@pytest.mark.parametrize(("query", "expected"), [(query, expected) for query, expected in QUERIES.items() if query.strip(' ?!"')])
def test_narrowing_keeps_what_searching_finds(index, query, expected):
    _, named = index
    assert {row.pk for row in narrow(Agency.objects.all(), query)} == {named[name] for name in expected}


def test_narrowing_by_no_word_keeps_everything(index):
    assert narrow(Agency.objects.all(), " ?!").count() == Agency.objects.count()


def test_only_the_agency_and_the_section_asked_are_searched(index):
    of, named = index
    other = factories.agency()
    put(KIND, other.pk, agency=other.pk, section="two", language="vi", title="Đường lối", body="")
    assert found(named, "duong loi", agency=of.pk) == ["road", "road body"]
    assert [hit.record for hit in find("duong loi", agency=other.pk).hits] == [other.pk]
    assert [hit.record for hit in find("duong loi", section="two").hits] == [other.pk]
    assert find("duong loi", agency=of.pk, section="two").hits == ()


def test_the_reader_s_language_comes_first_among_equals(index):
    _, named = index
    put(
        KIND,
        named["english"],
        agency=index[0].pk,
        section="one",
        language="en",
        title="Bảng giá đất đai",
        body="",
        on=date(2020, 1, 1),
    )
    assert [hit.language for hit in find("bang gia dat dai", language="en").hits] == ["en", "vi"]
    assert [hit.language for hit in find("bang gia dat dai", language="vi").hits] == ["vi", "en"]


def test_a_record_put_again_is_found_by_its_new_words_alone(index):
    of, named = index
    put(KIND, named["road"], agency=of.pk, section="one", language="vi", title="Chủ trương", body="")
    assert found(named, "duong loi") == ["road body"]
    assert found(named, "chu truong") == ["road"]


def test_a_removed_record_is_not_found(index):
    _, named = index
    remove(KIND, named["road"])
    remove(KIND, named["road"])
    assert found(named, "duong loi") == ["road body"]


def test_rows_removed_behind_our_back_are_not_found(index):
    Indexed.objects.all().delete()
    assert find("dat").hits == ()


def test_looser_results_say_so(index):
    assert find("quy hoach na pia").relaxed
    assert not find("duong loi").relaxed
    assert not find("khong co gi het").relaxed


def test_pages_hold_each_record_once_and_a_page_beyond_the_last_is_the_last():
    of = factories.agency()
    for record in range(45):
        put(KIND, record, agency=of.pk, section="one", language="vi", title="Đường lối", body="", on=date(2026, 1, 1 + record % 3))
    pages = [find("duong loi", page=page) for page in (1, 2, 3)]
    assert sorted(hit.record for page in pages for hit in page.hits) == list(range(45))
    assert {(page.total, page.page.paginator.num_pages) for page in pages} == {(45, 3)}
    assert find("duong loi", page=99).page.number == 3
    assert find("duong loi", page=-1).page.number == 3


@pytest.mark.parametrize("query", ["dat dai", "quy hoach na pia", "khong co gi het ca"])
def test_a_search_takes_three_queries_at_most(index, query):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        find(query, agency=index[0].pk, section="one", language="vi")
    assert len(queries) <= 3


def test_a_long_text_is_searched_to_its_limit():
    of = factories.agency()
    repeated = "chữ " * (LONGEST // 4 - 2)
    put(KIND, 1, agency=of.pk, section="one", language="vi", title="Dài", body=f"{repeated}đầu cuối cùng")
    assert find("chu dau").total == 1
    assert find("cuoi cung").total == 0
