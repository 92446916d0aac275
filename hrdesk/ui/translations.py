"""Thai words for what Qt itself says: edit menus, file and print dialogs. Qt has none."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator
from PySide6.QtWidgets import QApplication

_WORDS = {
    # edit menus
    "Undo": "เลิกทำ",
    "Redo": "ทำซ้ำ",
    "Cut": "ตัด",
    "Copy": "คัดลอก",
    "Paste": "วาง",
    "Delete": "ลบ",
    "Select All": "เลือกทั้งหมด",
    "Copy Link Location": "คัดลอกที่อยู่ลิงก์",
    "Step up": "เพิ่ม",
    "Step down": "ลด",
    # buttons
    "OK": "ตกลง",
    "Cancel": "ยกเลิก",
    "Close": "ปิด",
    "Yes": "ใช่",
    "No": "ไม่",
    "Save": "บันทึก",
    "Open": "เปิด",
    "Apply": "ใช้",
    "Reset": "คืนค่า",
    "Help": "คู่มือ",
    "Discard": "ทิ้ง",
    "Choose": "เลือก",
    # files
    "Look in:": "อยู่ใน:",
    "File name:": "ชื่อไฟล์:",
    "Files of type:": "ชนิดไฟล์:",
    "Save As": "บันทึกเป็น",
    "Save as type:": "บันทึกเป็นชนิด:",
    "Directory:": "โฟลเดอร์:",
    "Back": "ย้อนกลับ",
    "Forward": "ไปข้างหน้า",
    "Parent Directory": "โฟลเดอร์ก่อนหน้า",
    "Create New Folder": "สร้างโฟลเดอร์ใหม่",
    "Create a New Folder": "สร้างโฟลเดอร์ใหม่",
    "New Folder": "โฟลเดอร์ใหม่",
    "List View": "แสดงแบบรายการ",
    "Detail View": "แสดงรายละเอียด",
    "Rename": "เปลี่ยนชื่อ",
    "Show hidden files": "แสดงไฟล์ที่ซ่อน",
    "Name": "ชื่อ",
    "Size": "ขนาด",
    "Type": "ชนิด",
    "Date Modified": "แก้ไขเมื่อ",
    "Computer": "เครื่องนี้",
    "My Computer": "เครื่องนี้",
    "Folder": "โฟลเดอร์",
    "File Folder": "โฟลเดอร์",
    "Drive": "ไดรฟ์",
    "Directories": "โฟลเดอร์",
    "All Files (*)": "ทุกไฟล์ (*)",
    "Remove": "นำออก",
    # printing
    "Print": "พิมพ์",
    "Printer": "เครื่องพิมพ์",
    "Name:": "ชื่อ:",
    "Location:": "ที่ตั้ง:",
    "Type:": "ชนิด:",
    "Output file:": "ไฟล์ที่ได้:",
    "Properties": "คุณสมบัติ",
    "Preview": "ตัวอย่าง",
    "Options >>": "ตัวเลือก >>",
    "Options <<": "ตัวเลือก <<",
    "Options": "ตัวเลือก",
    "Print to File (PDF)": "พิมพ์ลงไฟล์ (PDF)",
    "Local file": "ไฟล์ในเครื่อง",
    "Write PDF file": "เขียนไฟล์ PDF",
    "Copies": "สำเนา",
    "Copies:": "จำนวนชุด:",
    "Print range": "ช่วงที่พิมพ์",
    "Print all": "พิมพ์ทั้งหมด",
    "Pages from": "หน้าที่",
    "to": "ถึง",
    "Pages": "หน้า",
    "Current Page": "หน้าปัจจุบัน",
    "Selection": "ที่เลือก",
    "Page Set:": "ชุดหน้า:",
    "All Pages": "ทุกหน้า",
    "Odd Pages": "หน้าคี่",
    "Even Pages": "หน้าคู่",
    "Collate": "เรียงเป็นชุด",
    "Reverse": "ย้อนลำดับ",
    "Output Settings": "การพิมพ์",
    "Color Mode": "สี",
    "Color": "สี",
    "Grayscale": "ขาวดำ",
    "Duplex Printing": "พิมพ์สองหน้า",
    "Double Sided Printing": "พิมพ์สองหน้า",
    "Off": "ไม่ใช้",
    "None": "ไม่ใช้",
    "Long side": "พลิกด้านยาว",
    "Short side": "พลิกด้านสั้น",
    "Page": "หน้ากระดาษ",
    "Advanced": "เพิ่มเติม",
    "Paper": "กระดาษ",
    "Page size:": "ขนาดกระดาษ:",
    "Width:": "กว้าง:",
    "Height:": "สูง:",
    "Paper source:": "ถาดกระดาษ:",
    "Orientation": "แนวกระดาษ",
    "Portrait": "แนวตั้ง",
    "Landscape": "แนวนอน",
    "Margins": "ขอบกระดาษ",
}


class ThaiWords(QTranslator):
    """Answers Qt's own texts; the program's are Thai already and never ask."""

    def isEmpty(self) -> bool:
        """Say that there is something to find here."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return the Thai words, keeping the shortcut letter after them; None when unknown."""
        plain = source.replace("&", "")
        words = _WORDS.get(plain)
        if words is None:
            return None
        at = source.find("&")
        letter = source[at + 1 : at + 2] if at >= 0 else ""
        return f"{words} (&{letter.upper()})" if letter.strip() else words


def install(app: QApplication) -> None:
    """Let Qt speak Thai; a second call changes nothing."""
    if app.findChild(QObject, "thai_words") is None:
        translator = ThaiWords(app)
        translator.setObjectName("thai_words")
        app.installTranslator(translator)
