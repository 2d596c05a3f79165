#!/usr/bin/env bash
# install.sh FOLDER: puts the npm packages of package-lock.json into FOLDER, once; the network only while they are missing.
# Two builds of one tree may call it at the same time.
set -euo pipefail
here=$(dirname -- "$(readlink -f -- "$0")")
folder=$1
mkdir -p -- "$folder"
exec 9>"$folder/.lock"
flock 9
cmp -s "$here/package-lock.json" "$folder/installed.json" && exit
rm -f -- "$folder/installed.json"
cp -- "$here/package.json" "$here/package-lock.json" "$folder/"
cd -- "$folder"
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
cp -- package-lock.json installed.json
