"""Without a window: where the picture's parts stand, what editing does, what faults are called."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import hrdesk.rules.procedure_paths as paths
from hrdesk.rules.procedure import FINISH, released
from hrdesk.rules.procedure_faults import Fault, faults_of
from hrdesk.rules.procedure_text import (
    copied,
    main_path,
    program_text,
    read_document,
    settled,
    write_document,
)
from hrdesk.ui.pages.procedures import editing, words
from hrdesk.ui.pages.procedures.compare import ADDED, GONE, MOVED, WHOLE, differences
from hrdesk.ui.pages.procedures.fault_words import _SAID, fault_words
from hrdesk.ui.pages.procedures.layout import Size, plan, reading
from hrdesk.ui.pages.procedures.rows import from_rows, to_rows

ALL = released()
NAMES = [f"{ref[0]}@{ref[1]}" for ref in ALL]
THAI = re.compile("[ก-๙]")


def office(ref=("doh.resignation", 1)):
    document = read_document(program_text(*ref))
    return settled(copied(document, number=1, agency="doh", in_force_from=dt.date(2026, 12, 1)))


def faults(document):
    return faults_of(write_document(document))


# -- the picture ------------------------------------------------------------------------------------


def drawn(document):
    sizes = {
        step["key"]: Size(
            80.0 + 30 * len(step.get("outcomes") or ()),
            tuple(70.0 + 30 * n for n in range(len(step.get("outcomes") or ()))),
        )
        for step in document["steps"]
    }
    return plan(document, sizes)


def overlap(one, two) -> bool:
    apart = (
        one.x + one.width <= two.x
        or two.x + two.width <= one.x
        or one.bottom <= two.y
        or two.bottom <= one.y
    )
    return not apart


@pytest.mark.parametrize("ref", ALL, ids=NAMES)
def test_nothing_stands_on_anything_else(ref):
    document = office(ref)
    found = drawn(document)
    assert set(found.boxes) == {step["key"] for step in document["steps"]}
    places = [*found.boxes.values(), found.end, *(bar.box for bar in found.bars)]
    for at, one in enumerate(places):
        assert one.x >= 0
        assert one.x + one.width <= found.width
        assert one.bottom <= found.height
        assert not any(overlap(one, two) for two in places[at + 1 :])


@pytest.mark.parametrize("ref", ALL, ids=NAMES)
def test_every_way_has_an_arrow_from_box_to_box(ref):
    document = office(ref)
    found = drawn(document)
    ways = {
        (step["key"], target)
        for step in document["steps"]
        for target in ([o["next"] for o in step.get("outcomes") or ()] or [step["next"]])
    }
    assert {(edge.source, edge.target) for edge in found.edges} == ways
    boxes = {**found.boxes, FINISH: found.end}
    for edge in found.edges:
        for (x, y), key in ((edge.points[0], edge.source), (edge.points[-1], edge.target)):
            box = boxes[key]
            assert x in (box.x, box.x + box.width, box.x + box.width / 2)
            assert box.y <= y <= box.bottom


@pytest.mark.parametrize("ref", ALL, ids=NAMES)
def test_no_arrow_runs_through_a_box_or_over_another(ref):
    found = drawn(office(ref))
    upright = []
    for edge in found.edges:
        for (x0, y0), (x1, y1) in zip(edge.points, edge.points[1:], strict=False):
            if x0 == x1 and len(edge.points) > 2:
                low, high = sorted((y0, y1))
                inside = [b for b in found.boxes.values() if b.x < x0 < b.x + b.width]
                assert not [b for b in inside if low < b.bottom and high > b.y]
                upright.append((x0, low, high))
    for at, (x, low, high) in enumerate(upright):
        assert not [o for o in upright[at + 1 :] if o[0] == x and low < o[2] and high > o[1]]


def test_the_path_goes_down_and_what_returns_goes_back():
    document = office()
    found = drawn(document)
    path = main_path(document)
    tops = [found.boxes[key].y for key in path]
    assert tops == sorted(tops)
    assert len({found.boxes[key].x for key in path}) == 1
    by_ends = {(edge.source, edge.target): edge for edge in found.edges}
    assert by_ends["amend_papers", "check"].back
    assert not by_ends["check", "decide"].back
    assert by_ends["check", "amend_papers"].tone == "warn"
    beside = found.boxes["restrain"]
    assert beside.x > found.boxes["decide"].x


def test_a_draft_with_arrows_into_nothing_is_still_drawn():
    document = office()
    document["steps"][1]["outcomes"][0]["next"] = "nowhere"
    document["steps"][3]["next"] = "order"
    document["steps"].append({"key": "lost", "title": "หลง", "next": "receive"})
    found = drawn(document)
    assert "lost" in found.boxes
    assert "nowhere" not in {edge.target for edge in found.edges}
    assert ("order", "order") in {(edge.source, edge.target) for edge in found.edges}
    assert reading(document)[-1] == "lost"


def test_periods_beside_the_steps_reach_down_to_who_awaits_them():
    document = office()
    wait = {"key": "objection", "title": "ทักท้วง", "days": 30, "source": "act"}
    document["steps"][0]["waits"] = [
        {**wait, "before_step": "order"},
        {**wait, "key": "other"},
    ]
    found = drawn(document)
    first, second = found.bars
    assert first.before == "order"
    assert first.box.y >= found.boxes["receive"].bottom
    assert found.boxes["order"].y <= first.box.bottom <= found.boxes["order"].bottom
    assert second.before == ""
    assert not overlap(first.box, second.box)


# -- editing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("ref", ALL, ids=NAMES)
def test_steps_put_in_anywhere_leave_the_procedure_sound(ref):
    document = office(ref)
    for step in document["steps"][::3]:
        for add in (editing.add_step, editing.add_branch):
            made, key = add(document, step["key"])
            assert faults(made) == ()
            assert key not in {each["key"] for each in document["steps"]}
            assert editing.find_step(made, key) is not None


@pytest.mark.parametrize("ref", ALL, ids=NAMES)
def test_a_step_taken_away_leaves_paths_that_end(ref):
    document = office(ref)
    for step in document["steps"][::2]:
        made = editing.remove_step(document, step["key"])
        assert editing.find_step(made, step["key"]) is None
        told = {fault.message for fault in faults(made)}
        # Days that counted from it, and ends awaited before it, are for the editor to settle.
        assert {m for m in told if not re.match("cannot count|no step", m)} == set()


@pytest.mark.parametrize("ref", ALL, ids=NAMES)
def test_parts_as_rows_and_back_are_the_same(ref):
    document = made = office(ref)
    for step in document["steps"]:
        for field in ("outcomes", "periods", "waits", "checks", "remark"):
            parts = step.get(field) or []
            back = from_rows(field, to_rows(field, parts), parts)
            made = editing.set_step(made, step["key"], {field: back})
    for field in ("papers", "sources"):
        back = from_rows(field, to_rows(field, document[field]), document[field])
        made = editing.set_top(made, {field: back})
    assert write_document(made) == write_document(document)


def test_a_new_step_stands_on_the_way():
    document = office()
    made, key = editing.add_step(document, "check")
    assert main_path(made) == ["receive", "check", key, "decide", "order", "notify"]
    outcomes = editing.find_step(made, "check")["outcomes"]
    assert [outcome["next"] for outcome in outcomes] == [key, key, "amend_papers"]
    assert main_path(document) == ["receive", "check", "decide", "order", "notify"]


def test_a_branch_of_a_step_without_outcomes_gives_it_two():
    made, key = editing.add_branch(office(), "receive")
    step = editing.find_step(made, "receive")
    assert [outcome["next"] for outcome in step["outcomes"]] == ["check", key]
    assert step["result_label"] == editing.RESULT
    assert editing.find_step(made, key)["branch"] is True


def test_steps_change_places_and_back_again():
    document = office()
    up = editing.move_step(document, "order", -1)
    assert main_path(up) == ["receive", "check", "order", "decide", "notify"]
    assert write_document(editing.move_step(up, "order", 1)) == write_document(document)
    first = editing.move_step(document, "check", -1)
    assert main_path(first)[:3] == ["check", "receive", "decide"]
    assert write_document(editing.move_step(document, "receive", -1)) == write_document(document)
    last = editing.move_step(document, "notify", 1)
    assert write_document(last) == write_document(document)
    branches = [step["key"] for step in document["steps"] if step["branch"]]
    moved = editing.move_step(document, branches[1], -1)
    order = [step["key"] for step in moved["steps"] if step["branch"]]
    assert order == [branches[1], branches[0], *branches[2:]]


def test_the_last_step_stays():
    document = office()
    for key in ("check", "decide", "order", "notify"):
        document = editing.remove_step(document, key)
    assert [step["key"] for step in document["steps"]] == ["receive"]
    assert editing.remove_step(document, "receive")["steps"] == document["steps"]


def test_outcomes_bring_their_name_and_the_way_with_them():
    document = office()
    outcomes = [{"key": "a", "label": "ผ่าน", "next": "notify", "tone": "good"}]
    made = editing.set_step(document, "receive", {"outcomes": outcomes})
    step = editing.find_step(made, "receive")
    assert (step["result_label"], step["next"]) == (editing.RESULT, "notify")
    made = editing.set_step(made, "receive", {"outcomes": []})
    assert editing.find_step(made, "receive")["result_label"] == ""


def test_typing_in_one_field_is_undone_at_once():
    told = []
    history = editing.History(lambda: told.append(1))
    first = office()
    history.begin(first)
    for title in ("ร", "รั", "รับ"):
        history.put(editing.set_step(history.document, "receive", {"title": title}), "receive", "t")
    history.seal()
    history.put(editing.set_step(history.document, "check", {"title": "ตรวจ"}), "check", "t")
    assert history.go(-1) == "check"
    assert editing.find_step(history.document, "receive")["title"] == "รับ"
    assert history.go(-1) == "receive"
    assert history.document == first
    assert (history.can(-1), history.go(-1)) == (False, "")
    assert history.go(1) == "receive"
    history.put(first, "receive")
    assert not history.can(1)
    assert len(told) == 9


def test_only_so_many_states_are_kept(monkeypatch):
    monkeypatch.setattr(editing.History, "MOST", 3)
    history = editing.History(lambda: None)
    history.begin(office())
    for _ in range(9):
        history.put(office(), "")
    assert [history.go(-1) is not None for _ in range(5) if history.can(-1)] == [True, True]


# -- rows -------------------------------------------------------------------------------------------


def test_what_is_typed_into_rows_becomes_parts():
    rows = [
        {"amount": "7", "unit": "working_days", "counts_from": "check", "direction": "before",
         "source": "act", "levels": "ชำนาญการ, เชี่ยวชาญ, ไม่มี"},
        {"unit": "revise", "result": "minor", "source": "act", "moves": "no"},
        {"amount": "มาก", "unit": "days", "source": "act", "extension": "3"},
    ]  # fmt: skip
    assert from_rows("periods", rows, ()) == [
        {"working_days": 7, "counts_from": "check", "source": "act",
         "levels": ["K2", "K4", "ไม่มี"], "direction": "before"},
        {"law": "revise", "moves": False, "source": "act", "result": "minor"},
        {"days": "มาก", "source": "act", "extension_months": 3},
    ]  # fmt: skip


def test_ends_of_waits_keep_their_keys_by_their_words():
    before = [{"key": "objection", "outcomes": [{"key": "none", "label": "ไม่มี", "tone": "good"}]}]
    row = {"key": "objection", "title": "ทักท้วง", "amount": "30", "unit": "days", "source": "act",
           "outcomes": "ไม่มี=เขียว / มีผู้ทักท้วง=เหลือง / อื่น"}  # fmt: skip
    (wait,) = from_rows("waits", [row], before)
    assert [(o["key"], o["label"], o["tone"]) for o in wait["outcomes"]] == [
        ("none", "ไม่มี", "good"),
        ("outcome_2", "มีผู้ทักท้วง", "warn"),
        ("outcome_3", "อื่น", "good"),
    ]


def test_new_rows_get_keys_of_their_own():
    rows = [{"key": "check_2", "text": "ก"}, {"text": "ข"}, {"text": "ค"}]
    assert [part["key"] for part in from_rows("checks", rows, ())] == [
        "check_2",
        "check_3",
        "check_4",
    ]


# -- words ------------------------------------------------------------------------------------------


def test_all_that_the_reader_says_has_words():
    source = Path(paths.__file__).read_text(encoding="utf-8")
    said = {
        re.sub(r"\{[^}]*\}", "x", text)
        for text in re.findall(
            r'yield (?:f?"[^"]*"|place), f?"([^"]+)"|yield f?"([^"]+)"$', source, re.M
        )
        for text in text
        if text
    }
    assert len(said) >= 15
    of_files = {
        "does not agree with the file's name",
        "does not agree with the folder",
        "must be agency.case_type",
    }
    patterns = [pattern for pattern, _ in _SAID]
    missing = [m for m in said - of_files if not any(re.fullmatch(p, m, re.S) for p in patterns)]
    assert missing == []


def test_a_fault_says_where_it_is_and_what_to_do():
    document = office()
    document["steps"][5]["next"] = "nowhere"
    document["steps"][2]["role"] = "nobody"
    assert [fault_words(document, fault) for fault in faults(document)] == [
        "“ผู้มีอำนาจพิจารณาการลาออก” · ผู้ดำเนินการ: ค่าที่ใส่ใช้ไม่ได้ โปรดเลือกหรือพิมพ์ใหม่"
    ]
    document["steps"][2]["role"] = "hr_officer"
    assert fault_words(document, faults(document)[0]) == (
        "“ผู้ขอแก้ไขหรือส่งเอกสารเพิ่มเติม” · ขั้นตอนถัดไป: นำไปยังขั้นตอนที่ไม่มีแล้ว โปรดเลือกขั้นตอนใหม่"
    )
    assert THAI.search(fault_words(document, Fault("x", "something new")))


@pytest.mark.parametrize("ref", ALL, ids=NAMES)
def test_every_part_of_every_step_is_said_in_thai(ref):
    document = office(ref)
    for step in document["steps"]:
        for part in words.parts_of(document, step):
            assert THAI.search(part.heading)
            for line in part.lines:
                assert THAI.search(line)
                assert "None" not in line
                assert "ไม่มีแล้ว" not in line
                assert "ยังไม่ได้ระบุ" not in line


def test_periods_are_said_with_all_that_binds_them():
    document = office()
    period = {"days": 90, "counts_from": "receive.leaves_on", "moves": False, "source": "act",
              "levels": ["K2"], "extension_months": 3}  # fmt: skip
    assert words.period_words(document, period) == (
        "90 วัน นับจาก“วันที่ขอลาออกจากราชการ” ของขั้นตอน “รับเรื่องและลงทะเบียน” "
        "(เฉพาะระดับชำนาญการ, ขยายได้ 3 เดือน, ไม่เลื่อนเมื่อตรงวันหยุด)"
    )
    assert words.short_period(document, period) == "90 วัน นับจาก“วันที่ขอลาออกจากราชการ”"
    before = {"working_days": 7, "counts_from": "check", "direction": "before"}
    assert words.short_period(document, before).startswith("อย่างน้อย 7 วันทำการ ก่อนวันที่เสร็จ")
    assert words.length_words({"law": "revise", "result": "minor"}).endswith("(แก้ไขเล็กน้อย)")
    assert words.ref_words("doh.resignation@1") == "ฉบับที่ 1 ของกรมอนามัย"
    assert words.ref_words("office.resignation@3") == "ฉบับที่ 3 ของสำนักงาน"


def test_versions_side_by_side():
    old = office()
    assert differences(old, old) == ()
    new, key = editing.add_step(old, "order")
    new = editing.remove_step(new, "restrain")
    new = editing.move_step(new, "check", -1)
    new = editing.set_step(new, "notify", {"usual_days": 4, "title": "แจ้งผล"})
    new = editing.set_top(new, {"title": "การลาออกใหม่", "papers": new["papers"][1:]})
    found = {(one.where, one.what): (one.old, one.new) for one in differences(old, new)}
    assert found[WHOLE, "ชื่อ"] == ("การลาออก", "การลาออกใหม่")
    assert found[WHOLE, "รายการเอกสาร"][0] == "หนังสือขอลาออกจากราชการ (ต้องมี)"
    assert found["แจ้งผล", "ระยะเวลาปกติ"] == ("ปกติ 1 วันทำการ", "ปกติ 4 วันทำการ")
    assert found["แจ้งผล", "ชื่อ"] == ("แจ้งคำสั่งให้หน่วยงานและผู้ขอทราบ", "แจ้งผล")
    assert (editing.NEW_STEP, ADDED) in found
    assert ("ยับยั้งการลาออก (ไม่เกิน 90 วัน)", GONE) in found
    assert found["รับเรื่องและลงทะเบียน", MOVED] == ("1", "2")
    assert editing.find_step(new, key) is not None
