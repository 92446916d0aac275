#!/bin/sh
# Installs hrdesk for the user who runs it, or for everybody when root runs it. Data stays where
# it is: only the program's own folder is replaced.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

if [ "$(id -u)" -eq 0 ]; then
    program=/usr/local/lib/hrdesk
    commands=/usr/local/bin
    menu=/usr/local/share/applications
else
    base=${XDG_DATA_HOME:-$HOME/.local/share}
    program=$base/hrdesk-program
    commands=$HOME/.local/bin
    menu=$base/applications
fi

mkdir -p "$(dirname "$program")" "$commands" "$menu"
rm -rf "$program.new"
cp -R "$here/program" "$program.new"
rm -rf "$program"
mv "$program.new" "$program"
ln -sf "$program/hrdesk" "$commands/hrdesk"
sed "s|@PROGRAM@|$program/hrdesk|" "$here/hrdesk.desktop" >"$menu/hrdesk.desktop"
echo "ติดตั้งแล้วที่ $program เปิดโปรแกรมได้จากเมนู หรือสั่ง $commands/hrdesk"
