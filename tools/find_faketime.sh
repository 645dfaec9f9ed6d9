#!/bin/sh
# Prints the path of libfaketime for programs with threads; one line says if there is none.
set -u
for library in /usr/lib/*/faketime/libfaketimeMT.so.1 /usr/lib/faketime/libfaketimeMT.so.1; do
  [ -f "$library" ] && { echo "$library"; exit 0; }
done
echo "no libfaketime found: apt-get install faketime" >&2
exit 1
