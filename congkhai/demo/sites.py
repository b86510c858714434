"""Six invented agencies' sites, differently good and differently built: a day in, every page of a site out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote

from congkhai.catalogue.obligation import Catalogue, FieldRule, FieldType, Version
from congkhai.catalogue.workdays import after
from congkhai.demo import papers, skins
from congkhai.demo.items import Item, items
from congkhai.demo.skins import Link, Row, Sheet, dmy
from congkhai.records import Kind
from congkhai.text import slug

PER_PAGE = 10
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Section:
    """One menu entry: records of an obligation (its ``parts``, None for all; ``stale`` days older, ``late`` working days later than
    they should be), a nil return, or words where content should be."""

    label: str
    obligation: str = ""
    parts: tuple[str, ...] | None = None
    stale: int = 0
    late: int = 0
    take: int = 20
    drop: tuple[str, ...] = ()  # fields that the site leaves out
    words: tuple[str, ...] = ()
    nil: bool = False
    weeks_ahead: int = 0


@dataclass(frozen=True)
class Style:
    """How a system draws pages and names them."""

    draw: Callable[[str, Sequence[Link], Sheet, date], str]
    list_href: Callable[[str, int, int], str]  # slug, number, page
    page_href: Callable[[str, str, int], str]  # section slug, own slug, number
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Site:
    """One invented agency's site. ``wall`` is a cookie that must be carried; ``down``: nothing answers."""

    key: str
    name: str
    kind: Kind
    style: Style
    sections: tuple[Section, ...]
    wall: bool = False
    down: bool = False


@dataclass(frozen=True)
class Page:
    """One answer. A paper is printed when somebody asks for it."""

    content_type: str
    body: bytes | Callable[[], bytes]


SHAREPOINT = Style(
    skins.sharepoint,
    lambda s, n, p: f"/Pages/chuyen-muc.aspx?CatID={n}" + (f"&Page={p}" if p > 1 else ""),
    lambda s, own, n: f"/Pages/chi-tiet.aspx?ItemID={n}",
)
NUKEVIET = Style(
    skins.nukeviet,
    lambda s, n, p: f"/vi/{s}/" + (f"page-{p}/" if p > 1 else ""),
    lambda s, own, n: f"/vi/{s}/{own}-{n}.html",
)
LIFERAY = Style(
    skins.liferay,
    lambda s, n, p: f"/web/guest/{s}" + (f"?p_p_id=101_INSTANCE_x{n}&_101_INSTANCE_x{n}_cur={p}" if p > 1 else ""),
    lambda s, own, n: f"/web/guest/{s}/-/asset_publisher/x{n}/content/{own}",
)
HANDMADE = Style(
    skins.handmade,
    lambda s, n, p: f"/{s}.htm" if p == 1 else f"/{s}_{p}.htm",
    lambda s, own, n: f"/tin{n}.htm",
    encoding="windows-1258",
)

_MINISTRY = (
    Section("Văn bản chỉ đạo điều hành", "leader-directives"),
    Section("Trả lời kiến nghị", "petition-replies"),
    Section("Khen thưởng", "rewards-and-sanctions", ("rewards",)),
    Section("Xử phạt vi phạm hành chính", "rewards-and-sanctions", ("sanctions",)),
    Section("Lịch công tác của lãnh đạo", "leaders-schedule"),
    Section("Chiến lược, quy hoạch, kế hoạch", "national-strategies-and-plans"),
    Section("Danh mục đề tài", "science-programmes"),
    Section("Kết quả nghiệm thu đề tài", "science-results"),
    Section("Phổ biến giáo dục pháp luật", "legal-dissemination"),
)
_PROVINCE = (
    *_MINISTRY[:5],
    Section("Chiến lược, quy hoạch, kế hoạch", "local-strategies-and-plans"),
    Section("Chính sách ưu đãi đầu tư", "investment-calls", ("policy",)),
    Section("Cơ hội đầu tư", "investment-calls", ("opportunity",)),
    Section("Danh mục dự án kêu gọi đầu tư", "investment-calls", ("project",)),
    Section("Quy hoạch xây dựng", "construction-and-urban-plans", ("construction",)),
    Section("Quy hoạch đô thị", "construction-and-urban-plans", ("urban",)),
    Section("Quy hoạch, kế hoạch sử dụng đất", "land-use-plans", ("masterplan", "plan")),
    Section("Thu hồi đất, giải phóng mặt bằng", "land-use-plans", ("clearance",)),
    Section("Quy hoạch khoáng sản", "natural-resources", ("plan",)),
    Section("Cấp phép khai thác khoáng sản", "natural-resources", ("activity",)),
    Section("Bảo vệ môi trường", "natural-resources", ("environment",)),
    *_MINISTRY[6:],
)


def _but(sections: Sequence[Section], **changes: Section | None) -> tuple[Section, ...]:
    """The sections with some put otherwise, by the slug of their label with underscores; None leaves one out."""
    keyed = {slug(s.label).replace("-", "_"): s for s in sections}
    unknown = changes.keys() - keyed.keys()
    if unknown:
        raise KeyError(f"no such section: {', '.join(sorted(unknown))}")
    return tuple(s for s in (changes.get(k, v) for k, v in keyed.items()) if s is not None)


def _sites() -> tuple[Site, ...]:
    waiting = ("Nội dung đang được cập nhật.",)
    return (
        Site("bo-hai-dao", "Bộ Hải đảo", Kind.MINISTRY, SHAREPOINT, _MINISTRY),
        Site(
            "bo-song-ngoi",
            "Bộ Sông ngòi",
            Kind.MINISTRY,
            LIFERAY,
            _but(
                _MINISTRY,
                tra_loi_kien_nghi=Section("Hỏi đáp", words=waiting),
                xu_phat_vi_pham_hanh_chinh=None,
                lich_cong_tac_cua_lanh_dao=Section(
                    "Lịch tiếp công dân", words=("Bộ trưởng tiếp công dân ngày 15 hằng tháng tại Trụ sở tiếp công dân.",)
                ),
                chien_luoc_quy_hoach_ke_hoach=Section("Chiến lược, quy hoạch, kế hoạch", "national-strategies-and-plans", late=25),
                danh_muc_de_tai=None,
                ket_qua_nghiem_thu_de_tai=None,
            ),
        ),
        Site(
            "tinh-khuoi-lan",
            "Ủy ban nhân dân tỉnh Khuổi Lạn",
            Kind.PROVINCE,
            NUKEVIET,
            _but(
                _PROVINCE,
                xu_phat_vi_pham_hanh_chinh=Section("Xử phạt vi phạm hành chính", "rewards-and-sanctions", ("sanctions",), nil=True),
                lich_cong_tac_cua_lanh_dao=Section("Lịch công tác của lãnh đạo", "leaders-schedule", weeks_ahead=1),
                danh_muc_de_tai=Section("Danh mục đề tài", "science-programmes", drop=("host",)),
                thu_hoi_dat_giai_phong_mat_bang=None,
            ),
        ),
        Site(
            "tinh-dong-vong",
            "Ủy ban nhân dân tỉnh Đông Vòng",
            Kind.PROVINCE,
            HANDMADE,
            _but(
                _PROVINCE,
                van_ban_chi_dao_dieu_hanh=Section("Văn bản chỉ đạo điều hành", "leader-directives", stale=800),
                khen_thuong=Section("Người tốt, việc tốt", words=("Gương sáng giữa đời thường: anh nông dân hiến đất làm đường.",)),
                xu_phat_vi_pham_hanh_chinh=None,
                danh_muc_de_tai=None,
                ket_qua_nghiem_thu_de_tai=None,
                bao_ve_moi_truong=None,
            ),
        ),
        Site("tinh-ban-ha", "Ủy ban nhân dân tỉnh Bản Hạ", Kind.PROVINCE, NUKEVIET, _PROVINCE, wall=True),
        Site("tinh-cua-song", "Ủy ban nhân dân tỉnh Cửa Sông", Kind.PROVINCE, NUKEVIET, _PROVINCE, down=True),
    )


SITES = _sites()


def encode(text: str, encoding: str) -> bytes:
    """Text in a site's encoding. windows-1258 writes most tones as marks of their own after the letter."""
    if encoding != "windows-1258":
        return text.encode(encoding)
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            tone = next((m for m in marks if m in _TONES), "")
            out += (unicodedata.normalize("NFC", marks.replace(tone, "")) + tone).encode("cp1258")
    return bytes(out)


def _words(rule: FieldRule, value: Any) -> str:
    """A field's value as a site prints it."""
    if value in (None, "", []):
        return ""
    if rule.type is FieldType.DATE:
        return dmy(date.fromisoformat(value))
    if rule.type is FieldType.PERIOD:
        return f"{dmy(date.fromisoformat(value['from']))} - {dmy(date.fromisoformat(value['until']))}"
    if rule.type is FieldType.MONEY:
        return f"{value:,} đồng".replace(",", ".")
    if rule.type is FieldType.CHOICE:
        return next((c.title.vi for c in rule.choices if c.value == value), str(value))
    return str(value)


class _Builder:
    """Collects one site's pages."""

    def __init__(self, site: Site, catalogue: Catalogue, closed: Container[date], on: date) -> None:
        self.site, self.catalogue, self.closed, self.on = site, catalogue, closed, on
        self.pages: dict[str, Page] = {}
        self.slugs = [slug(s.label) for s in site.sections]
        self.home = Link("Trang chủ", "/")
        self.menu = (
            self.home,
            Link("Giới thiệu", "/gioi-thieu.html"),
            *(
                Link(s.label, site.style.list_href(k, n, 1))
                for n, (k, s) in enumerate(zip(self.slugs, site.sections, strict=True), 1)
            ),
            Link("Liên hệ", "/lien-he.html"),
        )

    def draw(self, href: str, sheet: Sheet) -> None:
        text = self.site.style.draw(self.site.name, self.menu, sheet, self.on)
        charset = self.site.style.encoding
        self.pages[href] = Page(f"text/html; charset={charset}", encode(text, charset))

    def build(self) -> Mapping[str, Page]:
        news = ("Hội nghị giao ban công tác tháng.", "Khai mạc hội thi thể thao cơ quan.")
        self.draw("/", Sheet(self.site.name, paragraphs=news))
        self.draw("/gioi-thieu.html", Sheet("Giới thiệu", (self.home,), paragraphs=("Chức năng, nhiệm vụ và cơ cấu tổ chức.",)))
        self.draw("/lien-he.html", Sheet("Liên hệ", (self.home,), paragraphs=("Điện thoại: (0200) 0000 100.",)))
        for number, (key, section) in enumerate(zip(self.slugs, self.site.sections, strict=True), 1):
            self.section(number, key, section)
        paths = "".join(f"<url><loc>{{root}}{quote(p, safe='/?&=_').replace('&', '&amp;')}</loc></url>" for p in self.pages)
        self.pages["/sitemap.xml"] = Page(
            "application/xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{paths}</urlset>'.encode()
        )
        self.pages["/robots.txt"] = Page("text/plain", b"User-agent: *\nDisallow: /quan-tri/\nSitemap: {root}/sitemap.xml\n")
        return self.pages

    def section(self, number: int, key: str, section: Section) -> None:
        href = self.site.style.list_href(key, number, 1)
        if not section.obligation:
            self.draw(href, Sheet(section.label, (self.home,), paragraphs=section.words))
            return
        obligation = self.catalogue.obligations[section.obligation]
        version = obligation.version_on(self.on)
        assert version is not None
        found = [
            i
            for i in items(self.on, self.closed, obligation=section.obligation, agency=self.site.name)
            if i.posted_on and not i.nil
        ]
        found = [i for i in found if section.parts is None or i.part in section.parts][: section.take]
        if section.nil:
            self.draw(href, Sheet(section.label, (self.home,), rows=(self.nil(number, key, section),)))
            return
        if obligation.face == "calendar":
            self.schedule(href, section, version, found)
            return
        columns = [f for f in self.fields(section, version, found) if f.basis == "law" and f.type is not FieldType.FILE]
        rows = tuple(self.record(number * 100 + n, key, section, version, item, columns) for n, item in enumerate(found, 1))
        last = max(1, -(-len(rows) // PER_PAGE))
        for page in range(1, last + 1):
            self.draw(
                self.site.style.list_href(key, number, page),
                Sheet(
                    section.label,
                    (self.home,),
                    columns=tuple(c.title.vi for c in columns),
                    rows=rows[(page - 1) * PER_PAGE : page * PER_PAGE],
                    total=len(rows),
                    pages=tuple(Link(str(p), self.site.style.list_href(key, number, p)) for p in range(1, last + 1))
                    if last > 1
                    else (),
                ),
            )

    def fields(self, section: Section, version: Version, found: Sequence[Item]) -> list[FieldRule]:
        if not found:
            return []
        return [f for f in version.parts[found[0].part].fields if f.name not in section.drop]

    def posted(self, section: Section, item: Item) -> date:
        assert item.posted_on is not None
        return min(after(item.posted_on, section.late, self.closed) if section.late else item.posted_on, self.on)

    def record(self, number: int, key: str, section: Section, version: Version, item: Item, columns: Sequence[FieldRule]) -> Row:
        item = _older(item, section.stale)
        posted = self.posted(section, item)
        rules = [f for f in version.parts[item.part].fields if f.name not in section.drop]
        own = slug(item.title, 60)
        href = self.site.style.page_href(key, own, number)
        facts = [(f.title.vi, _words(f, item.fields.get(f.name))) for f in rules if f.type not in (FieldType.ROWS, FieldType.FILE)]
        if item.number and not any(v == item.number for _, v in facts):
            facts.insert(0, ("Số ký hiệu", item.number))
        lines = tuple(f"{k}: {v}" for k, v in facts if v)
        files = []
        names = [f.title.vi for f in rules if f.type is FieldType.FILE and item.fields.get(f.name)] or (
            ["Toàn văn"] if item.files else []
        )
        for n, name in enumerate(names, 1):
            path = f"/tep/{number}-{n}/{slug(name, 40)}.pdf"
            self.pages[path] = Page("application/pdf", partial(papers.pdf, self.site.name, item.number, item.title, lines))
            files.append(Link(f"{name}.pdf", path))
        self.draw(
            href,
            Sheet(
                item.title,
                (self.home, Link(section.label, "")),
                posted_on=posted,
                facts=tuple((k, v) for k, v in facts if v),
                paragraphs=tuple(filter(None, (item.summary, item.body))),
                files=tuple(files),
            ),
        )
        return Row(Link(item.title, href), item.number, posted, tuple(_words(c, item.fields.get(c.name)) for c in columns))

    def nil(self, number: int, key: str, section: Section) -> Row:
        first = self.on.replace(day=1)
        title = f"Không phát sinh quyết định xử phạt từ ngày {dmy(first.replace(month=1))} đến ngày {dmy(self.on)}"
        href = self.site.style.page_href(key, slug(title, 60), number * 100)
        words = (title + ".", "Người duyệt: Trưởng Ban Biên tập.")
        self.draw(href, Sheet(title, (self.home, Link(section.label, "")), posted_on=self.on, paragraphs=words))
        return Row(Link(title, href), "", self.on)

    def schedule(self, href: str, section: Section, version: Version, found: Sequence[Item]) -> None:
        rule = next(f for f in next(iter(version.parts.values())).fields if f.type is FieldType.ROWS)
        week = sorted((i for i in found if i.period), key=lambda i: abs((i.period[0] - self.on).days) if i.period else 0)
        chosen = [i for i in week if i.period and (i.period[0] > self.on) == bool(section.weeks_ahead)][:1]
        for item in chosen:
            assert item.period
            shown = [r for r in item.fields[rule.name] if r.get("status") != "private"]
            self.draw(
                href,
                Sheet(
                    section.label,
                    (self.home,),
                    posted_on=self.posted(section, item),
                    paragraphs=(f"Từ ngày {dmy(item.period[0])} đến ngày {dmy(item.period[1])}",),
                    table=(
                        tuple(c.title.vi for c in rule.columns),
                        tuple(tuple(_words(c, r.get(c.name)) for c in rule.columns) for r in shown),
                    ),
                ),
            )


def _older(item: Item, days: int) -> Item:
    if not days:
        return item
    back = date.fromordinal(item.duty_on.toordinal() - days)
    posted = date.fromordinal(item.posted_on.toordinal() - days) if item.posted_on else None
    fields = {k: back.isoformat() if v == item.duty_on.isoformat() else v for k, v in item.fields.items()}
    return Item(item.obligation, item.part, item.title, item.number, back, posted, fields, item.summary, item.body, item.files)


def build(site: Site, catalogue: Catalogue, closed: Container[date], on: date) -> Mapping[str, Page]:
    """Every page of a site as it stands on a day, by path with query. ``{root}`` in robots and site map stands for its address."""
    return _Builder(site, catalogue, closed, on).build()
