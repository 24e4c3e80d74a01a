#!/usr/bin/env bash
# Installs the Debian packages with which the slow tests read what chipkb writes. Without them, those tests are skipped or say what is missing.
set -u
packages=(bibutils python3-pandas sqlite3 sqlite-utils)
dpkg -s "${packages[@]}" >/dev/null 2>&1 && exit
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >/dev/null 2>&1; then
  echo "Could not install ${packages[*]}: run this as root on Debian." >&2
fi
exit 0
