"""A check's name in; what it asks of the site, by name and in both languages, out."""

from __future__ import annotations

from collections.abc import Mapping

from congkhai.catalogue.obligation import Check, Words

_UNITS = Words(vi="Liên kết tới đơn vị trực thuộc", en="Links to the agency's units")
ASPECTS: Mapping[Check, Mapping[str, Words]] = {
    Check.SEARCH: {"answer": Words(vi="Tìm kiếm có trả lời", en="A search is answered")},
    Check.SITE_MAP: {
        "tree": Words(vi="Sơ đồ cổng dạng cây", en="A site map to read"),
        "xml": Words(vi="Sơ đồ cổng dạng XML", en="A site map in XML"),
    },
    Check.PRINT_AND_SAVE: {
        "print": Words(vi="In tin, bài", en="Printing an item"),
        "save": Words(vi="Lưu tin, bài", en="Saving an item"),
    },
    # law: Circular 24/2011/TT-BTTTT, the elements that may not be left out
    Check.METADATA: {
        "title": Words(vi="Tiêu đề", en="Title"),
        "creator": Words(vi="Người tạo", en="Creator"),
        "date": Words(vi="Thời gian", en="Date"),
        "description": Words(vi="Mô tả", en="Description"),
        "publisher": Words(vi="Cơ quan ban hành", en="Publisher"),
        "identifier": Words(vi="Định danh", en="Identifier"),
    },
    Check.QUESTION_AND_STATUS: {
        "form": Words(vi="Gửi câu hỏi trực tiếp", en="Putting a question"),
        "status": Words(vi="Theo dõi tình trạng xử lý", en="Following what becomes of it"),
        "email": Words(vi="Địa chỉ thư điện tử tiếp nhận", en="An e-mail address for questions"),
    },
    Check.DOMAIN_RULE: {
        "vn": Words(vi="Tên miền quốc gia .vn", en="The national domain .vn"),
        "pattern": Words(vi="Cấp và dạng tên miền", en="Level and form of the name"),
    },
    Check.UNICODE: {
        "utf8": Words(vi="Mã hóa UTF-8", en="Encoded in UTF-8"),
        "composed": Words(vi="Chữ dựng sẵn", en="Composed letters"),
    },
    Check.LINKS: {
        "units": _UNITS,
        "agencies": Words(vi="Liên kết tới cơ quan nhà nước khác", en="Links to other state agencies"),
    },
    Check.UNIT_LINKS: {"units": _UNITS},
}
