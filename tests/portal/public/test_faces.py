"""Each face of a section: what a reader finds on it, in both languages, and what nobody may find."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from congkhai.agencies.law import catalogue
from congkhai.portal.models import Attachment
from congkhai.portal.public import addresses
from congkhai.portal.rules import find_part
from congkhai.records import Kind
from congkhai.text import slug
from tests.portal.public.states import PDF, Desk, value

WHOLE = "portal-2026"
SECRET = "Bí mật chưa công khai"


def jpeg(width=60, height=40, turned=False):
    picture, out = Image.new("RGB", (width, height)), BytesIO()
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def told(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def listed(client, desk, obligation, query="", language="vi"):
    return told(client, addresses.of_section(desk.agency, catalogue().obligations[obligation], language=language) + query)


def titled(desk, record, words):
    """The draft with words for its file, approved."""
    Attachment.objects.filter(disclosure=record).update(title=words)
    record = desk.again(record)
    record.save_revision(user=desk.editor)
    return desk.approved(desk.again(record))


# --- profile: one page of all parts ------------------------------------------------------------------


def test_a_profile_holds_every_part_on_one_page_with_its_texts(client, whole):
    whole.live("about-territory", "history", title="Lịch sử tỉnh", fields={"content": "Lập tỉnh năm 1907."})
    whole.live("about-territory", "nature", title="Tự nhiên", fields={"content": "Bốn phần năm là đồi núi."})
    page = listed(client, whole, "about-territory")
    assert "Lập tỉnh năm 1907." in page
    assert page.index("Bốn phần năm là đồi núi.") < page.index("Lập tỉnh năm 1907."), "the law's order, not the newest first"
    for part in catalogue().obligations["about-territory"].version_on(timezone.localdate()).parts:
        assert f'id="{part}"' in page
        assert f'href="#{part}"' in page
    assert "Chưa đăng." in page, "an empty part is told, not hidden"
    assert "Not published here yet." in listed(client, whole, "about-territory", language="en")


def test_leaders_stand_as_they_were_entered_with_position_and_duties(client, whole):
    for name, position in (("Nông Văn Thịnh", "Chủ tịch"), ("An Thị Bình", "Phó Chủ tịch")):
        fields = {"name": name, "position": position, "profile": f"{name} phụ trách chung."}
        whole.live("about-territory", "leaders", title=name, fields=fields)
    page = listed(client, whole, "about-territory")
    assert page.index("Nông Văn Thịnh phụ trách") < page.index("An Thị Bình phụ trách")
    assert '<p class="soft">Phó Chủ tịch</p>' in page


def test_many_texts_of_a_part_stand_behind_their_titles(client, whole):
    for number in range(4):
        whole.live("about-territory", "monuments", title=f"Di tích {number}", fields={"content": "Xếp hạng cấp tỉnh."})
    assert listed(client, whole, "about-territory").count("<details>") == 4


def test_the_site_map_leads_into_the_page_of_a_profile(client, whole):
    page = told(client, addresses.of("site-map", "mau-son"))
    assert 'href="/mau-son/gioi-thieu-dia-phuong/#leaders"' in page
    assert 'href="/mau-son/du-an-dau-tu-cong/?phan=ongoing"' in page


def test_an_agency_without_units_says_so_on_its_profile(client, db):
    desk = Desk(kind=Kind.DEPARTMENT, rules=WHOLE)
    desk.live("about-agency", "units", nil_return=True)
    assert "không phát sinh" in listed(client, desk, "about-agency")


# --- directories and catalogues -------------------------------------------------------------------------


def official(name, unit, telephone="(0200) 0000 113", email="a.b@mauson.example"):
    return {"title": name, "fields": {"name": name, "unit": unit, "telephone": telephone, "email": email, "field_of_work": None}}


def test_people_are_grouped_by_unit_and_one_touch_calls_or_writes(client, whole):
    whole.live("officials-contacts", **official("Đỗ Văn Ba", "Sở Xây dựng"))
    whole.live("officials-contacts", **official("Ân Thị An", "Đài Truyền hình", "+84 200 0000 5; máy lẻ 12"))
    whole.live("officials-contacts", **official("Bùi Văn Cao", "Sở Xây dựng"))
    page = listed(client, whole, "officials-contacts")
    assert page.count('scope="rowgroup"') == 2
    assert page.index(">Đài Truyền hình<") < page.index(">Sở Xây dựng<"), "as a Vietnamese dictionary sorts them"
    assert page.index("Bùi Văn Cao") < page.index("Đỗ Văn Ba")
    assert 'href="tel:02000000113"' in page
    assert 'href="tel:+8420000005"' in page
    assert ", máy lẻ 12" in page, "what cannot be called is no link"
    assert 'href="mailto:a.b@mauson.example"' in page


def test_a_number_that_is_no_telephone_is_not_called(client, whole):
    record = whole.live("rewards-and-sanctions", "sanctions", fields={"tax_code": "0100109106"})
    assert "tel:" not in told(client, addresses.of_record(record, whole.agency))


def test_services_stand_by_field_with_their_level_and_the_way_to_them(client, whole):
    for name, work in (("Đổi giấy phép", "Giao thông"), ("Khai sinh", "Hộ tịch"), ("Kết hôn", "Hộ tịch")):
        fields = {"name": name, "field_of_work": work, "level": "whole", "address": "https://dichvucong.gov.vn/p/1"}
        whole.live("online-services", "services", title=name, fields=fields)
    page = listed(client, whole, "online-services", "?phan=services")
    assert page.count('scope="rowgroup"') == 2
    assert "Toàn trình" in page
    assert '<a href="https://dichvucong.gov.vn/p/1" rel="nofollow external">dichvucong.gov.vn</a>' in page
    assert page.index("Kết hôn") < page.index("Khai sinh"), "by name, not by day"
    assert 'id="nam"' not in page, "what has no day is not asked for by year"


# --- narrowing -----------------------------------------------------------------------------------------


def test_a_list_is_narrowed_by_a_choice_in_plain_letters(client, whole):
    whole.live("public-projects", "procurement", title="Gói đang mời", fields={"stage": "invitation"})
    whole.live("public-projects", "procurement", title="Gói đã có kết quả", fields={"stage": "result"})
    page = listed(client, whole, "public-projects", "?phan=procurement")
    rule = next(
        field
        for field in catalogue().obligations["public-projects"].version_on(timezone.localdate()).parts["procurement"].fields
        if field.name == "stage"
    )
    assert f'name="{slug(rule.title.vi)}"' in page
    asked = f"?phan=procurement&{slug(rule.title.vi)}={slug(rule.choices[-1].title.vi)}"
    for language in ("vi", "en"):
        narrowed = listed(client, whole, "public-projects", asked, language)
        assert "Gói đã có kết quả" in narrowed
        assert "Gói đang mời" not in narrowed


def test_a_list_is_narrowed_by_the_field_of_work_that_its_records_have(client, whole):
    for title, work in (("Văn bản đất", "Đất đai"), ("Văn bản rừng", "Lâm nghiệp")):
        whole.live("legal-documents", title=title, fields={"field_of_work": work, "summary": title})
    page = listed(client, whole, "legal-documents", "?linh-vuc=dat-dai")
    assert "Văn bản đất" in page
    assert "Văn bản rừng" not in page
    assert '<option value="dat-dai" selected>Đất đai</option>' in page


@pytest.mark.parametrize(
    "asked", ["?linh-vuc=khong-co", "?linh-vuc=' OR 1=1", "?linh-vuc=%00", "?linh-vuc=" + "a" * 5000, "?hinh-thuc=["]
)
def test_a_value_that_is_none_of_the_choices_is_as_if_not_asked(client, whole, asked):
    for title, work in (("Văn bản đất", "Đất đai"), ("Văn bản rừng", "Lâm nghiệp")):
        whole.live("legal-documents", title=title, fields={"field_of_work": work})
    page = listed(client, whole, "legal-documents", asked)
    assert "Văn bản đất" in page
    assert "Văn bản rừng" in page


def test_a_withheld_value_is_not_told_by_the_filter_nor_by_the_heading(client, whole):
    fields = {"field_of_work": "Quốc phòng kín", "_withheld": {"field_of_work": "Luật Bảo vệ bí mật nhà nước"}}
    whole.live("online-services", "procedures", title="Thủ tục giữ kín", fields=fields)
    for work in ("Đất đai", "Hộ tịch"):
        whole.live("online-services", "procedures", title=f"Thủ tục {work}", fields={"field_of_work": work})
    page = listed(client, whole, "online-services", "?phan=procedures")
    assert "Thủ tục giữ kín" in page
    assert "Quốc phòng kín" not in page
    assert "Thủ tục giữ kín" in listed(client, whole, "online-services", "?phan=procedures&linh-vuc=quoc-phong-kin"), (
        "no such value"
    )
    assert "Thủ tục giữ kín" not in listed(client, whole, "online-services", "?phan=procedures&linh-vuc=dat-dai")


def test_drafts_and_withdrawn_records_give_the_filter_no_value(client, whole):
    whole.draft("legal-documents", fields={"field_of_work": "Nháp kín"})
    whole.withdrawn("legal-documents", fields={"field_of_work": "Rút kín"})
    for work in ("Đất đai", "Hộ tịch"):
        whole.live("legal-documents", fields={"field_of_work": work})
    page = listed(client, whole, "legal-documents")
    assert "dat-dai" in page
    assert "Nháp kín" not in page
    assert "Rút kín" not in page


# --- news and pictures -------------------------------------------------------------------------------------


def test_a_picture_is_shown_with_its_words_and_its_measures_and_loaded_when_reached(client, whole):
    record = whole.draft("news", title="Khởi công", files={"le.jpg": jpeg()})
    record = titled(whole, record, "Lễ khởi công hồ Nà Lầu")
    page = told(client, addresses.of_record(record, whole.agency))
    source = addresses.of_file(record, whole.agency, record.attachments.get())
    assert f'<img src="{source}" width="60" height="40" alt="Lễ khởi công hồ Nà Lầu" loading="lazy" decoding="async">' in page
    assert 'aria-label="Tệp đính kèm"' not in page, "a picture is not offered a second time as a file"
    assert f'<meta property="og:image" content="{addresses.absolute(source)}">' in page
    response = client.get(source)
    assert response["Content-Type"] == "image/jpeg"
    response.close()


def test_a_photo_taken_upright_has_the_measures_it_is_shown_with(client, whole):
    record = whole.live("news", files={"dung.jpg": jpeg(turned=True)})
    assert 'width="40" height="60"' in told(client, addresses.of_record(record, whole.agency))


def test_a_picture_that_cannot_be_read_is_a_file_like_any_other(client, whole):
    record = whole.live("news", files={"hong.jpg": b"\xff\xd8\xff\xe0 no picture"})
    page = told(client, addresses.of_record(record, whole.agency))
    assert '<img src="/mau-son/tep' not in page
    assert "hong.jpg" in page


def test_a_withheld_picture_is_neither_shown_nor_served(client, whole):
    record = whole.draft("news", files={"kin.jpg": jpeg()}, fields={"_withheld": {"file": "Điều 15"}})
    revised = record.get_latest_revision_as_object()
    for attachment in revised.attachments.all():
        attachment.field = "file"
    revised.save_revision(user=whole.editor)
    record = whole.approved(whole.again(record))
    assert "kin.jpg" not in told(client, addresses.of_record(record, whole.agency))
    assert client.get(addresses.of_file(record, whole.agency, record.attachments.get())).status_code == 404


def test_a_list_without_numbers_has_no_column_for_them(client, whole):
    whole.live("news", "articles", title="Khởi công hồ chứa")
    whole.live("legal-documents", fields={"number": "7/2026/QĐ-UBND"})
    assert '<th role="columnheader" scope="col">Ngày</th>' in listed(client, whole, "news")
    assert '<th role="columnheader" scope="col">Số, ngày</th>' in listed(client, whole, "legal-documents")


def test_an_article_is_read_before_its_author_and_source_are_told(client, whole):
    record = whole.live("news", fields={"content": "Lời bài viết.\n\nĐoạn hai.", "author": "Thu Hà", "source": "Báo Mẫu Sơn"})
    page = told(client, addresses.of_record(record, whole.agency))
    assert page.index("Đoạn hai.") < page.index("Thu Hà") < page.index("Báo Mẫu Sơn")


# --- consultations -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "vi", "en"),
    [
        (-5, 5, "Nhận góp ý đến hết", "Comments until"),
        (-5, 0, "Nhận góp ý đến hết", "Comments until"),
        (-5, -1, "Đã hết hạn góp ý", "Comments closed"),
        (3, 9, "Nhận góp ý từ", "Comments from"),
        (-5, None, "Đang nhận góp ý", "Open for comment"),
    ],
)
def test_a_draft_says_until_when_it_takes_comments_and_where(client, whole, first, last, vi, en):
    today = timezone.localdate()
    period = {"from": (today + timedelta(days=first)).isoformat()}
    if last is not None:
        period["until"] = (today + timedelta(days=last)).isoformat()
    record = whole.live("draft-consultations", "drafts", fields={"open": period, "email": "gopy@mauson.example"})
    for language, words in (("vi", vi), ("en", en)):
        assert words in listed(client, whole, "draft-consultations", language=language)
        page = told(client, addresses.of_record(record, whole.agency, language=language))
        assert words in page
        assert 'href="mailto:gopy@mauson.example"' in page


# --- the home page of a whole list -------------------------------------------------------------------------


def test_the_home_page_groups_every_section_and_drowns_none(client, whole):
    for number in range(5):
        whole.live("news", title=f"Tin {number}", fields={"happened_on": f"2026-11-{20 + number}"})
    whole.live("legal-documents", title="Văn bản duy nhất", fields={"issued_on": "2026-01-05"})
    page = told(client, addresses.of("home", "mau-son"))
    assert page.count("Tin 4") == 1
    assert "Tin 2" not in page, "at most two of one section"
    assert "Văn bản duy nhất" in page
    for words in ("Tin tức và văn bản", "Dịch vụ và hỏi đáp", "Thống kê, ngân sách", "Quy hoạch, kế hoạch"):
        assert f"<h3>{words}</h3>" in page
    assert "Tất cả 6" in page


def test_an_english_visitor_finds_what_is_written_in_english_first(client, whole):
    for part in ("about", "contacts", "services"):
        whole.live("english-pages", part, title=f"In English: {part}", language="en")
    whole.draft("english-pages", "about", title=SECRET, language="en")
    page = told(client, addresses.of("home", "mau-son", language="en"))
    assert page.index("In English: about") < page.index("What are you looking for?")
    assert "In English: services" in page
    assert SECRET not in page
    assert "Bằng tiếng Anh" not in told(client, addresses.of("home", "mau-son"))
    whole_page = listed(client, whole, "english-pages", language="en")
    assert all(f'id="{part}"' in whole_page for part in ("about", "contacts", "services"))


# --- what nobody may find -------------------------------------------------------------------------------

PARTS = [
    (obligation.id, part)
    for obligation in catalogue().asked(WHOLE)
    if not obligation.checked_only and Kind.PROVINCE in obligation.versions[-1].binds
    for part in (obligation.versions[-1].parts or {"general": None})
]


@pytest.mark.parametrize(("obligation", "part"), PARTS)
def test_a_person_s_data_is_on_no_face(client, whole, obligation, part):
    rules = [rule for rule in find_part(obligation, part, timezone.localdate()).fields if rule.personal]
    if not rules:
        return
    today = timezone.localdate()
    names = {
        rule.name: f"Riêng tư {rule.name}" if isinstance(value(rule, 1, today), str) else value(rule, 1, today) for rule in rules
    }
    record = whole.live(obligation, part, fields=names)
    for path in (
        addresses.of_record(record, whole.agency),
        addresses.of_section(whole.agency, catalogue().obligations[obligation]) + f"?phan={part}",
    ):
        assert "Riêng tư" not in told(client, path)


def test_a_file_of_a_draft_is_not_in_the_profile(client, whole):
    whole.draft("about-territory", "history", files={"nhap.pdf": PDF})
    assert "nhap.pdf" not in listed(client, whole, "about-territory")


def spokesperson(desk, agency, name):
    fields = {"agency": agency, "name": name, "telephone": "(0200) 0000 301", "email": "a@mauson.example"}
    return desk.live("spokesperson", "list", title=name, fields=fields)


def test_a_directory_on_a_profile_has_a_column_for_units_unless_they_hold_several(client, whole):
    spokesperson(whole, "Sở Y tế", "Lâm Thị Tuyết")
    spokesperson(whole, "Sở Xây dựng", "Phùng Đức Anh")
    page = listed(client, whole, "spokesperson")
    assert 'scope="rowgroup"' not in page
    assert 'data-l="Cơ quan"' in page
    spokesperson(whole, "Sở Y tế", "Hà Văn Tư")
    assert listed(client, whole, "spokesperson").count('scope="rowgroup"') == 2


def test_a_nil_return_in_a_catalogue_is_as_wide_as_the_table(client, whole):
    whole.live("online-services", "services", title="Khai sinh trực tuyến", fields={"name": "Khai sinh trực tuyến"})
    whole.live("online-services", "services", nil_return=True)
    page = listed(client, whole, "online-services", "?phan=services")
    columns = page.count('role="columnheader"')
    assert f'<td role="cell" colspan="{columns}"><a' in page
