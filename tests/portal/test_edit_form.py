"""The form of a part of the law: what it asks, what it takes, and what it gives back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congkhai.agencies.models import Agency
from congkhai.files.models import StoredFile
from congkhai.portal.acts.approve import approve
from congkhai.portal.models import Disclosure
from tests.portal.making import Office

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def editor(office: Office, signed_in) -> Client:
    return signed_in(office.editor)


def create(office: Office, query: str) -> str:
    return f"{reverse('desk:create', args=[office.agency.slug])}?{query}"


SANCTIONS = "noi-dung=rewards-and-sanctions&phan=sanctions"


def data(**given) -> dict:
    return {"title": "Xử phạt Công ty A", "summary": "", "body": "null", "replaces": "", "go_live_at": "", "expire_at": ""} | given


def test_the_choice_offers_every_part_the_agency_is_asked_for(office: Office, editor: Client) -> None:
    page = editor.get(reverse("desk:create", args=[office.agency.slug])).content.decode()
    assert "noi-dung=rewards-and-sanctions&amp;phan=sanctions" in page
    assert "phan=sanctions&amp;khong-phat-sinh=1" in page
    assert "national-strategies-and-plans" not in page  # asked of ministries


def test_the_form_asks_the_fields_of_the_part_and_says_why(office: Office, editor: Client) -> None:
    page = editor.get(create(office, SANCTIONS)).content.decode()
    for name in ("fields-decision_number", "fields-issued_on", "fields-party", "fields-amount", "fields-file-new"):
        assert f'name="{name}"' in page
    assert "Điều 10 khoản 1 điểm c" in page
    assert "fields-individual-may_show" in page


def test_a_deadline_is_promised_only_where_the_law_sets_a_limit(office: Office, editor: Client) -> None:
    Agency.objects.update(rules="portal-2026")
    promise = "Hạn của bản ghi này hiện ra khi"
    assert promise in editor.get(create(office, SANCTIONS)).content.decode()
    assert promise not in editor.get(create(office, "noi-dung=gazette&phan=issues")).content.decode()


def test_the_page_bears_our_name_and_not_the_librarys(office: Office, editor: Client) -> None:
    title = editor.get(create(office, SANCTIONS)).content.decode().partition("<title>")[2].partition("</title>")[0]
    assert title.endswith(" - công khai")
    assert "Wagtail" not in title


def test_fields_named_by_law_are_marked_and_may_be_withheld(office: Office, editor: Client) -> None:
    page = editor.get(create(office, "noi-dung=science-programmes&phan=programmes")).content.decode()
    assert page.count("luật nêu") == 6
    assert "fields-code-withheld" in page


@pytest.mark.parametrize(
    "query",
    [
        "noi-dung=khong-co&phan=x",
        "noi-dung=rewards-and-sanctions&phan=khong-co",
        "noi-dung=national-strategies-and-plans&phan=plan",
        "noi-dung=leaders-schedule&phan=schedule&khong-phat-sinh=1",
        "noi-dung=rewards-and-sanctions",
    ],
)
def test_a_part_that_the_agency_is_not_asked_for_has_no_form(office: Office, editor: Client, query: str) -> None:
    assert editor.get(create(office, query)).status_code == 404
    assert editor.post(create(office, query), data()).status_code == 404


def test_what_is_typed_the_vietnamese_way_is_kept_plainly(office: Office, editor: Client) -> None:
    typed = {"fields-decision_number": "120/QĐ-XPHC", "fields-issued_on": "20/11/2026", "fields-amount": "1,5 tỷ"}
    editor.post(create(office, SANCTIONS), data(**typed))
    record = Disclosure.objects.get(title="Xử phạt Công ty A")
    assert record.fields == {"decision_number": "120/QĐ-XPHC", "issued_on": "2026-11-20", "amount": 1_500_000_000}
    assert record.latest_revision.user == office.editor
    assert not record.live


def test_bad_input_is_named_and_nothing_typed_is_lost(office: Office, editor: Client) -> None:
    upload = SimpleUploadedFile("90% đạt #1.pdf", PDF, "application/pdf")
    typed = {"fields-issued_on": "32/13/2026", "fields-amount": "nhiều lắm", "fields-party": "Công ty A", "fields-file-new": upload}
    response = editor.post(create(office, SANCTIONS), data(**typed))
    page = response.content.decode()
    assert response.status_code == 200
    assert "“32/13/2026” không phải ngày" in page
    assert "“nhiều lắm” không phải số tiền" in page
    assert page.count('<p class="ck-error error-message"') == 2  # what Wagtail's script counts and goes to
    for kept in ("32/13/2026", "nhiều lắm", "Công ty A", "Xử phạt Công ty A", "90% đạt #1.pdf"):
        assert kept in page
    assert not Disclosure.objects.exists()
    stored = StoredFile.objects.get()
    again = {"fields-issued_on": "20/11/2026", "fields-file-kept": str(stored.pk), f"fields-file-title-{stored.pk}": "Quyết định"}
    editor.post(create(office, SANCTIONS), data(**again))
    attachment = Disclosure.objects.get().attachments.get()
    assert (attachment.file, attachment.field, attachment.title) == (stored, "file", "Quyết định")


def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(office: Office, editor: Client) -> None:
    upload = SimpleUploadedFile("quyet-dinh.pdf", b"MZ\x90\x00", "application/pdf")
    page = editor.post(create(office, SANCTIONS), data(**{"fields-file-new": upload})).content.decode()
    assert "quyet-dinh.pdf" in page
    assert not StoredFile.objects.exists()


def test_another_agencys_file_cannot_be_attached(office: Office, editor: Client) -> None:
    other = Office()
    theirs = StoredFile.objects.create(agency=other.agency, sha256="0" * 64, size=1, name="mat.pdf", content_type="application/pdf")
    editor.post(create(office, SANCTIONS), data(**{"fields-file-kept": str(theirs.pk)}))
    assert not Disclosure.objects.get().attachments.exists()
    assert editor.get(reverse("desk:file", args=[office.agency.slug, theirs.pk])).status_code == 404


def test_a_file_is_dropped_in_a_new_version_and_stays_public_until_that_is_approved(office: Office, editor: Client) -> None:
    upload = SimpleUploadedFile("quyet-dinh.pdf", PDF, "application/pdf")
    typed = {"fields-issued_on": "20/11/2026", "fields-file-new": upload, "action-submit": "1"}
    editor.post(create(office, SANCTIONS), data(**typed))
    record = approve(Disclosure.objects.get(), by=office.approver)
    file = record.attachments.get().file
    where = reverse("wagtailsnippets_portal_disclosure:edit", args=[record.pk])
    dropped = {"fields-issued_on": "20/11/2026", "fields-file-kept": str(file.pk), "fields-file-drop": str(file.pk)}
    editor.post(where, data(**dropped))
    record = Disclosure.objects.get()
    assert record.attachments.count() == 1
    assert list(record.get_latest_revision_as_object().attachments.all()) == []


def test_a_table_is_filled_without_a_script(office: Office, editor: Client) -> None:
    address = create(office, "noi-dung=leaders-schedule&phan=schedule&tu=2026-12-07")
    page = editor.get(address).content.decode()
    assert 'name="fields-entries-2-content"' in page
    assert 'value="07/12/2026"' in page
    rows = {
        "fields-week_from": "07/12/2026",
        "fields-week_until": "13/12/2026",
        "fields-entries-count": "3",
        "fields-entries-0-day": "07/12/2026",
        "fields-entries-0-content": "Giao ban",
        "fields-entries-2-day": "09/12/2026",
        "fields-entries-2-content": "Tiếp công dân",
    }
    editor.post(address, data(title="Lịch tuần 50", **rows))
    record = Disclosure.objects.get()
    assert [(row["day"], row["content"]) for row in record.fields["entries"]] == [
        ("2026-12-07", "Giao ban"),
        ("2026-12-09", "Tiếp công dân"),
    ]
    page = editor.get(reverse("wagtailsnippets_portal_disclosure:edit", args=[record.pk])).content.decode()
    assert 'name="fields-entries-4-content"' in page  # three blank ones below the two


def test_a_nil_return_asks_for_the_period_alone(office: Office, editor: Client) -> None:
    address = create(office, f"{SANCTIONS}&khong-phat-sinh=1")
    page = editor.get(address).content.decode()
    assert 'name="fields-period_from"' in page
    assert 'name="title"' not in page
    editor.post(address, data(**{"fields-period_from": "01/07/2026", "fields-period_until": "30/09/2026", "action-submit": "1"}))
    record = approve(Disclosure.objects.get(), by=office.approver)
    assert record.live
    assert record.nil_return
    assert record.title == "Không phát sinh: Xử phạt, 01/07/2026 – 30/09/2026"


def test_a_nil_return_for_a_period_that_is_not_over_is_refused(office: Office, editor: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    typed = {"fields-period_from": "01/07/2026", "fields-period_until": f"{tomorrow:%d/%m/%Y}"}
    page = editor.post(create(office, f"{SANCTIONS}&khong-phat-sinh=1"), data(**typed)).content.decode()
    assert "Kỳ chưa kết thúc" in page
    assert f"{tomorrow:%d/%m/%Y}" in page
    assert not Disclosure.objects.exists()


def test_a_second_record_of_the_same_number_is_refused_with_the_way_to_the_first(office: Office, editor: Client) -> None:
    typed = {"fields-decision_number": "120/QĐ-XPHC", "fields-issued_on": "20/11/2026"}
    editor.post(create(office, SANCTIONS), data(**typed))
    first = Disclosure.objects.get()
    page = editor.post(create(office, SANCTIONS), data(**typed | {"title": "Nhập lần hai"})).content.decode()
    where = reverse("wagtailsnippets_portal_disclosure:edit", args=[first.pk])
    marked = page.partition('id="id_fields-decision_number_error">')[2].partition("</p>")[0]
    assert marked == f'Đã có bản ghi số 120/QĐ-XPHC: <a href="{where}">{first.title}</a>'
    assert "Nhập lần hai" in page
    assert Disclosure.objects.count() == 1


def test_without_a_number_the_same_title_and_day_are_the_cause_and_its_words_are_no_markup(office: Office, editor: Client) -> None:
    typed = data(title="Xử phạt <i>A</i>", **{"fields-issued_on": "20/11/2026"})
    editor.post(create(office, SANCTIONS), typed)
    page = editor.post(create(office, SANCTIONS), typed).content.decode()
    assert "Đã có bản ghi cùng tên và cùng ngày: <a href=" in page
    assert "Xử phạt &lt;i&gt;A&lt;/i&gt;</a>" in page
    assert Disclosure.objects.count() == 1


@pytest.mark.parametrize(
    "hostile",
    [
        {"fields-file-kept": "9" * 5000},
        {"fields-file-kept": "-1"},
        {"fields-amount": "\0", "fields-party": "a\0b", "title": "a\0b"},
        {"fields-issued_on": "²⁵/11/2026"},
        {"body": "không phải json"},
        {"body": "5"},
        {"body": "[]"},
        {"body": "{}"},
        {"body": '{"blocks": [1], "entityMap": []}'},
        {"expire_at": "ngày mai", "go_live_at": "x"},
        {"title": "x" * 501, "replaces": "y" * 101},
        {"title": ""},
    ],
    ids=str,
)
def test_hostile_input_is_answered_and_never_breaks_the_form(office: Office, editor: Client, hostile: dict) -> None:
    assert editor.post(create(office, SANCTIONS), data(**hostile)).status_code in {200, 302}
    assert editor.post(f"{reverse('desk:preview', args=[office.agency.slug])}?{SANCTIONS}", data(**hostile)).status_code == 200


def test_a_hostile_table_is_answered(office: Office, editor: Client) -> None:
    address = create(office, "noi-dung=leaders-schedule&phan=schedule")
    for count in ("9" * 5000, "-1", "x", "10000000"):
        assert editor.post(address, data(title=f"Lịch {count[:3]}", **{"fields-entries-count": count})).status_code in {200, 302}


def test_a_title_of_300_characters_and_one_in_decomposed_unicode_are_kept(office: Office, editor: Client) -> None:
    long = ("Quyết định về việc phê duyệt " * 12)[:300].strip()
    editor.post(create(office, SANCTIONS), data(title=long))
    assert Disclosure.objects.get().title == long
    editor.post(create(office, SANCTIONS), data(title="Xu\u031b\u0309 pha\u0323t B"))
    assert Disclosure.objects.filter(title="Xử phạt B").exists()


def test_a_withheld_field_and_a_persons_data_keep_their_reasons(office: Office, editor: Client) -> None:
    typed = {"fields-code-withheld": "Khoản 3 Điều 7", "fields-name": "Đề tài", "title": "Đề tài A"}
    editor.post(create(office, "noi-dung=science-programmes&phan=programmes"), data(**typed))
    assert Disclosure.objects.get().withheld == {"code": "Khoản 3 Điều 7"}
    editor.post(create(office, SANCTIONS), data(**{"fields-individual": "Nguyễn Văn A", "fields-individual-may_show": "Điều 72"}))
    assert Disclosure.objects.get(part="sanctions").may_show == {"individual": "Điều 72"}


def test_a_record_replaces_another_of_its_agency_by_number(office: Office, editor: Client) -> None:
    old = office.public(part="sanctions", fields={"decision_number": "12/QĐ-XPHC", "issued_on": "2026-01-05"})
    Office().public(part="sanctions", fields={"decision_number": "99/QĐ-XPHC", "issued_on": "2026-01-05"})
    editor.post(create(office, SANCTIONS), data(replaces="12 / QĐ-XPHC"))
    assert Disclosure.objects.get(title="Xử phạt Công ty A").supersedes == old
    page = editor.post(create(office, SANCTIONS), data(title="B", replaces="99/QĐ-XPHC")).content.decode()
    assert "không có bản ghi nào có số hoặc tên “99/QĐ-XPHC”" in page


def test_nobody_writes_over_what_another_saved_meanwhile(office: Office, editor: Client) -> None:
    record = office.draft(part="sanctions", title="Bản đầu")
    loaded = record.latest_revision
    opened = {"loaded_revision_id": str(loaded.pk), "loaded_revision_created_at": loaded.created_at.isoformat()}
    office.rewrite(record, by=office.chief, title="Bản của trưởng ban")
    where = reverse("wagtailsnippets_portal_disclosure:edit", args=[record.pk])
    page = editor.post(where, data(title="Bản của biên tập", **opened)).content.decode()
    assert "đã lưu một phiên bản khác" in page
    assert "Bản của biên tập" in page
    assert Disclosure.objects.get().latest_revision.object_str == "Bản của trưởng ban"


def test_preview_shows_the_typed_text_and_no_persons_name(office: Office, editor: Client) -> None:
    address = f"{reverse('desk:preview', args=[office.agency.slug])}?{SANCTIONS}"
    answer = editor.post(address, data(**{"fields-individual": "Nguyễn Văn Kín", "fields-party": "Công ty Xem Trước"}))
    assert answer.json()["is_valid"]
    page = editor.get(address).content.decode()
    assert "Công ty Xem Trước" in page
    assert "Nguyễn Văn Kín" not in page


def test_compare_names_each_field_that_changed(office: Office, editor: Client) -> None:
    record = office.public(part="sanctions", fields={"issued_on": "2026-11-02", "amount": 5_000_000})
    first = record.latest_revision_id
    record = office.rewrite(record, fields={"issued_on": "2026-11-02", "amount": 7_000_000})
    where = reverse("wagtailsnippets_portal_disclosure:revisions_compare", args=[record.pk, first, record.latest_revision_id])
    page = editor.get(where).content.decode()
    assert "Số tiền phạt" in page
    assert "7.000.000 đồng" in page
    assert "Ngày quyết định" not in page


def test_what_an_older_law_asked_for_is_kept_when_a_record_is_saved_anew(office: Office, editor: Client) -> None:
    record = office.draft(part="sanctions", title="Cũ", fields={"issued_on": "2026-11-02", "asked_before": "giữ lại"})
    where = reverse("wagtailsnippets_portal_disclosure:edit", args=[record.pk])
    editor.post(where, data(title="Cũ", **{"fields-issued_on": "03/11/2026"}))
    assert Disclosure.objects.get().fields == {"issued_on": "2026-11-03", "asked_before": "giữ lại"}


LEGAL = "noi-dung=legal-documents&phan=documents"
REPLY = "noi-dung=petition-replies&phan=replies"


@pytest.mark.parametrize(
    ("query", "typed", "fault"),
    [
        (LEGAL, {"issued_on": "01/01/2199"}, "Ngày này chưa tới."),
        (LEGAL, {"effective_on": "01/11/2026", "expired_on": "31/10/2026"}, "Ngày này sớm hơn “Ngày có hiệu lực” (01/11/2026)."),
        (LEGAL, {"issued_on": "20/11/2026", "effective_on": "01/01/2199", "expired_on": "01/01/2199"}, ""),
        (REPLY, {"received_on": "01/01/2199"}, "Ngày này chưa tới."),
        (REPLY, {"received_on": "20/11/2026", "replied_on": "19/11/2026"}, "Ngày này sớm hơn “Ngày tiếp nhận” (20/11/2026)."),
        (REPLY, {"received_on": "20/11/2026", "replied_on": "20/11/2026", "reply_due_on": "01/01/2199"}, ""),
    ],
    ids=str,
)
def test_days_that_cannot_be_stay_in_the_draft_and_do_not_go_before_the_approvers(
    office: Office, editor: Client, query: str, typed: dict, fault: str
) -> None:
    Agency.objects.update(rules="portal-2026")
    given = data(**{f"fields-{name}": value for name, value in typed.items()})
    page = editor.post(create(office, query), given | {"action-submit": "1"}).content.decode()
    assert Disclosure.objects.exists() == (not fault)
    if fault:
        assert f"{fault}</p>" in page.partition(f'id="id_fields-{list(typed)[-1]}_error">')[2][:200]
        editor.post(create(office, query), given)
        record = Disclosure.objects.get()
        page = editor.post(reverse("desk:record", args=[office.agency.slug, record.pk]), {"viec": "gui-duyet"}).content.decode()
        assert fault in page
        assert record.current_workflow_state is None


def test_what_the_law_names_and_is_lacking_is_told_and_stops_nobody(office: Office, editor: Client, signed_in) -> None:
    Agency.objects.update(rules="portal-2026")
    rows = {
        "fields-documents-count": "2",
        "fields-documents-0-number": "7/2026/QĐ-UBND",
        "fields-documents-1-issued_on": "20/11/2026",
    }
    given = data(title="Công báo số 9", **rows) | {"action-submit": "1"}
    page = editor.post(create(office, "noi-dung=gazette&phan=issues"), given, follow=True).content.decode()
    lack = "mục pháp luật nêu chưa có: "
    assert lack in page
    record = Disclosure.objects.get()
    assert record.current_workflow_state is not None
    page = signed_in(office.approver).get(reverse("desk:record", args=[office.agency.slug, record.pk])).content.decode()
    told = page.partition(lack)[2].partition("</p>")[0]
    assert [
        one for one in ("Trích yếu, hàng 1", "Số, ký hiệu, hàng 1", "Số, ký hiệu, hàng 2", "Ngày ban hành, hàng 1") if one in told
    ] == [
        "Trích yếu, hàng 1",
        "Số, ký hiệu, hàng 2",
    ]
    assert page.index(lack) < page.index('value="duyet"')
    assert page.count('<td><span class="soft">chưa điền</span></td>') == 3
