#!/bin/sh
# Installs from Debian's packages what tests start. Says in one line what it cannot do.
set -u
# A missing folder of fonts means a missing package, as a missing command does.
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v faketime >/dev/null 2>&1 || missing="$missing faketime"
command -v ssh-keygen >/dev/null 2>&1 || missing="$missing openssh-client"
[ -d /usr/share/fonts/truetype/dejavu ] || missing="$missing fonts-dejavu-core"
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "this is no Debian; install by hand:$missing" >&2
  exit 1
fi
run=""
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || { echo "cannot install without root: apt-get install$missing" >&2; exit 1; }
  run="sudo"
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
{ $run apt-get update -qq && $run apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1 \
  || { echo "cannot install: apt-get install$missing failed" >&2; exit 1; }
