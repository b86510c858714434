"""The code that says why a site or a place was not seen well in; the same in words out. The crawler writes these codes, and every
sentence that rests on poor sight (``Sight.reason``, ``SiteSeen.reason``) is written from them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from congkhai.records import Sentence

_CODES: Mapping[str, Sentence] = {
    "": Sentence("không có ghi nhận về việc xem trang", "no visit is on record"),
    "bad_address": Sentence("địa chỉ không hợp lệ", "the address is none"),
    "bad_redirect": Sentence("chuyển hướng đến nơi không phải trang web", "it redirects to what is no page"),
    "blocked": Sentence("máy chủ từ chối nhiều lần liền", "the server turned us away many times in a row"),
    "budget_bytes": Sentence("hết dung lượng được tải trong một lượt", "the download budget ran out"),
    "budget_pages": Sentence("hết số trang được xem trong một lượt", "the page budget ran out"),
    "budget_seconds": Sentence("hết thời gian của một lượt xem", "the time budget ran out"),
    "by_script": Sentence("chỉ trình duyệt chạy mã lệnh mới mở được mục này", "only a browser that runs scripts could open it"),
    "captcha": Sentence("trang đòi nhập mã xác nhận", "the page asks for a captcha"),
    "certificate": Sentence("chứng thư số không hợp lệ", "the certificate does not hold"),
    "connection_refused": Sentence("máy chủ không nhận kết nối", "the server takes no connection"),
    "dropped": Sentence("kết nối bị ngắt giữa chừng", "the connection was cut off"),
    "elsewhere": Sentence("mục này dẫn sang tên miền khác", "it lies on another domain; declare its address"),
    "error_page": Sentence("địa chỉ dẫn đến trang báo lỗi", "the address leads to an error page"),
    "error_pages_only": Sentence("mọi trang con đều báo lỗi", "every page beyond the home is an error page"),
    "firewall": Sentence("tường lửa của trang chặn lượt xem", "the site's firewall stopped the visit"),
    "handshake": Sentence("không thống nhất được giao thức an toàn", "no secure protocol could be agreed"),
    "home_is_no_page": Sentence("trang chủ không phải trang HTML", "the home is no HTML page"),
    "illegible": Sentence("trang dùng phông chữ cũ không đọc được", "the pages are in an old font that could not be read"),
    "list_too_long": Sentence("danh sách dài quá số trang được xem", "the list is longer than the pages that may be visited"),
    "login": Sentence("trang đòi đăng nhập", "the page asks for a sign-in"),
    "malformed": Sentence("câu trả lời không đúng giao thức", "the answer is not proper HTTP"),
    "media": Sentence("địa chỉ là hình ảnh, âm thanh hoặc phim", "the address is a picture, a sound or a film"),
    "menu_by_script": Sentence("trình đơn cần trình duyệt chạy mã lệnh", "the menu needs a browser that runs scripts"),
    "menu_not_read": Sentence("có trang trong trình đơn chưa xem được", "pages of the menu could not be read"),
    "menu_too_long": Sentence("trình đơn dài quá số trang được xem", "the menu is longer than the pages that may be visited"),
    "more_by_script": Sentence("nút “xem thêm” cần trình duyệt chạy mã lệnh", "its “load more” needs a browser that runs scripts"),
    "moved": Sentence("trang chủ chuyển sang tên miền khác", "the home redirects to another domain"),
    "name_server": Sentence("máy chủ tên miền không trả lời", "the name server did not answer"),
    "no_address": Sentence("sổ cơ quan chưa ghi địa chỉ trang", "the register has no address for it"),
    "no_such_name": Sentence("không tìm thấy tên miền", "the host name was not found"),
    "no_domain_name": Sentence(
        "trang được xem bằng địa chỉ số, không có tên miền", "the site was seen by a bare address, not a name"
    ),
    "no_page_to_try": Sentence("không có trang nào để thử", "there was no page to try it on"),
    "not_visited": Sentence("chưa xem đến", "it was not reached"),
    "pages_by_script": Sentence("sang trang cần trình duyệt chạy mã lệnh", "its pages turn only in a browser that runs scripts"),
    "private_address": Sentence("địa chỉ nội bộ, không thuộc Internet", "the address is private, not of the Internet"),
    "reading_fault": Sentence("công cụ này không đọc được một trang", "this tool failed to read one of the pages"),
    "redirect_loop": Sentence("trang chuyển hướng vòng quanh", "it redirects in a circle"),
    "robots": Sentence("robots.txt không cho phép xem", "robots.txt forbids it"),
    "script": Sentence("nội dung cần trình duyệt chạy mã lệnh", "the content needs a browser that runs scripts"),
    "search_by_script": Sentence("ô tìm kiếm cần trình duyệt chạy mã lệnh", "its search needs a browser that runs scripts"),
    "search_not_tried": Sentence("có ô tìm kiếm nhưng chưa thử được", "there is a search form, but it could not be tried"),
    "sent_home": Sentence("địa chỉ dẫn về trang chủ", "the address leads back to the home page"),
    "shown_from_elsewhere": Sentence("nội dung nhúng từ trang khác", "the content is embedded from another site"),
    "soft_404": Sentence("trang báo lỗi với mã thành công", "an error page with a success code"),
    "stopped_answering": Sentence("máy chủ ngừng trả lời giữa chừng", "the server stopped answering midway"),
    "timeout": Sentence("máy chủ không trả lời kịp", "the server did not answer in time"),
    "too_large": Sentence("trang lớn quá giới hạn", "the page is larger than the limit"),
    "too_many_leads": Sentence("quá nhiều mục gần giống, chưa xem hết", "too many similar places to visit them all"),
}
_STATUS = re.compile(r"(robots_)?http_(\d{3})")

NOT_HELD = Sentence("nên không kết luận là thiếu.", "so nothing is held to be missing.")  # ends the judge's word on poor sight


def meaning(code: str) -> Sentence:
    """What a reason code of SiteSeen or Sight means; the code itself where it is none of ours."""
    if status := _STATUS.fullmatch(code):
        what = "robots.txt: " if status[1] else ""
        return Sentence(f"{what}máy chủ trả lời mã {status[2]}", f"{what}the server answered {status[2]}")
    return _CODES.get(code, Sentence(f"mã {code}", f"code {code}"))
