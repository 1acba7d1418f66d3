#!/usr/bin/env bash
# Makes target/package/loopbook_VERSION_ARCH.deb from a release build (LOOPBOOK_PROFILE=dev: from the debug build, to try
# the package itself). It owns nothing outside /usr: removing or purging it leaves every journal where it is.
set -euo pipefail
cd "$(dirname "$0")/../.."

profile=${LOOPBOOK_PROFILE:-release}
cargo build --locked --profile "$profile" -p loopbook -p loopbook-cli
built=target/$([ "$profile" = dev ] && echo debug || echo "$profile")
version=$(cargo metadata --no-deps --locked --format-version 1 | sed -E 's/.*"name":"loopbook","version":"([^"]+)".*/\1/')
arch=$(dpkg --print-architecture)

root=target/package/root
rm -rf "$root"
install -Dm755 "$built/loopbook" "$root/usr/bin/loopbook"
install -Dm755 "$built/loopbook-cli" "$root/usr/bin/loopbook-cli"
strip --strip-unneeded "$root/usr/bin/loopbook" "$root/usr/bin/loopbook-cli"
install -Dm644 src-tauri/debian/loopbook.desktop "$root/usr/share/applications/loopbook.desktop"
install -Dm644 src-tauri/icons/loopbook.svg "$root/usr/share/icons/hicolor/scalable/apps/loopbook.svg"
for size in 32x32 128x128; do
    install -Dm644 "src-tauri/icons/$size.png" "$root/usr/share/icons/hicolor/$size/apps/loopbook.png"
done
mkdir -p "$root/usr/share/man/man1" "$root/usr/share/bash-completion/completions" "$root/usr/share/doc/loopbook"
"$built/loopbook-cli" man | gzip -9n >"$root/usr/share/man/man1/loopbook-cli.1.gz"
"$built/loopbook-cli" completions bash >"$root/usr/share/bash-completion/completions/loopbook-cli"
install -Dm644 LICENSE "$root/usr/share/doc/loopbook/copyright"
install -Dm644 -t "$root/usr/share/doc/loopbook/faces" src-tauri/typeset/fonts/OFL-*.txt src-tauri/typeset/fonts/README.md
node tests/licences.mjs --list >"$root/usr/share/doc/loopbook/licences-of-what-is-inside"

# What the programs are linked with, by the names of the packages here.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/debian"
printf 'Source: loopbook\n\nPackage: loopbook\nArchitecture: any\n' >"$scratch/debian/control"
programs=("$PWD/$root/usr/bin/loopbook" "$PWD/$root/usr/bin/loopbook-cli")
depends=$(cd "$scratch" && dpkg-shlibdeps -O "${programs[@]}" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')

mkdir -p "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<CONTROL
Package: loopbook
Version: $version
Architecture: $arch
Maintainer: The Loopbook makers <loopbook@localhost>
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Depends: $depends
Recommends: hunspell-en-us | hunspell-dictionary, hunspell-en-gb, hunspell-de-de, hunspell-fr, hunspell-nl, hunspell-es, xdg-utils
Section: editors
Priority: optional
Description: private journal for people who learn from their own practice
 Loopbook keeps the reflective journal of a teacher, nurse or social worker on
 their own machine, encrypted. Entries are found as you type and can be given
 away as a web page, as Markdown or as data. Nothing is sent anywhere.
CONTROL

deb=target/package/loopbook_${version}_${arch}.deb
dpkg-deb --root-owner-group --build "$root" "$deb" >/dev/null
rm -rf "$root"
echo "$deb"
