#!/bin/sh
# Prints env.example with every secret filled in: ops/docker/new-env.sh >.env
set -eu
umask 077
secret() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }
while IFS= read -r line; do
  case $line in
    *_KEY= | *_PASSWORD=) printf '%s%s\n' "$line" "$(secret)" ;;
    *) printf '%s\n' "$line" ;;
  esac
done <"$(dirname -- "$0")/env.example"
