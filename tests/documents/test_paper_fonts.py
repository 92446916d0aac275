"""Which font the papers are set in, and what is said when there is none."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from hrdesk import paths
from hrdesk.documents import fonts
from hrdesk.documents.errors import FontNotFound, FontUnsound
from hrdesk.documents.fontface import fault, load_face, th_sarabun_fault
from hrdesk.documents.fonts import find_fonts, font_folders
from tests.documents.reading import laksaman


def test_laksaman_is_set_as_large_as_th_sarabun() -> None:
    found = laksaman()
    assert found.family == "Laksaman"
    assert found.points(16) == pytest.approx(10.65, abs=0.01)
    assert found.leading(16) == pytest.approx(21.3)
    assert found.bold.bold
    assert not found.regular.bold
    assert fault(found.regular) is None


def test_what_was_looked_for_and_where_is_named(tmp_path: Path) -> None:
    with pytest.raises(FontNotFound) as missing:
        find_fonts("", (tmp_path,))
    assert "Laksaman" in missing.value.facts["looked_for"]
    assert "TH SarabunIT๙" in missing.value.facts["looked_for"]
    assert str(tmp_path) in missing.value.facts["places"]
    assert str(paths.resource("fonts")) in missing.value.facts["places"]


def test_the_offices_choice_is_never_passed_over(tmp_path: Path) -> None:
    with pytest.raises(FontNotFound) as missing:
        find_fonts("TH Nothing", (tmp_path,))
    assert missing.value.facts["looked_for"] == ("TH Nothing",)
    with pytest.raises(FontNotFound):
        find_fonts(str(tmp_path / "gone.ttf"))


def test_a_chosen_file_brings_its_bold_from_the_same_folder(tmp_path: Path) -> None:
    regular = laksaman().regular.path
    for name in ("Laksaman.ttf", "Laksaman-Bold.ttf", "Laksaman-Italic.ttf"):
        shutil.copy(regular.parent / name, tmp_path / name)
    found = find_fonts(str(tmp_path / "Laksaman.ttf"))
    assert found.origin == "office"
    assert found.regular.path == tmp_path / "Laksaman.ttf"
    assert found.bold.path == tmp_path / "Laksaman-Bold.ttf"


def test_a_chosen_file_without_a_bold_is_refused(tmp_path: Path) -> None:
    shutil.copy(laksaman().regular.path, tmp_path / "Laksaman.ttf")
    with pytest.raises(FontUnsound) as refused:
        find_fonts(str(tmp_path / "Laksaman.ttf"))
    assert refused.value.facts["reason"] == "no_bold"
    with pytest.raises(FontUnsound):
        find_fonts("Laksaman", (tmp_path,))


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "thsarabun.ttf"
    file.write_bytes(b"this is no font")
    with pytest.raises(FontUnsound) as refused:
        find_fonts(str(file))
    assert refused.value.facts["reason"] in {"unreadable", "no_truetype_outlines"}
    with pytest.raises(FontNotFound):
        find_fonts("", (tmp_path,))


def test_broken_copies_of_th_sarabun_are_told_apart() -> None:
    face = laksaman().regular
    assert th_sarabun_fault(dataclasses.replace(face, units_per_em=2048)) == "units_per_em"
    assert th_sarabun_fault(face) == "advance"


def test_fonts_without_outlines_or_thai_are_refused() -> None:
    face = laksaman().regular

    class Blind:
        table_tags = ("CFF ", "GPOS")

    assert fault(dataclasses.replace(face, hb_face=Blind())) == "no_truetype_outlines"

    class Bare:
        table_tags = ("glyf",)

    assert fault(dataclasses.replace(face, hb_face=Bare())) == "no_mark_positions"

    class Latin:
        def get_nominal_glyph(self, code: int) -> int:
            return int(code < 128)

    assert fault(dataclasses.replace(face, hb_font=Latin())) == "no_thai"


def test_the_usual_folders_of_each_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    monkeypatch.setattr(fonts.sys, "platform", "linux")
    assert Path("/data/fonts") in font_folders()
    assert Path("/usr/share/fonts") in font_folders()
    monkeypatch.setattr(fonts.sys, "platform", "win32")
    monkeypatch.setenv("WINDIR", "D:/Windows")
    assert Path("D:/Windows/Fonts") in font_folders()
    monkeypatch.setattr(fonts.sys, "platform", "darwin")
    assert Path("/Library/Fonts") in font_folders()


def test_marks_spell_their_own_letters() -> None:
    face = load_face(laksaman().regular.path)
    spelled = set(face.spelling.values())
    assert not any("\ue000" <= char <= "\uf8ff" for char in spelled)
    assert {"ก", "่", "ำ", "๑", " "} <= spelled
