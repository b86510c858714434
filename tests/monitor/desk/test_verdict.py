"""One verdict at the desk: what it rests on, and what a reviewer makes of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.acts.overturn import overturn
from congkhai.monitor.effective import effective
from congkhai.monitor.models import Review, Round, RoundSite, Stage, StoredVerdict
from congkhai.monitor.verdicts import keep
from congkhai.records import DateOrigin, DateRole, DateSeen, Looked, Sentence, SiteState
from tests import factories
from tests.monitor.desk.storing import HOME, stored
from tests.monitor.surveys import DIRECTIVES, ON, REWARDS, C, T, judgement, record, reviewable, row, verdict

pytestmark = pytest.mark.django_db
REASON = "có ở mục Thông báo, xem ngày 25/11"
PDF = b"%PDF-1.4 x"


def address(verdict: StoredVerdict, query: str = "") -> str:
    return reverse("rounds:verdict", args=[verdict.round.slug, verdict.pk]) + query


def body(client: Client, verdict: StoredVerdict, query: str = "") -> str:
    answer = client.get(address(verdict, query))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, verdict: StoredVerdict, act: str, query: str = "", **given: Any) -> Any:
    fields = {f"{act}-{name}": value for name, value in given.items() if name != "xet"}
    newest = verdict.reviews.order_by("-pk").values_list("pk", flat=True).first()
    return client.post(address(verdict, query), {"viec": act, "xet": given.get("xet", newest or ""), **fields})


def holds(verdict: StoredVerdict) -> tuple[C, T, str]:
    now = effective(verdict)
    return now.completeness, now.timeliness, now.act


@pytest.fixture
def rich(round: Round, surveyed: Agency) -> StoredVerdict:
    """A late verdict with evidence, two parts, a look-alike, poor sight and a limit of ours."""
    page = stored(round, "<h1>Quyết định khen thưởng số 5</h1>", "https://tinh.example/kt/5")
    dates = (
        DateSeen(date(2026, 10, 1), DateRole.ISSUED, DateOrigin.STATED),
        DateSeen(date(2026, 11, 20), DateRole.POSTED, DateOrigin.FIRST_SEEN),
    )
    given = verdict(
        surveyed,
        REWARDS,
        C.PARTIAL,
        T.LATE,
        proxy=True,
        at_least=C.NONE,
        at_most=C.PARTIAL,
        part_grades={"rewards": C.FULL, "sanctions": C.NONE},
        reasons=(Sentence("Một quyết định đăng muộn.", "One decision came late."),),
        evidence=(
            record("kt-5", *dates, label="Quyết định khen thưởng số 5", url="https://tinh.example/kt/5", sha256=page.sha256),
        ),
        judgements=(judgement(key="kt-5", deadline=date(2026, 10, 30), days_late=15, proxy=True, backdated=True),),
        looked=tuple(Looked("https://tinh.example/tin", "Tin khen thưởng", one) for one in ("not_found", "look_alike", "read")),
    )
    keep(round.sites.get(), given, None)
    return row(round, surveyed, REWARDS)


# --- what it shows ----------------------------------------------------------------------------------------


def test_it_tells_the_reasons_the_parts_the_bounds_and_whose_limit_it_is(rich: StoredVerdict, editor: User, signed_in) -> None:
    text = body(signed_in(editor), rich)
    for words in (
        *("Một quyết định đăng muộn.", "Khen thưởng", "Xử phạt", "ít nhất “chưa cung cấp”, nhiều nhất “chưa đầy đủ”"),
        *("hạn tự đặt", "thông lệ tốt", "Máy kết luận muộn."),
    ):
        assert words in text


def test_each_date_says_what_it_is_and_how_we_know(rich: StoredVerdict, editor: User, signed_in) -> None:
    text = " ".join(re.sub("<[^>]+>", " ", body(signed_in(editor), rich)).split())
    assert "Ban hành 01/10/2026 (ghi trên trang)" in text
    assert "Đăng 20/11/2026 (lần xem đầu tiên đã thấy)" in text
    assert "hạn 30/10/2026 , chậm 15 ngày làm việc" in text or "hạn 30/10/2026, chậm 15 ngày làm việc" in text
    assert "ngày ghi sớm hơn lần xem chưa thấy" in text


def test_it_tells_where_it_was_looked_for(rich: StoredVerdict, editor: User, signed_in) -> None:
    text = body(signed_in(editor), rich)
    assert "gần giống, đã loại" in text
    assert text.count(">https://tinh.example/tin<") == 1


def test_one_that_was_sent_back_says_so_and_names_both_scales(missing: StoredVerdict, editor: User, signed_in) -> None:
    client, machines = signed_in(editor), "mức độ đầy đủ: chưa cung cấp · mức độ kịp thời: không đánh giá được"
    assert machines.capitalize() in body(client, missing)
    post(client, missing, "tra-lai", **{"ly-do": REASON})
    text = body(client, missing)
    assert "Mức độ đầy đủ: không đánh giá được · mức độ kịp thời: không đánh giá được" in text
    assert '<span class="tag line">đã trả lại</span>' in text
    assert "máy kết luận</span>" not in text
    assert f"Máy kết luận: {machines}" in text


def test_the_stored_page_stands_beside_it_at_the_label(rich: StoredVerdict, editor: User, signed_in) -> None:
    client = signed_in(editor)
    frame = re.search(r'<iframe name="ban-chup"[^>]*src="([^"]+)"[^>]*sandbox', body(client, rich))
    assert frame
    assert frame[1].endswith("#thay")
    shown = client.get(frame[1].replace("&amp;", "&"))
    assert '<h1><mark id="thay">Quyết định khen thưởng số 5</mark></h1>' in shown.content.decode()


def test_a_record_that_is_a_file_is_shown_in_the_list_that_it_stands_in(
    round: Round, surveyed: Agency, editor: User, signed_in
) -> None:
    row_of_list = stored(round, "<ul><li>Quyết định số 9</li></ul>", "https://tinh.example/danh-sach")
    file = stored(round, PDF, "https://tinh.example/9.pdf", "application/pdf")
    given = {"label": "Quyết định số 9"}
    evidence = (
        record("9", url="https://tinh.example/9.pdf", sha256=file.sha256, **given),
        record("9", url="https://tinh.example/danh-sach", sha256=row_of_list.sha256, own_page=False, **given),
    )
    keep(round.sites.get(), verdict(surveyed, REWARDS, C.FULL, T.LATE, evidence=evidence), None)
    text = body(signed_in(editor), row(round, surveyed))
    assert reverse("rounds:stored-page", args=[round.slug, row_of_list.pk]) in text
    assert reverse("rounds:stored-file", args=[round.slug, file.pk]) in text
    assert f"{reverse('rounds:stored-page', args=[round.slug, file.pk])}?" not in text


def test_where_nothing_was_found_the_home_page_stands_beside_it(
    round: Round, missing: StoredVerdict, editor: User, signed_in
) -> None:
    page = stored(round, "<h1>Trang chủ</h1>", HOME)
    assert reverse("rounds:stored-page", args=[round.slug, page.pk]) in body(signed_in(editor), missing)


def test_without_a_stored_page_that_is_said(missing: StoredVerdict, editor: User, signed_in) -> None:
    assert "Không có trang nào được lưu" in body(signed_in(editor), missing)


def test_a_site_that_was_not_seen_says_why_and_what_its_webmaster_can_do(missing: StoredVerdict, editor: User, signed_in) -> None:
    RoundSite.objects.update(state=SiteState.TLS, reason="certificate")
    assert "chuỗi chứng thư số" in body(signed_in(editor), missing)


def test_the_round_before_is_told(owner: Agency, missing: StoredVerdict, surveyed: Agency, editor: User, signed_in) -> None:
    earlier = reviewable(
        owner, {surveyed: {REWARDS: (C.SUBSTANTIAL, T.ON_TIME)}}, on=ON - timedelta(days=90), title="Đợt tháng tám"
    )
    text = body(signed_in(editor), missing)
    assert f"Đợt trước ({earlier.title})" in text
    assert "Tương đối đầy đủ" in text


def test_every_review_stands_there_with_its_reason(missing: StoredVerdict, editor: User, approver: User, signed_in) -> None:
    confirm(missing, by=editor)
    overturn(missing, completeness=C.FULL, timeliness=T.LATE, by=approver, reason=REASON)
    text = body(signed_in(editor), missing)
    for words in (editor.full_name, approver.full_name, REASON, "Kết luận hiện hành", "Máy kết luận:"):
        assert words in text


def test_a_replaced_verdict_leads_to_the_one_that_stands(missing: StoredVerdict, surveyed: Agency, editor: User, signed_in) -> None:
    keep(missing.round.sites.get(), verdict(surveyed, REWARDS, C.FULL, T.ON_TIME), None)
    text = body(signed_in(editor), missing)
    assert address(row(missing.round, surveyed)) in text
    assert 'value="xac-nhan"' not in text


# --- what a reviewer does ---------------------------------------------------------------------------------


def test_confirming_opens_the_next_of_what_was_asked_for(owner: Agency, editor: User, signed_in) -> None:
    agencies = [factories.agency() for _three in range(3)]
    round = reviewable(owner, {agency: {REWARDS: (C.NONE, T.UNKNOWN), DIRECTIVES: (C.FULL, T.LATE)} for agency in agencies})
    client = signed_in(editor)
    query = f"?tinh-trang=can-nguoi&noi-dung={DIRECTIVES}"
    first, second, third = (row(round, agency, DIRECTIVES) for agency in agencies)
    assert post(client, first, "xac-nhan", query).url == address(second, query)
    assert post(client, third, "xac-nhan", query).url == address(second, query)  # the last one: back to what was left out
    done = post(client, second, "xac-nhan", query)
    assert done.url == reverse("rounds:queue", args=[round.slug]) + query
    assert "Không còn kết luận nào" in client.get(done.url).content.decode()
    assert {holds(one)[2] for one in (first, second, third)} == {"confirm"}


def test_overturning_takes_both_halves_and_a_reason(missing: StoredVerdict, editor: User, signed_in) -> None:
    post(signed_in(editor), missing, "bac-bo", muc="full", han="late", **{"ly-do": REASON})
    assert holds(missing) == (C.FULL, T.LATE, "overturn")
    assert missing.reviews.get().reason == REASON


def test_a_character_that_no_database_keeps_is_left_out(missing: StoredVerdict, editor: User, signed_in) -> None:
    post(signed_in(editor), missing, "tra-lai", **{"ly-do": "trang\x00 hai"})
    assert missing.reviews.get().reason == "trang hai"


def test_sending_back_takes_a_reason(missing: StoredVerdict, editor: User, signed_in) -> None:
    post(signed_in(editor), missing, "tra-lai", **{"ly-do": REASON})
    assert holds(missing) == (C.UNKNOWN, T.UNKNOWN, "return")


def unseen(owner: Agency) -> StoredVerdict:
    agency = factories.agency()
    return row(reviewable(owner, {agency: {REWARDS: (C.UNKNOWN, T.UNKNOWN)}}), agency)


def test_what_the_machine_could_not_see_is_judged_by_hand_with_a_file(owner: Agency, editor: User, signed_in) -> None:
    given, client = unseen(owner), signed_in(editor)
    post(client, given, "xet-tay", muc="partial", han="no_limit", tep=SimpleUploadedFile("anh.pdf", PDF), **{"ly-do": REASON})
    assert holds(given) == (C.PARTIAL, T.NO_LIMIT, "by_hand")
    kept = client.get(reverse("rounds:evidence", args=[given.round.slug, given.reviews.get().pk]))
    assert kept["Content-Disposition"].startswith("attachment")
    assert b"".join(kept.streaming_content) == PDF


def test_judging_by_hand_is_offered_only_where_the_machine_could_not_see(
    owner: Agency, missing: StoredVerdict, full: StoredVerdict, editor: User, signed_in
) -> None:
    client = signed_in(editor)
    assert 'value="xet-tay"' in body(client, unseen(owner))
    for seen in (missing, full):
        assert 'value="xet-tay"' not in body(client, seen)


@pytest.mark.parametrize(
    ("act", "given", "says"),
    [
        ("bac-bo", {"muc": "full", "han": "on_time", "ly-do": " "}, "Ghi rõ vì sao kết luận sai"),
        ("bac-bo", {"muc": "full", "han": "", "ly-do": REASON}, "Chọn cả hai"),
        ("bac-bo", {"muc": "tuyệt", "han": "late", "ly-do": REASON}, "Chọn cả hai"),
        ("bac-bo", {"muc": "none", "han": "late", "ly-do": REASON}, "chọn “không đánh giá được” cho mức độ kịp thời"),
        ("bac-bo", {"muc": "none", "han": "unknown", "ly-do": REASON}, "hãy xác nhận"),
        ("tra-lai", {"ly-do": ""}, "cần xem lại điều gì"),
        ("xet-tay", {"muc": "full", "han": "on_time", "ly-do": REASON}, "Kèm tệp"),
        ("pha-hoai", {"ly-do": REASON}, "không có việc đó"),
        ("", {}, "không có việc đó"),
    ],
)
def test_what_cannot_be_done_is_said_and_what_was_typed_stays(
    missing: StoredVerdict, editor: User, act: str, given: dict[str, str], says: str, signed_in
) -> None:
    answer = post(signed_in(editor), missing, act, **given)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert says in text
    assert not missing.reviews.exists()
    if act == "bac-bo":
        assert given["ly-do"].strip() in text
        assert f'<option value="{given["muc"]}" selected>' in text or given["muc"] == "tuyệt"
        assert '<details id="bac-bo" open>' in text


def test_if_somebody_decided_meanwhile_that_is_said_and_nothing_typed_is_lost(
    missing: StoredVerdict, editor: User, approver: User, signed_in
) -> None:
    client = signed_in(editor)
    body(client, missing)
    confirm(missing, by=approver)
    answer = post(client, missing, "bac-bo", xet="", muc="full", han="on_time", **{"ly-do": REASON})
    text = answer.content.decode()
    assert f"{approver.full_name} đã quyết định về kết luận này sau khi bạn mở trang" in text
    assert REASON in text
    assert holds(missing)[2] == "confirm"
    newest = missing.reviews.get().pk
    assert f'name="xet" value="{newest}"' in text  # having read it, she may decide all the same
    post(client, missing, "bac-bo", xet=str(newest), muc="full", han="on_time", **{"ly-do": REASON})
    assert holds(missing)[2] == "overturn"


def test_a_verdict_replaced_meanwhile_is_not_decided_on_and_what_was_typed_stays(
    missing: StoredVerdict, surveyed: Agency, editor: User, signed_in
) -> None:
    keep(missing.round.sites.get(), verdict(surveyed, REWARDS, C.FULL, T.ON_TIME), None)
    text = post(signed_in(editor), missing, "bac-bo", muc="partial", han="on_time", **{"ly-do": REASON}).content.decode()
    assert "vừa được xét lại" in text
    assert not Review.objects.exists()


@pytest.mark.parametrize("stage", [Stage.CLOSED])
def test_a_closed_round_is_read_and_no_more(missing: StoredVerdict, editor: User, stage: Stage, signed_in) -> None:
    Round.objects.update(stage=stage)
    client = signed_in(editor)
    assert "không mở để rà soát" in body(client, missing)
    assert "chỉ làm được ở bước" in post(client, missing, "xac-nhan").content.decode()
    assert not Review.objects.exists()


def test_another_agencys_people_review_nothing(missing: StoredVerdict, stranger: User, signed_in) -> None:
    assert post(signed_in(stranger), missing, "xac-nhan").status_code == 404
    assert not Review.objects.exists()


def test_a_form_without_its_token_is_refused(missing: StoredVerdict, editor: User, signed_in) -> None:
    client = signed_in(editor, enforce_csrf_checks=True)
    assert client.post(address(missing), {"viec": "xac-nhan", "xet": ""}).status_code == 403
    assert not Review.objects.exists()
