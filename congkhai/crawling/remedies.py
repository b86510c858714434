"""The state a site ended in in; what it means, why, and what the site's webmaster can do, out."""

from __future__ import annotations

from collections.abc import Mapping

from congkhai.obstacles import meaning
from congkhai.records import Sentence, SiteSeen, SiteState

STATES: Mapping[SiteState, Sentence] = {
    SiteState.OK: Sentence("Đã xem được trang.", "The site was seen."),
    SiteState.PARTIAL: Sentence(
        "Chỉ xem được một phần; phần chưa xem không bị tính là thiếu.",
        "Only part of the site was seen; what was not seen is not counted as missing.",
    ),
    SiteState.DNS: Sentence(
        "Không tìm thấy tên miền. Hãy kiểm tra bản ghi DNS và hạn của tên miền.",
        "The host name was not found. Check its DNS records and whether the name has expired.",
    ),
    SiteState.REFUSED: Sentence(
        "Máy chủ từ chối hoặc ngắt kết nối. Hãy kiểm tra máy chủ web có đang chạy và trả lời đúng giao thức.",
        "The server refused or dropped the connection. Check that the web server is running and answers properly.",
    ),
    SiteState.TLS: Sentence(
        "Không lập được kết nối an toàn. Hãy kiểm tra hạn, tên miền và chuỗi chứng thư số (kể cả chứng thư trung gian).",
        "No secure connection could be made. Check the certificate's dates, names and chain (with the intermediate ones).",
    ),
    SiteState.TIMEOUT: Sentence(
        "Máy chủ không trả lời kịp sau nhiều lần thử. Hãy kiểm tra tải của máy chủ và tường lửa.",
        "The server did not answer in time, several times over. Check its load and its firewall.",
    ),
    SiteState.BLOCKED: Sentence(
        "Trang từ chối công cụ này. Hãy cho phép tác nhân “congkhai” trong tường lửa, hoặc khai báo địa chỉ công khai khác.",
        "The site turns this tool away. Let the user agent “congkhai” through the firewall, or declare another public address.",
    ),
    SiteState.ROBOTS: Sentence(
        "robots.txt không cho xem, hoặc không đọc được robots.txt. Hãy cho phép tác nhân “congkhai” trong robots.txt.",
        "robots.txt forbids the visit, or cannot be had. Allow the user agent “congkhai” in robots.txt.",
    ),
    SiteState.REDIRECT_LOOP: Sentence(
        "Trang chuyển hướng vòng quanh. Hãy kiểm tra các luật chuyển hướng (http, https, www).",
        "The site redirects in a circle. Check its redirect rules (http, https, www).",
    ),
    SiteState.SOFT_ERROR: Sentence(
        "Trang chỉ hiện trang báo lỗi. Hãy kiểm tra ứng dụng web và các đường dẫn.",
        "The site shows error pages only. Check the web application and its addresses.",
    ),
    SiteState.SCRIPT_WALL: Sentence(
        "Trang chỉ hiện nội dung khi trình duyệt chạy mã lệnh. Hãy cho nội dung có sẵn trong HTML.",
        "The site shows nothing without a browser that runs scripts. Put the content into the HTML itself.",
    ),
    SiteState.CRAWLER_FAULT: Sentence(
        "Lỗi của công cụ này, không phải của trang. Hãy báo cho chúng tôi.",
        "A fault of this tool, not of the site. Please tell us.",
    ),
}


def remedy(seen: SiteSeen) -> Sentence:
    """What a site's end means, why, and what its webmaster can do."""
    state = STATES[seen.state]
    if not seen.reason:
        return state
    why = meaning(seen.reason)
    return Sentence(f"{state.vi} ({why.vi})", f"{state.en} ({why.en})")
