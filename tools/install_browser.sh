#!/bin/sh
# Installs Chromium from Debian's packages if there is none. Says in one line what it cannot do.
set -u
command -v chromium >/dev/null 2>&1 && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "no Chromium found, and this is no Debian: install a browser named chromium" >&2
  exit 1
fi
run=""
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || { echo "cannot install Chromium without root: apt-get install chromium" >&2; exit 1; }
  run="sudo"
fi
export DEBIAN_FRONTEND=noninteractive
{ $run apt-get update -qq && $run apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1 \
  || { echo "cannot install Chromium: apt-get install chromium failed" >&2; exit 1; }
