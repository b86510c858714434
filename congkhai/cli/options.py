"""The options that several commands take in; their types, with names and helps in both languages, out."""

from __future__ import annotations

from typing import Annotated

import typer

from congkhai.records import Kind

Lang = Annotated[str, typer.Option("--lang", metavar="vi|en", help="Ngôn ngữ. / Language.")]
On = Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help="Ngày xét, mặc định hôm nay. / The day asked about; today.")]
Rules = Annotated[str, typer.Option("--rules", help="Bộ tiêu chí. / The rule set.")]
KindName = Annotated[str, typer.Option("--kind", metavar="|".join(Kind), help="Loại cơ quan. / The kind of agency.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON ra đầu ra chuẩn. / JSON on standard output.")]
Declare = Annotated[
    list[str] | None,
    typer.Option(
        "--declare", metavar="OBLIGATION=URL", help="Nơi đã công khai một nội dung; lặp lại được. / Where one is met; repeatable."
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Cho xem địa chỉ nội bộ. / Let loopback and private addresses be visited.")
]
Pages = Annotated[int, typer.Option("--pages", min=1, help="Xem nhiều nhất bấy nhiêu trang. / Visit at most so many pages.")]
PaceOf = Annotated[
    float, typer.Option("--pace", min=0, metavar="SECONDS", help="Nghỉ giữa hai lượt hỏi. / Rest between two requests.")
]
Contact = Annotated[
    str,
    typer.Option(
        "--contact", envvar="CONGKHAI_CONTACT", help="Thư hoặc trang để quản trị trang liên hệ. / Whom webmasters write to."
    ),
]
