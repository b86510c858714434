"""Plain values and a shape in; the models they describe out, or what is wrong with them in plain words."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from congkhai.catalogue.problem import LawError, Place, Problem, Source, Told

T = TypeVar("T")


def validate(shape: TypeAdapter[T], value: Any, source: Source) -> T:
    """Plain values as the models of ``shape``, strictly: a number in quotes is not a number. Raises LawError."""
    try:
        return shape.validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        raise LawError(_problems(error.errors(include_url=False), shape, source)) from None


def _problems(details: Iterable[ErrorDetails], shape: TypeAdapter[Any], source: Source) -> list[Problem]:
    problems: list[Problem] = []
    told: list[Place] = []
    for detail in details:
        place: Place = ()
        for step in detail["loc"]:  # drops the names of alternatives, which are not written in the file
            if (*place, step) in source.lines:
                place = (*place, step)
        if detail["type"] == "missing":
            place = (*place, detail["loc"][-1])
        follows = detail["type"] == "too_short" and detail["ctx"]["actual_length"] != len(detail["input"])
        if follows or any(place[: len(earlier)] == earlier for earlier in told):
            continue  # a value that fits no alternative fails once for each; a list is short when its items failed
        told.append(place)
        problems.append(source.problem(place, *_explain(detail, shape)))
    return problems


def _explain(detail: ErrorDetails, shape: TypeAdapter[Any]) -> tuple[Told, Told]:
    """Cause and cure of one pydantic error, in Vietnamese and in English."""
    context = detail.get("ctx", {})
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    given = detail["input"]
    vi, en = _pointed_at(given)
    match detail["type"]:
        case "missing" if name in _LANGUAGES:
            return (
                (f'thiếu lời {_LANGUAGES[name][0]} ("{name}")', f'thêm "{name}: …"'),
                (f'the {_LANGUAGES[name][1]} words ("{name}") are missing', f'add "{name}: …"'),
            )
        case "missing":
            return (f'thiếu khóa "{name}"', f'thêm "{name}: …" vào đây'), (f'the key "{name}" is missing', f'add "{name}: …" here')
        case "extra_forbidden":
            chosen = choice(name, _keys_at(shape, detail["loc"][:-1]))
            return (f'khóa lạ "{name}"', chosen[0]), (f'unknown key "{name}"', chosen[1])
        case "enum" | "literal_error" | "union_tag_invalid":
            wrong = str(context.get("tag", given if isinstance(given, str) else en))
            chosen = choice(wrong, re.findall(r"'([^']*)'", str(context.get("expected") or context.get("expected_tags"))))
            return (f'"{wrong}" không dùng được ở đây', chosen[0]), (f'"{wrong}" cannot stand here', chosen[1])
        case "union_tag_not_found":
            return ('thiếu khóa "kind"', 'thêm "kind: …"'), ('the key "kind" is missing', 'add "kind: …"')
        case "date_type" | "date_parsing":
            return (
                (f"cần một ngày, ở đây là {vi}", "viết năm-tháng-ngày, như 2012-09-27"),
                (f"a day is wanted, this is {en}", "write year-month-day, as 2012-09-27"),
            )
        case "string_type":
            return (
                (f'"{name}" cần chữ, ở đây là {vi}', f'viết trong nháy, như "{"…" if given is None else vi}"'),
                (f'"{name}" must be text, this is {en}', f'write it in quotes, as "{"…" if given is None else en}"'),
            )
        case "int_type" | "int_from_float" | "float_type":
            return (
                (f'"{name}" cần một số, ở đây là {vi}', "viết số thường không nháy, như 12"),
                (f'"{name}" must be a number, this is {en}', "write it plainly without quotes, as 12"),
            )
        case "bool_type":
            return (
                (f'"{name}" cần đúng hoặc sai, ở đây là {vi}', "viết true (đúng) hoặc false (sai), không nháy"),
                (f'"{name}" must be true or false, this is {en}', "write true or false without quotes"),
            )
        case "model_type" | "dict_type" | "mapping_type":
            keys = ", ".join(_keys_at(shape, detail["loc"])) or "…"
            return (
                (f'cần các dòng "khóa: giá trị", ở đây là {vi}', f"viết mỗi khóa một dòng: {keys}"),
                (f'lines of "key: value" are wanted, this is {en}', f"write each key on its line: {keys}"),
            )
        case "tuple_type" | "list_type":
            return (
                (f'"{name}" cần một danh sách, ở đây là {vi}', 'viết [a, b], hoặc mỗi mục một dòng bắt đầu bằng "- "'),
                (f'"{name}" must be a list, this is {en}', 'write [a, b], or each item on a line that starts with "- "'),
            )
        case "too_short":
            least = context["min_length"]
            return (f'"{name}" cần ít nhất {least} mục', "thêm mục còn thiếu"), (
                f'"{name}" needs at least {least}',
                "add what is missing",
            )
        case "string_too_short":
            least = context["min_length"]
            return (
                (f'"{name}" quá ngắn', f"viết ít nhất {least} ký tự"),
                (f'"{name}" is too short', f"write at least {least} characters"),
            )
        case "string_pattern_mismatch":
            mark = ("gạch dưới", "underscores") if "_]" in str(context["pattern"]) else ("gạch nối", "hyphens")
            return (
                (f"{vi} không dùng làm tên được", f"chỉ viết chữ thường không dấu, số và {mark[0]}; bắt đầu bằng chữ"),
                (f"{en} cannot be a name here", f"write plain small letters, digits and {mark[1]} only; start with a letter"),
            )
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            bound = detail["msg"].removeprefix("Input should be ")
            sign = {
                "greater than or equal to": "từ",
                "greater than": "lớn hơn",
                "less than or equal to": "tối đa",
                "less than": "nhỏ hơn",
            }
            words, _, number = bound.rpartition(" ")
            return (
                (f'"{name}" là {vi}, ngoài khoảng cho phép', f"viết một số {sign[words]} {number}"),
                (f'"{name}" is {en}, out of range', f"write a number {bound}"),
            )
        case "value_error" if (said := str(context["error"])) in OWN_RULES:
            return OWN_RULES[said][0], (said, OWN_RULES[said][1])
    see = ("xem cách viết trong law/README.md", "see in law/README.md how it is written")
    return ("nội dung không hợp lệ", see[0]), (detail["msg"], see[1])


_FEW = 30  # so many words are listed whole

_LANGUAGES = {"vi": ("tiếng Việt", "Vietnamese"), "en": ("tiếng Anh", "English")}

# The rules that obligation.py checks itself: the words of its ValueError → what they say in Vietnamese; the English cure.
OWN_RULES: Mapping[str, tuple[Told, str]] = {
    "choices belong to fields of type choice, and only to them": (
        ("choices đi với trường kiểu choice, và chỉ với trường ấy", "thêm choices, hoặc đổi type"),
        "add choices, or change the type",
    ),
    "columns belong to fields of type rows, and only to them": (
        ("columns đi với trường kiểu rows, và chỉ với trường ấy", "thêm columns, hoặc đổi type"),
        "add columns, or change the type",
    ),
    "relates needs the columns act (type choice) and number (type document_number)": (
        (
            "relates cần hai cột: act (kiểu choice) và number (kiểu document_number)",
            "thêm cột còn thiếu vào columns, hoặc bỏ relates",
        ),
        "add the missing column to columns, or take relates out",
    ),
    "the choices of act are among amends, replaces, repeals": (
        ("choices của cột act chỉ gồm amends, replaces, repeals", "đổi value của các choices ấy"),
        "change the values of those choices",
    ),
    "a window says exactly one of months, in_force, weeks_ahead": (
        ("window phải có đúng một trong months, in_force, weeks_ahead", "viết như window: {months: 12}"),
        "write it as window: {months: 12}",
    ),
    "a total by periods, and only that, needs unit and expected": (
        ("total theo periods, và chỉ khi ấy, cần unit và expected", "viết như total: {by: periods, unit: month, expected: 12}"),
        "write it as total: {by: periods, unit: month, expected: 12}",
    ),
    "a part with a check has no fields, window, total, due or nil": (
        ("phần có check không có fields, window, total, due hay nil", "bỏ những khóa ấy đi, hoặc bỏ check"),
        "take those keys out, or the check",
    ),
    "page and recognised go together": (
        ("page và recognised phải đi cùng nhau", "thêm khóa còn thiếu, hoặc bỏ cả hai"),
        "add the one that is missing, or leave both out",
    ),
}


def _pointed_at(value: Any) -> Told:
    """A value as one would point at it, in each language."""
    match value:
        case None:
            return "chỗ trống", "nothing"
        case list():
            return "một danh sách", "a list"
        case dict():
            return "các khóa", "keys"
        case str():
            return f'"{value}"', f'"{value}"'
        case _:
            return str(value).lower(), str(value).lower()


def choice(wrong: str, allowed: Iterable[str]) -> Told:
    """What may stand in place of a wrong word, the nearest first, in each language."""
    listed = list(allowed)
    near = difflib.get_close_matches(wrong, listed, 1)
    vi, en = (f'có phải "{near[0]}"? ', f'did you mean "{near[0]}"? ') if near else ("", "")
    if len(listed) > _FEW:
        return vi or "viết một tên đã có trong danh sách", en or "write one that is listed"
    return f"{vi}Ở đây dùng được: {', '.join(listed)}", f"{en}Allowed here: {', '.join(listed)}"


def _keys_at(shape: TypeAdapter[Any], loc: Place) -> list[str]:
    """The keys that a shape allows at a place, from its JSON schema."""
    schema = shape.json_schema()

    def alternatives(node: Any) -> list[dict[str, Any]]:
        if not isinstance(node, dict):
            return []
        if "$ref" in node:
            return alternatives(schema["$defs"][node["$ref"].rpartition("/")[2]])
        return [one for option in node.get("anyOf") or node.get("oneOf") or [] for one in alternatives(option)] or [node]

    def inside(node: dict[str, Any], step: int | str) -> Any:
        return (
            node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step, node.get("additionalProperties"))
        )

    nodes = alternatives(schema)
    for step in loc:
        below = [one for node in nodes for one in alternatives(inside(node, step))]
        nodes = below or [n for n in nodes if n.get("properties", {}).get("kind", {}).get("const") == step] or nodes
    return list(dict.fromkeys(key for node in nodes for key in node.get("properties", {})))
