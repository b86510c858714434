"""A YAML file in; plain values out with the line of each, or problems. Stricter than YAML, so that nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from congkhai.catalogue.problem import LawError, Place, Problem, Source, Told
from congkhai.text import nfc

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def decoded(path: Path, file: str) -> str:
    """A file's text: UTF-8 with or without a byte order mark, in NFC. ``file`` is the name problems give it. Raises LawError."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except IsADirectoryError:
        vi = ("đây là một thư mục, không phải tệp", "đổi tên thư mục, hoặc đưa nó đi nơi khác")
        en = ("this is a folder, not a file", "rename it, or put it elsewhere")
        raise LawError([Problem.at(file, 1, vi, en)]) from None
    except OSError as error:
        vi = ("không mở được tệp này", f"kiểm tra {path} có ở đó và được phép đọc")
        en = (f"the file cannot be opened ({error.strerror})", f"see that {path} is there and may be read")
        raise LawError([Problem.at(file, 1, vi, en)]) from None
    except UnicodeDecodeError as error:
        vi = ("tệp không được ghi bằng bảng mã UTF-8", 'ghi lại tệp với bảng mã "UTF-8"')
        en = ("the file is not written in UTF-8", 'save it again with the encoding "UTF-8"')
        raise LawError([Problem.at(file, content.count(b"\n", 0, error.start) + 1, vi, en)]) from None
    if control := _CONTROL.search(text):
        code = f"U+{ord(control[0]):04X}"
        vi = (f"có ký tự điều khiển {code} không nhìn thấy được", "xóa ký tự ấy, gõ lại dòng này")
        en = (f"there is an invisible control character, {code}", "delete it and type the line again")
        raise LawError([Problem.at(file, text.count("\n", 0, control.start()) + 1, vi, en)])
    return nfc(text)


_MAX_DEPTH, _MAX_VALUES = 40, 100_000  # far beyond any honest file; an alias inside itself ends here
_MOST_PROBLEMS = 100  # of one file at once: whoever has more has one cause for them
_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")
_TAG_OF = dict(zip((yaml.ScalarNode, yaml.SequenceNode, yaml.MappingNode), _TAGS, strict=True))
_MEANT = {"null", "yes", "no", "on", "off", "true", "false"}
_NULL = re.compile(r"~|null|Null|NULL|")
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?")
# What YAML readers take for true and false, though people mean a word; and for numbers, though people mean a code or an hour.
_PERHAPS_TRUTH = re.compile(r"yes|no|on|off|true|false", re.IGNORECASE)
_PERHAPS_NUMBER = re.compile(
    r"[-+]?(?:0[0-9_]+|0[xob][0-9a-f_]+|[0-9][0-9_]*_[0-9_]*|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
    r"|[0-9]+(?:\.[0-9]*)?e[-+]?[0-9]+|[0-9]+\.|\.[0-9]+|0[0-9_]*\.[0-9]+|\.inf|\.nan)",
    re.IGNORECASE,
)


class _Loader(yaml.CBaseLoader):
    """Takes each node as it is written: what a plain word is, _Plain says."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        return _TAG_OF[kind]


def read(path: Path, file: str) -> tuple[Any, Source]:
    """A YAML file as mappings, lists, text, numbers, true, false and None; days stay text. What other readers would guess at
    (``012``, ``12:30``, ``yes``), repeated keys, tags and merges are problems. Raises LawError."""
    text = decoded(path, file)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise LawError([_syntax_problem(error, text, file)]) from None
    if root is None:
        vi = ("tệp trống", "viết nội dung theo mẫu một tệp cùng thư mục, hoặc xóa tệp")
        en = ("the file is empty", "write it after one beside it, or delete it")
        raise LawError([Problem.at(file, 1, vi, en)])
    plain = _Plain(file)
    value = plain.value(root, ())
    if plain.problems:
        raise LawError(plain.problems)
    return value, Source(file, plain.lines)


class _Plain:
    """Turns nodes into plain values, and gathers lines and problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._values = 0

    def _wrong(self, node: yaml.Node, vi: Told, en: Told) -> None:
        self.problems.append(Problem.at(self.file, node.start_mark.line + 1, vi, en))
        if len(self.problems) >= _MOST_PROBLEMS:
            raise LawError(self.problems)

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.lines.setdefault(place, node.start_mark.line + 1)
        self._values += 1
        if len(place) > _MAX_DEPTH or self._values > _MAX_VALUES:
            vi = ("nội dung quá lớn, lồng nhau quá sâu, hoặc tự tham chiếu chính nó", "viết nội dung ra thay cho tham chiếu (*)")
            en = ("this is too large, nested too deep, or refers to itself", "write the content out in place of the alias (*)")
            self._wrong(node, vi, en)
            raise LawError(self.problems)
        if node.tag not in _TAGS:
            vi = ('nhãn kiểu "!…" không dùng trong tệp luật', "xóa nhãn ấy")
            en = ('tags ("!…") are not used in law files', "delete the tag")
            self._wrong(node, vi, en)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, position)) for position, item in enumerate(node.value)]
        return self._scalar(node) if _is_plain(node) else node.value

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode) or (key == "<<" and _is_plain(key_node)):
                vi = ("khóa phải là một từ", 'viết dưới dạng "khóa: giá trị"')
                en = ("a key must be a word", 'write it as "key: value"')
                self._wrong(key_node, vi, en)
            elif key in mapping:
                line = self.lines[*place, key]
                vi = (f'khóa "{key}" lặp lại, đã có ở dòng {line}', "xóa hoặc đổi tên một trong hai")
                en = (f'the key "{key}" is repeated, it is on line {line} already', "delete or rename one of the two")
                self._wrong(key_node, vi, en)
            else:
                self.lines[*place, key] = key_node.start_mark.line + 1
                mapping[key] = self.value(value_node, (*place, key))
        return mapping

    def _scalar(self, node: yaml.Node) -> str | int | float | bool | None:
        written: str = node.value
        if written[:1].isalpha() and written.lower() not in _MEANT:  # most are words, and need no closer look
            return written
        if _NULL.fullmatch(written):
            return None
        if written in ("true", "false"):
            return written == "true"
        if _WHOLE.fullmatch(written):
            return int(written)
        if _DECIMAL.fullmatch(written):
            return float(written)
        if _PERHAPS_TRUTH.fullmatch(written):
            vi = (
                f'"{written}" có thể bị hiểu là đúng hoặc sai',
                f'viết true hoặc false; nếu là chữ thì viết trong nháy: "{written}"',
            )
            en = (
                f'"{written}" may be taken for true or false',
                f'write true or false; if it is text put it in quotes: "{written}"',
            )
            self._wrong(node, vi, en)
        elif _PERHAPS_NUMBER.fullmatch(written):
            vi = (
                f'"{written}" có thể bị hiểu thành một số khác',
                f'nếu là chữ thì viết trong nháy: "{written}"; nếu là số, viết như 12',
            )
            en = (
                f'"{written}" may be taken for another number',
                f'if it is text put it in quotes: "{written}"; if a number, write as 12',
            )
            self._wrong(node, vi, en)
        elif _DAY.fullmatch(written) and not _is_day(written):
            vi = (f'"{written}" không phải là một ngày', "viết năm-tháng-ngày, như 2012-09-27; nếu là chữ thì viết trong nháy")
            en = (f'"{written}" is not a day', "write year-month-day, as 2012-09-27; if it is text put it in quotes")
            self._wrong(node, vi, en)
        return written


def _is_plain(node: yaml.Node) -> bool:
    """Whether a scalar stands without quotes, so that its spelling decides what it is."""
    return isinstance(node, yaml.ScalarNode) and not node.style


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


# What libyaml says; whether its line is where the broken thing began, rather than where reading stopped; our words for it.
_SYNTAX: tuple[tuple[str, bool, Told, Told], ...] = (
    (
        "mapping values are not allowed",
        False,
        (
            'dấu hai chấm ":" đứng sai chỗ',
            "nếu giá trị chứa dấu hai chấm thì viết cả giá trị trong nháy; nếu không, xem lại thụt dòng",
        ),
        ('a colon ":" stands where none may', "if the value holds a colon put all of it in quotes; else mend the indentation"),
    ),
    (
        "could not find expected ':'",
        True,
        ('thiếu dấu hai chấm ":" sau khóa', 'viết "khóa: giá trị"'),
        ('the colon ":" after a key is missing', 'write "key: value"'),
    ),
    (
        "unexpected end of stream",
        True,
        ("dấu nháy mở ở đây không được đóng", "thêm dấu nháy ở cuối giá trị"),
        ("the quote opened here is never closed", "close it at the end of the value"),
    ),
    (
        "did not find expected ','",
        True,
        ("dấu [ hoặc { mở ở đây không được đóng", "thêm dấu phẩy còn thiếu, hoặc ] hay } ở cuối"),
        ("the [ or { opened here is not closed", "add the missing comma, or ] or } at its end"),
    ),
    (
        "did not find expected",
        False,
        ("thụt dòng ở đây không khớp với các dòng trên", "đặt các khóa, hay các gạch đầu dòng, cùng cấp thẳng một cột"),
        ("the indentation does not fit the lines above", "start the keys, or dashes, of one level in one column"),
    ),
    (
        "cannot start any token",
        False,
        ("giá trị bắt đầu bằng một ký tự đặc biệt", "viết cả giá trị trong nháy"),
        ("the value starts with a special character", "put all of it in quotes"),
    ),
    (
        "unknown escape character",
        False,
        ("dấu \\ trong nháy kép có nghĩa riêng", "dùng nháy đơn '…', hoặc viết \\\\"),
        ("a \\ inside double quotes has a meaning of its own", "use single quotes '…', or write \\\\"),
    ),
    (
        "undefined alias",
        False,
        ("dấu * trỏ tới một tên chưa được đặt bằng &", "nếu * là chữ thì viết giá trị trong nháy; nếu không, sửa tên"),
        ("* points to a name that no & gave", "if * is text put the value in quotes; else mend the name"),
    ),
    (
        "another document",
        False,
        ('tệp có hai phần cách nhau bằng "---"', 'xóa dòng "---": mỗi tệp chỉ có một nội dung'),
        ('the file has two documents parted by "---"', 'delete the line "---": a file holds one document'),
    ),
)


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    said = str(error.problem)
    began, vi, en = next(
        ((began, vi, en) for words, began, vi, en in _SYNTAX if words in said),
        (
            False,
            ("tệp không đúng cú pháp YAML", "xem lại dấu nháy, dấu hai chấm và thụt dòng"),
            (f"this is not YAML: {said}", "look at quotes, colons and indentation"),
        ),
    )
    mark = (error.context_mark if began else None) or error.problem_mark
    line = mark.line if mark else 0
    indents = [re.match(r"\s*", written)[0] for written in text.split("\n")]  # type: ignore[index]  # always matches
    tabbed = next((n for n in (line, line + 1) if n < len(indents) and "\t" in indents[n]), None)
    if tabbed is not None:
        line = tabbed
        vi = ("đầu dòng có dấu tab", "thay dấu tab bằng dấu cách")
        en = ("the line is indented with a tab", "use spaces instead")
    return Problem.at(file, line + 1, vi, en)
