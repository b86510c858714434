"""A small law folder, whole and right, for tests to break one line of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from congkhai.catalogue.loading import LawError, Problem, load

INSTRUMENTS = """\
old-decree:
  number: "1/2010/NĐ-CP"
  title: {vi: "Nghị định thử", en: "A decree for trial"}
  issuer: {vi: "Chính phủ", en: "Government"}
  type: decree
  issued: 2010-01-05
  from: 2010-03-01
  until: 2020-03-01
letter:
  number: "2/CV"
  title: {vi: "Công văn thử", en: "A letter for trial"}
  issuer: {vi: "Bộ", en: "Ministry"}
  type: letter
  issued: 2012-01-05
"""

RULESETS = """\
trial:
  title: {vi: "Bộ thử", en: "A set for trial"}
  about: {vi: "Để thử", en: "For trial"}
  kinds: [province]
  obligations: [schedules]
"""

OBLIGATION = """\
id: schedules
title: {vi: "Lịch làm việc", en: "Schedules"}
slug: {vi: lich-lam-viec, en: schedules}
group: direction
face: calendar
summary:
  vi: "Lãnh đạo làm gì."
  en: "What leaders do."
versions:
  - from: 2010-03-01
    until: 2020-03-01
    force: binding
    cites:
      - {instrument: old-decree, place: "Điều 1", role: norm}
    binds: [province]
    parts:
      schedule:
        title: {vi: "Lịch", en: "Schedule"}
        basis: law
        fields:
          - {name: number, type: document_number, basis: ours, title: {vi: "Số", en: "Number"}}
          - {name: approved_on, type: date, role: approved, basis: law, title: {vi: "Ngày", en: "Day"}}
    window: {months: 12}
    due: {kind: within, after: approved, limits: [{who: issuer, working_days: 10}]}
  - from: 2020-03-01
    force: practice
    cites:
      - {instrument: old-decree, place: "Điều 1", role: former}
    binds: [province]
    parts:
      schedule:
        title: {vi: "Lịch", en: "Schedule"}
        basis: law
    window: {weeks_ahead: 1}
    due: {kind: weekly, by: first_working_day}
find:
  labels: [Lịch làm việc]
  not: [Lịch tiếp công dân]
not_encoded: ""
examples:
  - name: "Shown in time"
    case: met
    on: 2012-09-27
    kind: province
    shown:
      - {part: schedule, fields: {number: "1/QĐ", approved_on: 2012-09-03}, dates: {approved: 2012-09-03}}
    expect: {completeness: full}
  - {name: "Nothing there", case: unmet, on: 2012-09-27, kind: province, expect: {completeness: none}}
  - {name: "Not seen well", case: unknown, on: 2021-09-27, kind: province, sight: poor, expect: {completeness: unknown}}
  - {name: "Looks like it", case: look_alike, on: 2021-09-27, kind: province, page: {label: Tin}, recognised: false}
"""


class LawFolder:
    """Files in a folder called ``law``; ``load`` and ``problems`` say what comes of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("instruments.yaml", INSTRUMENTS)
        self.write("rulesets.yaml", RULESETS)
        self.write("obligations/schedules.yaml", OBLIGATION)

    def write(self, name: str, content: str | bytes) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, name: str, old: str, new: str) -> None:
        """Replaces the first ``old`` in a file, which must be there."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def problems(self, load: Callable[[Path], object] = load) -> tuple[Problem, ...]:
        with pytest.raises(LawError) as raised:
            load(self.path)
        return raised.value.problems

    def problem(self, load: Callable[[Path], object] = load) -> Problem:
        problems = self.problems(load)
        assert len(problems) == 1, "\n".join(map(str, problems))
        return problems[0]
