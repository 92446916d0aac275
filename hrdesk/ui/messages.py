"""The Thai sentence of every refusal: what happened and what to do. No Qt here.

Facts stand in braces. Dates, moments and numbers are written the Thai way; a missing fact
becomes a dash, so that a sentence can always be shown.
"""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.ui.loader_words import loader_words

_THAILAND = dt.timezone(dt.timedelta(hours=7))

SENTENCES: dict[str, str] = {
    # rights and signing in
    "not_allowed": "บัญชีของคุณไม่มีสิทธิทำรายการนี้ หากจำเป็นต้องทำ โปรดติดต่อผู้ดูแลระบบของสำนักงาน",
    "sign_in_failed": "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดตรวจแล้วลองอีกครั้ง",
    "sign_in_delayed": "ใส่รหัสผ่านผิดหลายครั้ง โปรดรออีก {seconds} วินาทีแล้วลองใหม่",
    "account_changed": "บัญชีของคุณถูกปิดหรือเปลี่ยนหน้าที่แล้ว โปรดออกจากระบบแล้วเข้าใหม่ หากยังทำไม่ได้ให้ติดต่อผู้ดูแลระบบ",
    "account_inactive": "บัญชีนี้ถูกปิดใช้งานแล้ว หากยังต้องใช้ โปรดติดต่อผู้ดูแลระบบของสำนักงาน",
    # accounts and passwords
    "username_form": "ชื่อผู้ใช้ต้องยาว 3–40 ตัว ใช้ตัวอักษร ตัวเลข จุด ขีด หรือ @ โดยไม่เว้นวรรค",
    "username_taken": "มีผู้ใช้ชื่อ {username} อยู่แล้ว โปรดตั้งชื่ออื่น",
    "password_short": "รหัสผ่านต้องยาวอย่างน้อย {limit} ตัว จะพิมพ์เป็นวลีที่จำง่ายหลายคำก็ได้",
    "password_is_name": "รหัสผ่านต้องไม่เหมือนชื่อผู้ใช้ โปรดตั้งใหม่",
    "password_common": "รหัสผ่านนี้เดาง่ายเกินไป โปรดตั้งเป็นวลีหลายคำที่คุณจำได้คนเดียว",
    "password_same": "รหัสผ่านใหม่เหมือนรหัสเดิม โปรดตั้งใหม่ให้ต่างกัน",
    "password_wrong": "รหัสผ่านเดิมไม่ถูกต้อง โปรดพิมพ์อีกครั้ง",
    "password_differs": "พิมพ์รหัสผ่านสองครั้งไม่ตรงกัน โปรดพิมพ์ช่องนี้ใหม่",
    "general_needs_person": "ผู้ใช้ทั่วไปต้องผูกกับบุคคลในทะเบียน โปรดค้นหาชื่อแล้วเลือก",
    "person_has_account": "บุคคลนี้มีบัญชี {username} อยู่แล้ว โปรดใช้บัญชีเดิม หรือเลือกคนอื่น",
    "last_administrator": "บัญชีนี้เป็นผู้ดูแลระบบคนสุดท้าย โปรดตั้งผู้ดูแลระบบอีกคนก่อน",
    # the first start
    "folder_needed": "โปรดเลือกโฟลเดอร์ในเครื่องนี้ที่จะเก็บข้อมูล",
    # the office
    "office_exists": "ฐานข้อมูลนี้ตั้งค่าสำนักงานไว้แล้ว โปรดเข้าสู่ระบบด้วยบัญชีที่มีอยู่",
    "office_missing": "ยังไม่ได้ตั้งค่าสำนักงาน โปรดเปิดโปรแกรมใหม่เพื่อเริ่มตั้งค่า",
    "emblem_kind": "ตราต้องเป็นภาพ PNG หรือ JPEG โปรดเลือกไฟล์อื่น",
    "emblem_too_large": "ไฟล์ตราใหญ่เกิน {limit} เมกะไบต์ โปรดย่อภาพแล้วเลือกใหม่",
    "emblem_size": "ภาพตราต้องกว้างและสูง {smallest}–{largest} จุด โปรดเลือกภาพอื่น",
    "emblem_damaged": "เปิดภาพตรานี้ไม่ได้ ไฟล์อาจเสียหาย โปรดเลือกไฟล์อื่น",
    "emblem_missing": "โปรดเลือกภาพตรา หรือเลือกว่ากระดาษมีครุฑแล้ว",
    # the office's law, its days and its position groups
    "law_value_refused": "ค่าไม่ผ่านการตรวจ: {problem}",
    "law_table_heads": "หัวตารางต้องเหมือนเดิมทุกช่องและเรียงเหมือนเดิม คือ {heads}",
    "law_breaks": "ใช้ค่านี้ไม่ได้ เพราะ “{what}” จะขาดรายการที่ต้องใช้ โปรดให้มีรายการครบเหมือนเดิม หรือแก้กฎที่คู่กันก่อน",
    "law_changed_meanwhile": "กฎถูกแก้ไขไปแล้วระหว่างที่คุณเปิดอยู่ โปรดปิดหน้าต่างนี้ ดูค่าล่าสุด แล้วแก้ไขใหม่",
    "law_already_withdrawn": "{who} ถอนค่านี้ไปแล้ว",
    "law_file_refused": "ไฟล์นี้นำเข้าไม่ได้ {problem}",
    "day_already_kept": "วันที่ {day} อยู่ในรายการของสำนักงานแล้ว",
    "day_already_off": "วันที่ {day} หยุดอยู่แล้ว ({name})",
    "day_not_off": "วันที่ {day} ไม่ใช่วันหยุดราชการที่ตรงกับวันจันทร์ถึงวันศุกร์ จึงไม่ต้องกำหนดให้ทำงาน",
    "group_too_few": "ต้องมีอย่างน้อยสองสายงานที่ต่างกัน",
    "group_name_taken": "มีกลุ่มชื่อ {name} อยู่แล้ว โปรดตั้งชื่ออื่น",
    # editing
    "invalid": "มี {count} ช่องที่ต้องแก้ไข โปรดดูข้อความสีแดงใต้ช่องเหล่านั้น",
    "edit_conflict": "{who} บันทึกรายการนี้ไปแล้วเมื่อ {when} สิ่งที่คุณพิมพ์ยังอยู่ โปรดเทียบทีละช่องแล้วเลือก",
    "not_stored": "ข้อมูลขัดกับที่มีอยู่แล้ว จึงยังไม่ได้บันทึก โปรดกด F5 เพื่ออ่านข้อมูลล่าสุดแล้วลองอีกครั้ง",
    "not_found": "ไม่พบรายการนี้แล้ว อาจมีผู้ลบหรือย้าย โปรดกด F5 เพื่ออ่านใหม่",
    "required": "ต้องกรอกช่องนี้",
    "too_long": "ยาวเกินไป ใส่ได้ไม่เกิน {limit} ตัวอักษร",
    # dates
    "not_a_date": "อ่านเป็นวันที่ไม่ได้ พิมพ์แบบ 15/08/2567 หรือ 15 ส.ค. 67",
    "no_such_day": "ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจวันและเดือน",
    "year_out_of_range": "ปีอยู่นอกช่วงที่ใช้ได้ พิมพ์เป็น พ.ศ. เช่น 2567",
    "looks_like_ce": "ปีนี้คล้าย ค.ศ. โปรดพิมพ์เป็น พ.ศ. เช่น 2567",
    "date_before_receipt": "วันที่นี้อยู่ก่อนวันที่รับเรื่อง ({received_on}) โปรดตรวจวันที่",
    "date_in_future": "วันที่นี้ยังมาไม่ถึง โปรดใส่วันที่ไม่เกินวันนี้",
    # cases
    "case_finished": "เรื่องนี้เสร็จสิ้นแล้ว หากต้องทำต่อ ให้เลือกขั้นตอนที่ทำแล้วและกด “ทำซ้ำ”",
    "case_open_already": "บุคคลนี้มีเรื่องประเภทเดียวกันที่ยังไม่เสร็จ (เลขที่ {number}) โปรดเปิดเรื่องนั้น หรือยืนยันว่ารับเป็นเรื่องใหม่",
    "date_after_next": "วันที่นี้อยู่หลังขั้นตอนถัดไป “{title}” ซึ่งทำเมื่อ {next} โปรดตรวจวันที่",
    "date_before_previous": "วันที่นี้อยู่ก่อนขั้นตอนก่อนหน้า ซึ่งทำเมื่อ {previous} โปรดตรวจวันที่",
    "days_out_of_range": "จำนวนวันต้องอยู่ระหว่าง 0 ถึง {limit}",
    "not_a_choice": "ค่านี้ไม่มีในรายการให้เลือก โปรดเลือกใหม่",
    "not_a_pdf": "เอกสารที่จะเก็บไม่ใช่ PDF โปรดจัดทำเอกสารใหม่อีกครั้ง",
    "nothing_to_undo": "ไม่มีรายการให้เลิกทำแล้ว โปรดกด F5 เพื่อดูข้อมูลล่าสุด",
    "officer_not_able": "ผู้ใช้นี้รับผิดชอบเรื่องไม่ได้ โปรดเลือกเจ้าหน้าที่ที่ยังใช้งานอยู่",
    "outcome_required": "ยังไม่ได้เลือกผลของขั้นตอน โปรดเลือกก่อนบันทึก",
    "paper_unknown": "เอกสารนี้ไม่อยู่ในรายการของเรื่องประเภทนี้ โปรดกด F5 แล้วเลือกใหม่",
    "person_inactive": "บุคคลนี้ไม่อยู่ในรายชื่อปัจจุบัน โปรดนำกลับเข้ารายชื่อในหน้าบุคลากรก่อน",
    "step_not_current": "“{title}” ไม่ใช่ขั้นตอนปัจจุบันแล้ว โปรดกด F5 เพื่อดูข้อมูลล่าสุด",
    "step_not_finished": "“{title}” ยังไม่เสร็จ จึงแก้ไขวันที่หรือหมายเหตุไม่ได้ โปรดทำให้เสร็จก่อน",
    "step_not_open": "ทำกับขั้นตอนที่ผ่านไปแล้วไม่ได้ โปรดเลือกขั้นตอนปัจจุบันหรือขั้นตอนที่ยังไม่ถึง",
    "step_not_past": "“{title}” ยังไม่ได้ทำ จึงส่งกลับไปหรือทำซ้ำไม่ได้ โปรดเลือกขั้นตอนที่ทำแล้ว",
    "unknown_outcome": "ผลที่เลือกไม่มีในขั้นตอนนี้แล้ว โปรดกด F5 แล้วเลือกใหม่",
    "checklist_paper_unknown": "มีรายการเอกสารที่ขั้นตอนนี้ไม่รู้จัก โปรดกด F5 แล้วเลือกเอกสารที่ได้รับใหม่",
    "paper_cancelled": "หยุดทำเอกสารแล้ว ยังไม่มีไฟล์ใดถูกบันทึก กดทำใหม่ได้เมื่อพร้อม",
    "step_out_of_order": "ขั้นตอนก่อนหน้านี้ยังไม่เสร็จ โปรดทำขั้นตอน “{current}” ให้เสร็จก่อน",
    "person_not_chosen": "ยังไม่ได้เลือกบุคคล โปรดเลือกจากรายชื่อใต้ช่องด้วย ↓ แล้วกด Enter หรือเพิ่มเป็นบุคคลใหม่",
    # the office's own procedures
    "draft_exists": "มีร่างขั้นตอน “{title}” อยู่แล้ว ({who} แก้ไขล่าสุด) โปรดแก้ร่างนั้น หรือทิ้งร่างก่อน",
    "first_day_past": "วันเริ่มใช้ต้องไม่ก่อนวันนี้ โปรดเลือกวันใหม่",
    "first_day_taken": "วันเริ่มใช้ต้องหลัง {latest} ซึ่งเป็นวันเริ่มใช้ของฉบับที่เผยแพร่แล้ว โปรดเลือกวันใหม่",
    "procedure_damaged": "ขั้นตอน “{title}” ฉบับที่ {number} ถูกแก้ไขนอกโปรแกรมหลังเผยแพร่ โปรดนำชุดสำรองล่าสุดกลับมาใช้",
    "procedure_has_faults": "ร่างนี้ยังมีจุดที่ต้องแก้ {count} จุด โปรดแก้ตามรายการตรวจสอบก่อนเผยแพร่",
    "procedure_other_kind": "ขั้นตอนนี้ไม่ใช่ของ{kind} โปรดเลือกขั้นตอนหรือไฟล์ของประเภทเดียวกัน",
    "procedure_released": "“{title}” ฉบับที่ {number} เผยแพร่แล้วจึงแก้ไขไม่ได้ โปรดคัดลอกเป็นร่างใหม่",
    "procedure_unreadable": "ไฟล์นี้ไม่ใช่แบบขั้นตอนที่โปรแกรมอ่านได้ โปรดเลือกไฟล์ที่ส่งออกจากโปรแกรม",
    # national IDs
    "national_id_length": "เลขประจำตัวประชาชนต้องมี 13 หลัก โปรดตรวจจำนวนหลัก",
    "national_id_not_digits": "เลขประจำตัวประชาชนต้องเป็นตัวเลขเท่านั้น",
    "national_id_check_digit": "เลขประจำตัวประชาชนไม่ถูกต้อง น่าจะพิมพ์ผิดหนึ่งหลัก โปรดเทียบกับบัตร",
    "national_id_taken": "{holder} ใช้เลขประจำตัวประชาชนนี้อยู่แล้ว โปรดค้นหาชื่อก่อนเพิ่มใหม่",
    # people and posts
    "birth_in_future": "วันเกิดนี้ยังมาไม่ถึง โปรดตรวจปี พ.ศ.",
    "entered_too_young": "วันบรรจุนี้ทำให้อายุไม่ถึง {years} ปี โปรดตรวจวันเกิดและวันบรรจุ",
    "has_open_cases": "บุคคลนี้ยังมีเรื่องที่ไม่เสร็จ {count} เรื่อง โปรดตรวจในหน้าติดตามงาน",
    "level_before_entry": "วันที่ดำรงระดับอยู่ก่อนวันบรรจุ บันทึกแล้ว แต่ควรตรวจกับ ก.พ.7",
    "level_not_of_type": "ระดับ{level}ไม่อยู่ในประเภท{type} โปรดเลือกประเภทหรือระดับใหม่",
    "not_an_email": "อีเมลไม่ครบ พิมพ์แบบ name@example.go.th",
    "position_number_not_local_form": "เลขที่ตำแหน่ง {number} ไม่ตรงรูปแบบของท้องถิ่น (NN-N-NN-NNNN-NNN) ใช้ได้ แต่ควรตรวจ",
    "position_number_not_plain": "เลขที่ตำแหน่ง {number} ไม่ใช่ตัวเลขล้วน ใช้ได้ แต่ควรตรวจ",
    "post_taken": "{holder} ครองตำแหน่งเลขที่ {number} อยู่ โปรดตรวจเลขที่ตำแหน่ง หรือย้ายผู้ครองเดิมก่อน",
    "run_ends_before_start": "วันสิ้นสุดอยู่ก่อนวันเริ่ม โปรดตรวจวันที่ทั้งสอง",
    "same_name": "มีผู้ใช้ชื่อและนามสกุลนี้ในทะเบียนแล้ว {count} คน โปรดตรวจว่าไม่ใช่คนเดียวกัน",
    # rulings on related time
    "ruling_missing": "ช่วงเวลานี้ยังไม่มีผลวินิจฉัย โปรดกด F5 เพื่ออ่านข้อมูลล่าสุด",
    "ruling_without_share": "มีวันที่ การประชุม เหตุผล หรือผู้บันทึก แต่ไม่มีส่วนที่เกี่ยวข้อง โปรดใส่ตั้งแต่ 0 ถึง 1 หรือลบช่องเหล่านั้น",
    "share_out_of_range": "ส่วนที่เกี่ยวข้องต้องเป็นตัวเลขตั้งแต่ 0 ถึง 1 เช่น 0.5 คือครึ่งหนึ่ง 1 คือทั้งหมด",
    # money
    "money_negative": "จำนวนเงินติดลบไม่ได้ โปรดตรวจตัวเลข",
    "money_not_a_number": "อ่านเป็นจำนวนเงินไม่ได้ พิมพ์แบบ 15,460.50",
    "money_too_large": "จำนวนเงินมากเกินไป โปรดตรวจตัวเลข",
    "money_too_many_decimals": "จำนวนเงินมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง",
    # importing
    "column_missing": "แผ่นงาน “{sheet}” ไม่มีคอลัมน์ {columns} โปรดใช้แบบฟอร์มของโปรแกรม หรือเพิ่มคอลัมน์นี้",
    "column_twice": "แผ่นงาน “{sheet}” มีคอลัมน์ {column} ซ้ำกัน โปรดลบคอลัมน์ที่เกิน",
    "column_unknown": "แผ่นงาน “{sheet}” มีคอลัมน์ที่โปรแกรมไม่รู้จัก: {columns} โปรดลบหรือแก้ชื่อหัวคอลัมน์",
    "excel_damaged": "ไฟล์ Excel นี้เสียหาย โปรดเปิดใน Excel แล้วบันทึกเป็นไฟล์ใหม่ก่อนนำเข้า",
    "excel_encrypted": "ไฟล์นี้ใส่รหัสผ่านไว้ โปรดเปิดใน Excel แล้วเอารหัสผ่านออกก่อนนำเข้า",
    "excel_old": "ไฟล์นี้เป็น Excel รุ่นเก่า (.xls) โปรดเปิดใน Excel แล้วบันทึกเป็น .xlsx ก่อนนำเข้า",
    "excel_too_large": "ไฟล์ Excel นี้ใหญ่เกินไป โปรดลบแผ่นงานหรือรูปที่ไม่ใช้ หรือแบ่งเป็นหลายไฟล์",
    "form_newer": "แบบฟอร์มนี้มาจากโปรแกรมรุ่นใหม่กว่า โปรดติดตั้งรุ่นใหม่ หรือส่งออกแบบฟอร์มจากโปรแกรมนี้",
    "form_other": "ไฟล์นี้เป็นแบบฟอร์มอื่น ไม่ใช่แบบฟอร์มบุคลากร โปรดเลือกไฟล์ใหม่",
    "import_has_problems": "ยังมี {count} จุดที่ต้องแก้ในไฟล์ จึงยังไม่ได้นำเข้า โปรดแก้แล้วเลือกไฟล์อีกครั้ง",
    "import_outdated": "ทะเบียนเปลี่ยนไปหลังจากตรวจไฟล์ จึงยังไม่ได้นำเข้า โปรดตรวจไฟล์อีกครั้ง",
    "national_id_twice": "เลขประจำตัวประชาชนนี้ซ้ำกับแถวที่ {other} โปรดเหลือไว้แถวเดียว",
    "not_a_whole_number": "ต้องเป็นจำนวนเต็ม เช่น 12",
    "owner_differs": "รหัสอ้างอิงกับเลขประจำตัวประชาชนเป็นของคนละคน โปรดแก้ให้ตรงกัน",
    "owner_missing": "ไม่รู้ว่าเป็นของผู้ใด โปรดใส่เลขประจำตัวประชาชนหรือรหัสอ้างอิง",
    "owner_unknown": "ไม่พบบุคคลนี้ในแผ่นงานบุคลากร โปรดเพิ่มแถวของบุคคลนั้น หรือแก้เลขให้ตรงกัน",
    "person_twice": "แถวนี้เป็นคนเดียวกับแถวที่ {other} โปรดเหลือไว้แถวเดียว",
    "post_twice": "เลขที่ตำแหน่งนี้ซ้ำกับแถวที่ {other} ตำแหน่งหนึ่งมีผู้ครองได้คนเดียว โปรดแก้",
    "ref_of_other": "รหัสอ้างอิงนี้เป็นของ {holder} ซึ่งมีเลขประจำตัวประชาชนอื่น โปรดตรวจ หรือแก้เลขในหน้าบุคลากร",
    "ref_twice": "รหัสอ้างอิงนี้ซ้ำกับแถวที่ {other} โปรดแก้ให้ไม่ซ้ำกัน",
    "ref_unknown": "ไม่มีรหัสอ้างอิงนี้ในทะเบียน โปรดเว้นว่างไว้หากเป็นคนใหม่",
    "same_name_needs_id": "มีผู้ใช้ชื่อนี้ในทะเบียนแล้ว โปรดใส่เลขประจำตัวประชาชนเพื่อให้รู้ว่าเป็นคนเดียวกันหรือไม่",
    "same_name_twice": "ชื่อนี้ซ้ำกับแถวที่ {other} และไม่มีเลขประจำตัวประชาชน โปรดใส่เลข หรือลบแถวที่ซ้ำ",
    "sheet_missing": "ไฟล์นี้ไม่มีแผ่นงาน “{sheet}” โปรดใช้แบบฟอร์มของโปรแกรม",
    "too_many_rows": "แผ่นงาน “{sheet}” มีเกิน {limit} แถว โปรดแบ่งเป็นหลายไฟล์",
    "unknown_label": "“{text}” ไม่มีในรายการ เลือกได้จาก {choices}",
    # the store
    "server_unreachable": "ติดต่อเครื่องแม่ข่ายไม่ได้ โปรดตรวจว่าเครื่องแม่ข่ายเปิดอยู่ สายเครือข่าย ชื่อเครื่อง และพอร์ต แล้วลองอีกครั้ง",
    "database_lost": "ติดต่อฐานข้อมูลไม่ได้ สิ่งที่พิมพ์ยังอยู่ โปรดตรวจสายเครือข่ายหรือเครื่องแม่ข่ายแล้วลองอีกครั้ง",
    "database_busy": "ฐานข้อมูลกำลังถูกใช้งานอยู่ โปรดรอสักครู่แล้วลองอีกครั้ง",
    "database_readonly": "ไฟล์ฐานข้อมูลเขียนไม่ได้ โปรดตรวจสิทธิของไฟล์หรือแผ่นที่ใช้เก็บ",
    "database_unreachable": "เปิดไฟล์ฐานข้อมูลไม่ได้ โปรดตรวจว่าโฟลเดอร์ยังอยู่และคุณมีสิทธิเข้าถึง",
    "database_damaged": "ไฟล์ฐานข้อมูลเสียหาย โปรดอย่าแก้ไขไฟล์นี้ และนำชุดสำรองล่าสุดกลับมาใช้",
    "database_failed": "ฐานข้อมูลทำงานไม่สำเร็จ ยังไม่ได้บันทึก โปรดลองอีกครั้ง หากเป็นอีกให้คัดลอกรายละเอียดแจ้งผู้ดูแล",
    "database_not_chosen": "เครื่องนี้ยังไม่ได้ตั้งค่าสำนักงาน โปรดเปิดโปรแกรมด้วยคำสั่ง hrdesk แล้วตั้งค่าก่อน",
    "database_exists": "มีฐานข้อมูลอยู่ที่นี่แล้ว โปรดเลือกที่อื่น หรือเลือกเปิดฐานข้อมูลเดิม",
    "database_missing": "ไม่พบไฟล์ฐานข้อมูลที่ {path} โปรดเสียบแผ่นที่เก็บไว้ หรือเลือกไฟล์ใหม่",
    "database_empty": "ฐานข้อมูลนี้ยังว่าง โปรดเริ่มตั้งค่าสำนักงานใหม่",
    "disk_full": "เนื้อที่ดิสก์เต็ม ยังไม่ได้บันทึก แต่สิ่งที่พิมพ์ยังอยู่ โปรดลบไฟล์ที่ไม่ใช้แล้วลองอีกครั้ง",
    "disk_failed": "อ่านหรือเขียนดิสก์ไม่สำเร็จ โปรดตรวจแผ่นที่เก็บฐานข้อมูล แล้วสำรองข้อมูลไว้ที่อื่น",
    "network_path": "ไม่เก็บฐานข้อมูลแบบไฟล์ไว้บนเครือข่าย เพราะข้อมูลอาจเสียหาย โปรดเลือกที่เก็บในเครื่องนี้ หรือใช้เครื่องแม่ข่าย PostgreSQL",
    "newer_database": "ฐานข้อมูลนี้ใช้กับโปรแกรมรุ่น {database_program} ซึ่งใหม่กว่าโปรแกรมนี้ (รุ่น {this_program}) โปรดติดตั้งรุ่นใหม่ก่อน",
    "not_ours": "ฐานข้อมูลนี้เป็นของโปรแกรมอื่น โปรดเลือกฐานข้อมูลว่าง หรือฐานข้อมูลของ hrdesk",
    "server_password": "เครื่องแม่ข่ายไม่รับชื่อผู้ใช้หรือรหัสผ่าน โปรดตรวจกับผู้ดูแลเครื่องแม่ข่าย",
    "server_no_database": "ไม่มีฐานข้อมูลหรือผู้ใช้ชื่อนี้ที่เครื่องแม่ข่าย โปรดตรวจชื่อ หรือขอให้ผู้ดูแลสร้างให้",
    "server_refuses": "เครื่องแม่ข่ายไม่อนุญาตให้เครื่องนี้เชื่อมต่อ โปรดแจ้งผู้ดูแลให้เพิ่มเครื่องนี้ใน pg_hba.conf",
    "server_no_right": "ผู้ใช้นี้สร้างตารางในฐานข้อมูลไม่ได้ โปรดขอสิทธิ CREATE จากผู้ดูแลเครื่องแม่ข่าย",
    # backups
    "backup_folder": "สร้างโฟลเดอร์สำรองที่ {path} ไม่ได้ โปรดเลือกโฟลเดอร์อื่นในหน้าตั้งค่า",
    "backup_failed": "สำรองข้อมูลไม่สำเร็จ โปรดตรวจเนื้อที่และสิทธิของ {path} แล้วลองอีกครั้ง",
    "backup_damaged": "ไฟล์สำรอง {path} เสียหายหรือไม่ครบ โปรดเลือกชุดอื่น",
    "restore_failed": "นำข้อมูลกลับมาไม่สำเร็จ ข้อมูลเดิมยังอยู่ครบ โปรดตรวจ {path} แล้วลองอีกครั้ง",
    "server_backup_first": "ฐานข้อมูลบนเครื่องแม่ข่ายต้องปรับรุ่นก่อนจึงสำรองได้ โปรดเปิดด้วยโปรแกรมนี้ก่อน",
    # papers
    "font_not_found": "ไม่พบตัวพิมพ์ไทยสำหรับเอกสาร โปรดติดตั้ง TH Sarabun หรือเลือกไฟล์ตัวพิมพ์ในหน้าตั้งค่า",
    "font_unsound": "ไฟล์ตัวพิมพ์ที่เลือกใช้กับเอกสารไม่ได้ โปรดเลือกไฟล์อื่นในหน้าตั้งค่า หรือเว้นว่างให้โปรแกรมเลือกเอง",
    "emblem_refused": "รูปครุฑที่ตั้งไว้ใช้ไม่ได้ โปรดเลือกไฟล์ PNG หรือ JPEG ในหน้าตั้งค่า",
    "template_error": "แบบข้อความของเอกสารนี้ไม่ถูกต้อง โปรดแจ้งผู้ดูแลระบบพร้อมรายละเอียด",
    "paper_failed": "จัดทำเอกสารไม่สำเร็จ โปรดตรวจค่าที่กรอกแล้วลองอีกครั้ง",
    "paper_incomplete": "เอกสารยังขาด {count} รายการ ({names}) โปรดกรอกให้ครบก่อนออกเลข",
    "paper_outdated": "ข้อมูลของเรื่องเปลี่ยนไปหลังจากเปิดร่างนี้ สิ่งที่พิมพ์ยังอยู่ โปรดปิดแล้วเปิดร่างอีกครั้ง",
    "paper_case_completed": "เรื่องนี้เสร็จสิ้นแล้ว ออกเอกสารได้ แต่ควรตรวจว่าเป็นเรื่องที่ตั้งใจ",
    "paper_dated_later": "เอกสารลงวันที่ {dated} ซึ่งยังมาไม่ถึง ออกได้ แต่ควรตรวจวันที่",
    "signatory_gone": "{name} ไม่อยู่ในรายชื่อผู้ลงนามแล้ว โปรดเลือกผู้ลงนามใหม่",
    "too_many_cells": "แต่ละบรรทัดมีได้ไม่เกิน {limit} ช่อง คั่นด้วยเครื่องหมาย | โปรดตรวจบรรทัดที่เกิน",
    "order_replaced_void": "คำสั่งที่ {number} ยกเลิกเลขไปแล้ว จึงแก้ไขหรือยกเลิกด้วยคำสั่งใหม่ไม่ได้",
    # numbers
    "number_unreadable": "อ่านเป็นเลขที่ไม่ได้ พิมพ์แบบ 12, 12/2569 หรือ สธ 0901/12",
    "number_other_year": "เลขนี้เป็นของปีอื่น แต่เอกสารลงวันที่ในปี {year:plain} โปรดตรวจเลขหรือวันที่",
    "number_used": "เลขนี้ใช้แล้วกับ “{title}” ลงวันที่ {dated} โปรดตรวจเลขกับงานสารบรรณ",
    "number_from_book": "สมุดนี้ออกเลขจากโปรแกรม จึงพิมพ์เลขเองไม่ได้ โปรดล้างช่องเลขที่",
    "number_dated_before": "เลขล่าสุดในสมุดลงวันที่ {last} ซึ่งอยู่หลังวันที่ของเอกสารนี้ ออกได้ แต่ควรตรวจวันที่",
    "number_out_of_range": "ต้องเป็นตัวเลข 0 ถึง {limit}",
    "number_void_already": "เลขนี้ยกเลิกไปแล้วโดย {who} เมื่อ {when}",
    "numbers_moved": "มีผู้ออกเลขจากสมุดเดียวกันระหว่างจัดทำ จึงยังไม่ได้ออกเอกสารใด โปรดกดออกอีกครั้ง",
    "book_begun": "สมุดของปีนี้ออกเลขไปแล้ว {count} เลข จึงตั้งเลขเริ่มต้นไม่ได้อีก",
    # texts of papers
    "template_unknown": "ไม่มีแบบหนังสือนี้ในโปรแกรม โปรดกด F5 แล้วเลือกใหม่",
    "template_unknown_field": "แบบนี้ไม่มีช่องข้อมูลชื่อ “{name}” โปรดลบ หรือเลือกจากรายการช่องข้อมูล (Ctrl+Space)",
    "template_brace": "เครื่องหมายปีกกาไม่ครบคู่ โปรดลบ แล้วแทรกช่องข้อมูลใหม่จากรายการ (Ctrl+Space)",
    "template_same": "ข้อความเหมือนฉบับที่ใช้อยู่ทุกคำ จึงไม่ต้องประกาศใช้ใหม่",
    "template_has_draft": "แบบนี้มีร่างที่ยังไม่ได้ประกาศใช้ โปรดประกาศใช้หรือทิ้งร่างก่อน แล้วจึงกลับไปใช้ฉบับเก่า",
    "template_released_meanwhile": "ร่างนี้ถูกประกาศใช้หรือทิ้งไปแล้วโดยผู้อื่น โปรดกด F5 เพื่ออ่านฉบับล่าสุด",
    # letters for many
    "batch_nobody": "ยังไม่ได้เลือกผู้รับ โปรดเพิ่มอย่างน้อยหนึ่งคน",
    "batch_too_many": "ออกได้ครั้งละไม่เกิน {limit} ราย โปรดแบ่งผู้รับเป็นหลายชุด",
    "batch_person_twice": "มีผู้รับซ้ำกันในรายการ โปรดเหลือไว้รายเดียว",
    "batch_central_numbers": "สมุดนี้ใช้เลขจากงานสารบรรณกลาง จึงออกหลายเลขพร้อมกันไม่ได้ โปรดเลือกเป็นหนังสือเวียนเลขเดียว",
    "batch_not_ready": "ยังมี {count} รายที่ข้อมูลไม่ครบ จึงยังไม่ได้ออกเอกสารใด โปรดแก้หรือนำออกจากรายการ",
    # files
    "file_damaged": "ไฟล์ {name} ที่เก็บไว้เสียหาย โปรดแนบไฟล์ต้นฉบับใหม่ หรือนำชุดสำรองล่าสุดกลับมาใช้",
    "file_empty": "ไฟล์ {name} ว่างเปล่า โปรดตรวจแล้วเลือกไฟล์อื่น",
    "file_kept_already": "ไฟล์นี้แนบไว้แล้วในชื่อ {name} จึงไม่เก็บซ้ำ",
    "file_too_large": "ไฟล์ใหญ่เกินไป (ไฟล์แนบได้ไม่เกิน 25 MB) โปรดย่อหรือแบ่งไฟล์แล้วลองอีกครั้ง",
    "not_excel": "ไฟล์นี้ไม่ใช่ Excel (.xlsx) โปรดเปิดใน Excel แล้วบันทึกเป็น .xlsx ก่อนนำเข้า",
    "file_unreadable": "อ่านไฟล์ {path} ไม่ได้ โปรดตรวจว่าไฟล์ยังอยู่และไม่ได้เปิดค้างในโปรแกรมอื่น",
    "printer_refuses": "เครื่องพิมพ์ {printer} ไม่รับงาน โปรดตรวจว่าเครื่องเปิดอยู่และมีกระดาษ หรือเลือกเครื่องอื่น",
    "file_not_written": "เขียนไฟล์ {path} ไม่ได้ โปรดปิดไฟล์นั้นในโปรแกรมอื่น หรือเลือกที่เก็บอื่น",
}
CODES: frozenset[str] = frozenset(SENTENCES)
_SOMEBODY_ELSE = "มีผู้อื่นบันทึกรายการนี้ไปแล้ว สิ่งที่คุณพิมพ์ยังอยู่ โปรดเทียบทีละช่องแล้วเลือก"
_MOVED_ON = "{who} บันทึกรายการนี้ไปแล้วเมื่อ {when} สิ่งที่คุณพิมพ์ยังอยู่ โปรดอ่านข้อมูลล่าสุดแล้วบันทึกอีกครั้ง"
_UNKNOWN = "ทำรายการไม่สำเร็จ ยังไม่ได้บันทึก โปรดลองอีกครั้ง หากเป็นอีกให้กด “รายละเอียด” เพื่อคัดลอกแจ้งผู้ดูแล"


def sentence(error: DomainError) -> str:
    """Return the Thai sentence of a refusal; an unknown code gets a general one."""
    if error.code == "edit_conflict" and not error.facts.get("who"):
        return _SOMEBODY_ELSE
    if isinstance(error, Invalid) and len(error.problems) == 1:
        return sentence(error.problems[0])
    template = SENTENCES.get(error.code, _UNKNOWN)
    facts = error.facts
    if "message" in facts:  # the loader of law files tells in English what it found
        facts = {**facts, "problem": loader_words(str(facts["message"]))}
    if error.code == "edit_conflict" and not error.facts.get("differences"):
        template = _MOVED_ON
    return _FORMATTER.vformat(template, (), facts)


def detail(error: DomainError) -> str:
    """Return the technical text of a refusal for copying: its code and harmless facts."""
    lines = [f"code: {error.code}"]
    if error.field:
        lines.append(f"field: {error.field}")
    lines += [f"{key}: {error.facts[key]}" for key in _HARMLESS if key in error.facts]
    if isinstance(error, Invalid):
        lines += [f"{problem.field}: {problem.code}" for problem in error.problems]
    if error.__cause__ is not None:
        lines.append(f"cause: {type(error.__cause__).__name__}")
    return "\n".join(lines)


# Facts that cannot hold anybody's data; everything else stays out of what is copied.
_HARMLESS = (
    "detail",
    "right",
    "count",
    "limit",
    "database_program",
    "this_program",
    "database_schema",
    "this_schema",
)


def words(value: Any) -> str:
    """Write one fact the Thai way: dates in Buddhist era, numbers with separators."""
    if value is None or value == "":
        return "–"
    if isinstance(value, dt.date):
        return _moment(value)
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(words(item) for item in value)
    return str(value)


def _moment(value: dt.date) -> str:
    if not isinstance(value, dt.datetime):
        return thai_date_short(value)
    local = value.astimezone(_THAILAND) if value.tzinfo else value
    return f"{thai_date_short(local.date())} เวลา {local:%H:%M} น."


class _ThaiFormatter(string.Formatter):
    """Formats facts with ``words``; ``{year:plain}`` leaves a number without separators."""

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key))

    def format_field(self, value: Any, format_spec: str) -> str:
        return str(value) if format_spec == "plain" else words(value)


_FORMATTER = _ThaiFormatter()
