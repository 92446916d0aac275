; Inno Setup 6: dist\hrdesk-<version>-setup.exe from dist\hrdesk. Run by installer\build.py.
#ifndef AppVersion
  #error "AppVersion is missing: run python installer\build.py"
#endif

[Setup]
AppId={{6E0B6B0C-5B3A-4B57-9C0D-6C7C2D3B6E51}
AppName=hrdesk โต๊ะงานการเจ้าหน้าที่
AppVersion={#AppVersion}
AppVerName=hrdesk {#AppVersion}
DefaultDirName={autopf}\hrdesk
DefaultGroupName=hrdesk
DisableProgramGroupPage=yes
; Offices rarely have administrator rights: for one user by default, for all on request.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
SourceDir=..
OutputDir=dist
OutputBaseFilename=hrdesk-{#AppVersion}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
RestartApplications=no
UninstallDisplayIcon={app}\hrdesk.exe
UninstallDisplayName=hrdesk โต๊ะงานการเจ้าหน้าที่

[Languages]
Name: "thai"; MessagesFile: "compiler:Default.isl"

[LangOptions]
LanguageName=ไทย
LanguageID=$041E
DialogFontName=Leelawadee UI
DialogFontSize=9

[Messages]
SetupAppTitle=ติดตั้งโปรแกรม
SetupWindowTitle=ติดตั้ง %1
UninstallAppTitle=ถอนการติดตั้ง
UninstallAppFullTitle=ถอนการติดตั้ง %1
ButtonBack=< ย้อนกลับ
ButtonNext=ถัดไป >
ButtonInstall=ติดตั้ง
ButtonCancel=ยกเลิก
ButtonFinish=เสร็จสิ้น
ButtonYes=ใช่
ButtonNo=ไม่ใช่
ButtonBrowse=เลือก...
ButtonWizardBrowse=เลือก...
ExitSetupTitle=ออกจากการติดตั้ง
ExitSetupMessage=การติดตั้งยังไม่เสร็จ ถ้าออกตอนนี้โปรแกรมจะยังไม่ถูกติดตั้ง%n%nต้องการออกหรือไม่
PrivilegesRequiredOverrideTitle=เลือกแบบการติดตั้ง
PrivilegesRequiredOverrideInstruction=ติดตั้งสำหรับใคร
PrivilegesRequiredOverrideText2=%1 ติดตั้งสำหรับท่านคนเดียว หรือสำหรับผู้ใช้ทุกคนของเครื่องนี้ (ต้องมีสิทธิ์ผู้ดูแลเครื่อง)
PrivilegesRequiredOverrideAllUsers=สำหรับผู้ใช้ทุกคน
PrivilegesRequiredOverrideCurrentUserRecommended=สำหรับฉันคนเดียว (แนะนำ)
WizardSelectDir=เลือกโฟลเดอร์
SelectDirDesc=จะติดตั้ง [name] ไว้ที่ใด
SelectDirLabel3=โปรแกรมจะติดตั้ง [name] ไว้ในโฟลเดอร์นี้
SelectDirBrowseLabel=กด "ถัดไป" เพื่อทำต่อ หรือกด "เลือก" เพื่อเปลี่ยนโฟลเดอร์
DiskSpaceMBLabel=ต้องมีที่ว่างอย่างน้อย [mb] MB
WizardSelectTasks=งานเพิ่มเติม
SelectTasksDesc=ให้ทำอะไรเพิ่มเติม
SelectTasksLabel2=เลือกสิ่งที่ให้ทำเพิ่มระหว่างติดตั้ง [name] แล้วกด "ถัดไป"
WizardReady=พร้อมติดตั้ง
ReadyLabel1=พร้อมติดตั้ง [name] แล้ว
ReadyLabel2a=กด "ติดตั้ง" เพื่อเริ่ม หรือกด "ย้อนกลับ" เพื่อแก้ไข
WizardInstalling=กำลังติดตั้ง
InstallingLabel=กำลังติดตั้ง [name] โปรดรอสักครู่
FinishedHeadingLabel=ติดตั้ง [name] เสร็จแล้ว
FinishedLabel=ติดตั้ง [name] แล้ว เปิดโปรแกรมได้จากไอคอนที่สร้างไว้
ClickFinish=กด "เสร็จสิ้น" เพื่อปิด
ConfirmUninstall=ต้องการถอน %1 หรือไม่ ข้อมูลของสำนักงานจะไม่ถูกลบ
UninstalledAll=ถอน %1 ออกจากเครื่องแล้ว ข้อมูลของสำนักงานยังอยู่

[Tasks]
Name: "desktop"; Description: "สร้างไอคอนบนหน้าจอ"

[InstallDelete]
; Libraries of an older version must not mix with the new ones. Data lies elsewhere.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "dist\hrdesk\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\hrdesk โต๊ะงานการเจ้าหน้าที่"; Filename: "{app}\hrdesk.exe"
Name: "{autodesktop}\hrdesk โต๊ะงานการเจ้าหน้าที่"; Filename: "{app}\hrdesk.exe"; Tasks: desktop

[Run]
Filename: "{app}\hrdesk.exe"; Description: "เปิดโปรแกรม"; Flags: nowait postinstall skipifsilent
