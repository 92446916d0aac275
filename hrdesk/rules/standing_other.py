"""What the sets without a table of minimum times hold on qualification (dhss.check, sao.form-1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hrdesk.rules.codes import Level
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law

_POINTS, _LICENCE, _EARLY, _FORM = (
    "dhss.check.points", "dhss.check.licence", "dhss.early", "sao.form-1",
)  # fmt: skip
_FORM_HEADS: Mapping[str, str] = {
    "personal": "ส่วนบุคคล",
    "degree": "คุณวุฒิ",
    "time_in_post": "ระยะเวลาดำรงตำแหน่ง",
    "continuity": "ความต่อเนื่อง",
    "minimum_time": "ระยะเวลาขั้นต่ำในสายงาน",
    "salary": "อัตราเงินเดือน",
    "discipline": "วินัย",
    "signed_by": "ผู้รับรอง",
}


def has_times(law: Law) -> bool:
    """Whether the agency's set has a table of minimum times (doh.elig.time)."""
    return law.has("doh.elig.time")


def held_instead(law: Law, level: Level | None, series: str, licence: str) -> list[Explanation]:
    """What the agency's set says of qualification where it has no minimum times.

    For K2 in a series of dhss.check.licence it says whether the register holds a licence. Raises
    NotInForce.
    """
    found = []
    if law.has(_POINTS):
        points = law.read(_POINTS)
        rows = tuple(Explanation(_POINTS, text, None) for text in points.value.values())
        found.append(points.explanation.with_children(*rows))
        found += _licence(law, level, series, licence)
        found.append(law.read(_EARLY).explanation)
    if law.has(_FORM):
        form = law.read(_FORM)
        rows = tuple(
            Explanation(_FORM, head, _joined(form.value[key])) for key, head in _FORM_HEADS.items()
        )
        found.append(form.explanation.with_children(*rows))
    return found


def _licence(law: Law, level: Level | None, series: str, licence: str) -> Iterator[Explanation]:
    asked = law.read(_LICENCE)
    if level is not Level.K2 or series not in asked.value:
        return
    said = f"ทะเบียนมีเลขที่ {licence}" if licence else "ทะเบียนยังไม่มีเลขที่ใบอนุญาต"
    yield Explanation(
        _LICENCE, "ใบอนุญาตประกอบวิชาชีพระดับสามัญ", said, "", "", asked.citations,
    )  # fmt: skip


def _joined(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else " · ".join(value)
