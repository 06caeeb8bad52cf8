#!/usr/bin/env bash
# Upgrades a copy of a project and takes it back: demo.sh ASSETIZE PROJECT
set -euo pipefail
assetize=$(realpath "$1")
project=$(realpath "$2")
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -R "$project/." "$copy"
cd "$copy"

show() {
  printf '\n$ assetize %s\n\n' "$*"
  # 1 means that there is something to upgrade: here there is.
  "$assetize" "$@" || [ $? -eq 1 ]
}

show report
show upgrade
show upgrade --write
show upgrade --check
show verify
show undo
