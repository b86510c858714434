"""The id of a new obligation in; the file to begin it with out. It loads, and its examples fail until they are thought through."""

from __future__ import annotations

from congkhai.catalogue.obligation import Catalogue, Instrument

_BEGUN = """\
# yaml-language-server: $schema=../schema/obligation.json
# Nghĩa vụ mới. Đọc law/README.md, rồi sửa từng dòng có chữ "SỬA". Các ví dụ ở cuối tệp cố ý sai: chạy `make law`, máy sẽ chỉ từng
# dòng; khi mọi ví dụ đều đúng theo luật thì nghĩa vụ đã xong. Xong rồi thì xóa các lời dặn này và thêm id vào law/rulesets.yaml.
id: {id}
title: {{vi: "SỬA: tên nội dung phải công khai ({id})", en: "TO WRITE: name of what must be published ({id})"}}
slug: {{vi: {slug}, en: {slug}}}  # SỬA: địa chỉ trên cổng, chữ thường không dấu, gạch nối
group: about  # SỬA: direction, planning, science-law, documents, services, data, about
face: plain  # SỬA: cách cổng trình bày; register là bảng có số, ngày
summary:
  vi: "SỬA: một câu thường, nói người dân thấy gì ở đây."
  en: "TO WRITE: one plain sentence that says what people find here."

versions:
  - from: {begins}  # SỬA: ngày điều khoản có hiệu lực
    force: {force}  # binding: luật đang buộc; practice: chỉ là thông lệ tốt
    # text_not_seen: true   # nếu chưa ai đọc nguyên văn: bỏ dấu #, và bỏ parts, window, due
    cites:  # SỬA: văn bản (id trong law/instruments.yaml) và chỗ: Điều … khoản … điểm …
      - {{instrument: {instrument}, place: "Điều 1", role: {role}}}
    binds: [ministry, government_agency, department, province, commune]  # SỬA: ai phải công khai
    parts:  # SỬA: mỗi điều khoản nêu là một phần, xét riêng
      documents:
        title: {{vi: "SỬA: tên phần", en: "TO WRITE: name of the part"}}
        basis: law  # law: văn bản nêu; letter: công văn nêu; ours: chỉ hỏi biên tập viên, không xét
        nil: false  # true nếu được phép báo "không phát sinh"
        fields:  # basis: law chỉ khi điều khoản nêu đích danh trường ấy
          - {{name: number, type: document_number, basis: ours, title: {{vi: "Số, ký hiệu", en: "Number"}}}}
          - {{name: issued_on, type: date, role: issued, basis: ours, title: {{vi: "Ngày ban hành", en: "Issued on"}}}}
    window: {{months: 12}}  # SỬA: bản ghi nào được tính; in_force: true nếu là kế hoạch còn hiệu lực
    due: {{kind: none, why: "SỬA: luật định thời hạn thế nào; không định thì để none"}}

find:  # SỬA: các trang gọi nội dung này bằng tên gì
  labels: ["SỬA {id}"]

not_encoded: "SỬA: điều gì trong điều khoản mà máy không xét được."

examples:  # mỗi loại (met, unmet, unknown, look_alike) ít nhất một; mỗi phiên bản và mỗi phần ít nhất một
  - name: "SỬA: có một văn bản trong mười hai tháng"  # ví dụ này sai: có văn bản thì là full
    case: met
    on: {on}
    kind: ministry
    shown:
      - {{part: documents, fields: {{number: 1/QĐ}}, dates: {{issued: {on}}}}}
    expect: {{completeness: none}}

  - name: "SỬA: không thấy gì"  # ví dụ này sai: không thấy gì thì là none
    case: unmet
    on: {on}
    kind: ministry
    expect: {{completeness: full}}

  - name: "SỬA: không vào được trang"  # ví dụ này sai: không xem được thì là unknown
    case: unknown
    on: {on}
    kind: ministry
    sight: poor
    expect: {{completeness: none}}

  - name: "SỬA: trang dễ nhầm nhưng không phải"  # ví dụ này sai: viết tên của một mục khác, giống mà không phải
    case: look_alike
    on: {on}
    kind: ministry
    page: {{label: "SỬA {id}", title: "SỬA {id}", text: "SỬA"}}
    recognised: false
"""


def begun(identifier: str, catalogue: Catalogue) -> str:
    """The text of a new obligation's file. It cites the newest law in force that was read, for the writer to put right."""
    name, instrument = _newest(catalogue)
    addresses = {slug for one in catalogue.obligations.values() for slug in (one.slug.vi, one.slug.en)}
    begins = instrument.from_ or instrument.issued
    binding = instrument.from_ is not None and instrument.until is None
    return _BEGUN.format(
        id=identifier,
        slug=identifier if identifier not in addresses else f"{identifier}-moi",
        begins=begins,
        on=begins,
        instrument=name,
        force="binding" if binding else "practice",
        role="norm" if binding else "former",
    )


def _newest(catalogue: Catalogue) -> tuple[str, Instrument]:
    read = [item for item in catalogue.instruments.items() if not item[1].text_not_seen] or list(catalogue.instruments.items())
    return max(read, key=lambda item: (item[1].from_ is not None and item[1].until is None, item[1].issued, item[0]))
