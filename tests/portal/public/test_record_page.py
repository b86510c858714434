"""One record's page: what stands there, where it stands, and what stands there afterwards."""

import json
import re

import pytest
from django.utils import timezone

from congkhai.agencies.law import catalogue
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.public import addresses
from tests.portal.public.states import PDF


def page(client, record, language="vi"):
    response = client.get(addresses.of_record(record, record.agency, language=language))
    assert response.status_code == 200
    return response.content.decode()


def test_fields_are_told_as_people_write_them(client, desk):
    fields = {"amount": 150_000_000, "issued_on": "2026-11-19", "decision_number": "118/QĐ-XPHC", "party_kind": "enterprise"}
    told = page(client, desk.live("rewards-and-sanctions", "sanctions", fields=fields))
    for words in ("150.000.000 đồng", "19/11/2026", "118/QĐ-XPHC", "Doanh nghiệp", "Số tiền phạt"):
        assert words in told


def test_a_table_of_a_record_is_shown_as_a_table(client, desk):
    told = page(client, desk.live("leaders-schedule"))
    assert re.search(r"<th role=\"columnheader\" scope=\"col\">Lãnh đạo</th>", told)
    assert re.search(r"data-l=\"Lãnh đạo\"><span>", told), "on a telephone each cell says what it is"


def test_a_wrong_slug_leads_to_the_right_address_for_good(client, desk):
    record = desk.live("leader-directives", title="Tăng cường công khai")
    section = catalogue().obligations["leader-directives"]
    for wrong in (
        addresses.of("record", "mau-son", section, record.pk, "ten-khac"),
        addresses.of("record-short", "mau-son", section, record.pk),
    ):
        response = client.get(wrong)
        assert (response.status_code, response["Location"]) == (301, addresses.of_record(record, desk.agency))


def test_the_address_keeps_its_slug_when_the_title_changes(client, desk):
    record = desk.live("leader-directives", title="Tăng cường công khai")
    before = addresses.of_record(record, desk.agency)
    after = desk.approved(desk.rewrite(record, title="Tên đã sửa"))
    assert addresses.of_record(after, desk.agency) == before
    assert "Tên đã sửa" in page(client, after)


def test_files_are_offered_with_their_type_and_size_and_are_served(client, desk):
    record = desk.live("leader-directives", files={"90% đạt #1.pdf": PDF + b" " * 411_000})
    told = page(client, record)
    assert "PDF, 411 KB" in told
    link = re.search(r'href="(/mau-son/tep/[^"]+)"', told)[1]
    response = client.get(link)
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert "filename*=UTF-8''90%25%20%C4%91%E1%BA%A1t%20%231.pdf" in response["Content-Disposition"]
    assert "no-cache" in response["Cache-Control"]


def test_a_file_asked_for_by_another_name_leads_to_the_right_one(client, desk):
    record = desk.live("leader-directives", files={"a.pdf": PDF})
    right = addresses.of_file(record, desk.agency, record.attachments.get())
    response = client.get(right.replace("a.pdf", "b.pdf"))
    assert (response.status_code, response["Location"]) == (301, right)


def test_the_history_tells_each_publication_and_nothing_from_inside(client, desk):
    record = desk.live("leader-directives")
    record = desk.approved(desk.rewrite(record, title="Tên đã sửa"))
    told = page(client, record)
    assert told.index("Đăng lại, có thay đổi") < told.rindex("Đã đăng")
    assert desk.editor.full_name not in told


def test_a_superseded_record_and_the_newer_one_point_at_each_other(client, desk):
    old = desk.live("leader-directives", title="Bản cũ")
    new = desk.live("leader-directives", title="Bản mới", supersedes=old)
    assert "Bản mới" in page(client, old)
    assert "Đã có bản thay thế" in page(client, old)
    assert addresses.of_record(old, desk.agency) in page(client, new)
    withdraw(new, by=desk.chief, reason="Nhầm.")
    assert "Bản mới" not in page(client, old)


def test_a_withdrawn_record_leaves_the_reason_and_who_decided(client, desk):
    fields = {"decision_number": "87/QĐ-XPHC"}
    record = desk.withdrawn("rewards-and-sanctions", "sanctions", title="Xử phạt Công ty X", fields=fields, reason="Bị hủy bỏ.")
    for language, words in (("vi", "không còn được công khai ở đây"), ("en", "is no longer public here")):
        response = client.get(addresses.of_record(record, desk.agency, language=language))
        told = response.content.decode()
        assert response.status_code == 410
        for said in ("Bị hủy bỏ.", "Vi Thị Hạnh, Trưởng Ban", "87/QĐ-XPHC", words):
            assert said in told


def test_any_slug_of_a_withdrawn_record_gives_the_notice_and_none_is_made_from_its_title(client, desk):
    record = desk.withdrawn("leader-directives", title="Xử phạt Công ty X")
    section = catalogue().obligations["leader-directives"]
    response = client.get(addresses.of("record", "mau-son", section, record.pk, "khac"))
    assert response.status_code == 410
    assert "xu-phat-cong-ty-x" not in response.content.decode()


def test_a_corrected_version_brings_a_withdrawn_record_back_to_its_address(client, desk):
    record = desk.withdrawn("leader-directives", title="Bản nhầm")
    record = desk.approved(desk.rewrite(record, title="Bản đúng"))
    assert "Bản đúng" in page(client, record)


def test_an_expired_record_says_that_its_time_is_over(client, desk):
    record = desk.expired("leader-directives")
    response = client.get(addresses.of_record(record, desk.agency))
    assert response.status_code == 410
    assert "Đã hết thời hạn công khai" in response.content.decode()


@pytest.mark.parametrize("pk", [0, 987654321, 10**30])
def test_a_number_that_no_record_has_is_no_page(client, desk, pk):
    section = catalogue().obligations["leader-directives"]
    response = client.get(addresses.of("record", "mau-son", section, pk, "x"))
    assert response.status_code == 404
    assert "Không có trang này" in response.content.decode()


def test_a_nil_return_says_what_did_not_arise_and_who_approved_that(client, desk):
    told = page(client, desk.live("rewards-and-sanctions", "sanctions", nil_return=True))
    assert "Quý III/2026, Xử phạt: không phát sinh." in told
    assert "Người duyệt: Vi Thị Hạnh." in told


def test_the_text_keeps_its_marks_and_loses_what_could_act(client, desk):
    record = desk.live(
        "leader-directives", title="<script>alert(1)</script>", body="<p>Một <b>hai</b></p>", summary="<img src=x onerror=y>"
    )
    told = page(client, record)
    assert "<b>hai</b>" in told
    assert "<script>alert" not in told
    assert "<img src=x" not in told


def test_on_time_is_said_and_a_limit_of_ours_is_called_so(client, desk):
    told = page(client, desk.live("leader-directives", fields={"issued_on": timezone.localdate().isoformat()}))
    assert "Đúng hạn" in told
    assert "Hạn tự đặt, không phải của luật" in told
    assert "Đúng hạn" not in page(client, desk.live("leader-directives", fields={"issued_on": "2020-01-01"}))


def dublin_core(told):
    return dict(re.findall(r'<meta name="(DC\.\w+)" content="([^"]*)">', told))


def test_machines_are_told_the_same_in_every_vocabulary(client, desk):
    record = desk.live(
        "leader-directives", title='Chỉ thị "một" & hai', summary="Về việc công khai.", fields={"issued_by": "Chủ tịch UBND tỉnh"}
    )
    told = page(client, record)
    core = dublin_core(told)
    block = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', told, re.DOTALL)[1])
    graph = dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', told))
    assert core["DC.title"] == graph["og:title"] == "Chỉ thị &quot;một&quot; &amp; hai"
    assert block["name"] == 'Chỉ thị "một" & hai'
    assert core["DC.description"] == block["description"] == "Về việc công khai."
    assert core["DC.creator"] == block["creator"]["name"] == "Chủ tịch UBND tỉnh"
    assert core["DC.publisher"] == block["publisher"]["name"] == desk.agency.name
    assert core["DC.identifier"] == block["@id"] == graph["og:url"] == addresses.absolute(addresses.of_record(record, desk.agency))
    assert core["DC.language"] == block["inLanguage"] == "vi"
    assert core["DC.date"] == block["dateCreated"] == record.duty_on.isoformat()
    assert all(core.values())


def test_the_data_block_cannot_be_ended_by_a_title(client, desk):
    told = page(client, desk.live("leader-directives", title="</script><b>ra ngoài</b>"))
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', told, re.DOTALL)[1]
    assert json.loads(block)["name"] == "</script><b>ra ngoài</b>"


def test_a_record_in_the_other_language_is_its_twin(client, desk):
    same = {"number": "15/CT-UBND", "issued_on": "2026-11-20"}
    record = desk.live("leader-directives", title="Chỉ thị mười lăm", fields=same)
    twin = desk.live("leader-directives", title="Directive fifteen", language="en", fields=same)
    assert f'href="{addresses.of_record(twin, desk.agency, language="en")}"' in page(client, record)
    assert f'href="{addresses.of_record(record, desk.agency, language="vi")}"' in page(client, twin, "en")
    english = client.get(
        addresses.of_section(desk.agency, catalogue().obligations["leader-directives"], language="en")
    ).content.decode()
    assert "Directive fifteen" in english
    assert "Chỉ thị mười lăm" not in english


def test_a_record_without_a_twin_is_shown_in_the_other_language_and_marked_so(client, desk):
    record = desk.live("leader-directives", title="Chỉ thị mười sáu")
    told = page(client, record, "en")
    assert '<h1 lang="vi">Chỉ thị mười sáu</h1>' in told
    assert '<html lang="en">' in told
