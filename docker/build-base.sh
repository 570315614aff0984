#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the lowest layer of the image: build-base.sh RUNTIME ROOT. The C library that the runtime's programs and libraries need, taken from
# this machine's packages; user 10001; nothing else. Names and versions of the packages stand in var/lib/dpkg/status.d, where scanners look.
set -euo pipefail
runtime=$1 root=$2

rm -rf "$root"
mkdir -p "$root"/{etc,tmp,proc,dev,sys,var/lib/dpkg/status.d,usr/share/doc}
# Name look-ups are loaded by name, so no program lists them.
libraries() {
  local libc
  find "$runtime" -type f \( -name '*.so' -o -path '*/bin/*' -o -name jspawnhelper \) -exec ldd {} + 2>/dev/null | sed -nE 's/^.*[[:space:]](\/lib[^ ]*|\/usr\/lib[^ ]*) \(0x.*/\1/p' | grep -vF "$runtime" | sort -u
  libc=$(ldd "$runtime/bin/java" | sed -nE 's/.*libc\.so\.6 => ([^ ]*) .*/\1/p')
  ls "$(dirname "$libc")"/lib{nss_dns,nss_files,resolv}.so.2
}
libraries | sort -u | while read -r file; do
  install -D -m 755 "$(readlink -f "$file")" "$root$file"
done
if command -v dpkg-query >/dev/null; then
  libraries | sort -u | while read -r file; do dpkg-query -S "$(readlink -f "$file")" "$file" 2>/dev/null | cut -d: -f1 || true; done | sort -u | while read -r package; do
    dpkg-query -s "$package" | grep -E '^(Package|Status|Version|Architecture|Source|Maintainer):' > "$root/var/lib/dpkg/status.d/$package"
    install -D -m 644 "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/copyright"
  done
fi
cp /etc/os-release "$root/etc/os-release"
printf 'root:x:0:0:root:/:/none\ntracing:x:10001:10001:tracing:/var/lib/tracing-on-sls:/none\n' > "$root/etc/passwd"
printf 'root:x:0:\ntracing:x:10001:\n' > "$root/etc/group"
printf 'passwd: files\ngroup: files\nhosts: files dns\n' > "$root/etc/nsswitch.conf"
chmod -R u=rwX,go=rX "$root"
chmod 1777 "$root/tmp"
