#!/bin/sh
# unpack-debian.sh DEST PACKAGE...
# Unpacks Debian or Ubuntu packages, and the libraries this machine lacks for them, under DEST/root.
# Needs no root, starts no service, and changes nothing outside DEST: apt works on lists and a cache of its own.
set -eu
dest=$1
shift
rm -rf "$dest"
mkdir -p "$dest/apt/lists/partial" "$dest/apt/cache/archives/partial" "$dest/unpacked"

own="-o Dir::State::Lists=$dest/apt/lists -o Dir::Cache=$dest/apt/cache -o Dir::State::status=/var/lib/dpkg/status"
quiet="-o Debug::NoLocking=1 -o APT::Sandbox::User= -o Acquire::Languages=none"

apt-get $own $quiet -qq update
missing=$(apt-get $own $quiet -s --no-install-recommends install "$@" | awk '/^Inst/ { print $2 }')
cd "$dest/apt/cache/archives"
apt-get $own $quiet -qq download $(printf '%s\n' $missing "$@" | sort -u)
for package in *.deb; do
  dpkg-deb -x "$package" "$dest/unpacked"
done
rm -rf "$dest/apt"
mv "$dest/unpacked" "$dest/root"
