#!/bin/sh
# Lays what the image consists of, apart from the bot, into the folder $1: Node, what it and the native
# modules below /app link to, an init, and a small shell for whoever looks inside.
set -eu
root=$1

put() { # each with its path, links followed
  for path in "$@"; do
    mkdir -p "$root$(dirname "$path")"
    cp --dereference --preserve=mode,timestamps "$path" "$root$path"
  done
}

mkdir -p "$root/bin" "$root/usr/local/bin" "$root/etc/ssl/certs" "$root/var/lib/dpkg/status.d"
put /usr/local/bin/node /usr/bin/tini /usr/bin/env /bin/busybox /etc/ssl/certs/ca-certificates.crt
for applet in sh ls cat ps id df du grep head tail wget; do ln -s busybox "$root/bin/$applet"; done

native=$(find /app/node_modules -name '*.node')
# shellcheck disable=SC2086 # a list of paths without spaces
for library in $(ldd /usr/local/bin/node /usr/bin/tini /usr/bin/env $native \
  | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p; s/^\t\(\/[^ ]*\) .*/\1/p' | sort -u); do
  case $library in /app/*) ;; *) put "$library" ;; esac
done

# What looks for known faults in images finds here what is in this one, and so does whoever asks for licences.
for package in libc6 libgcc-s1 libstdc++6 tini busybox-static coreutils ca-certificates; do
  dpkg-query --status "$package" >"$root/var/lib/dpkg/status.d/$package"
  put "/usr/share/doc/$package/copyright"
done

# Who it runs as, and where that may write.
grep -E '^(root|nobody|node):' /etc/passwd >"$root/etc/passwd"
grep -E '^(root|nogroup|node):' /etc/group >"$root/etc/group"
put /etc/os-release
mkdir -p "$root/data" "$root/home/node" "$root/tmp"
chown node:node "$root/data" "$root/home/node"
chmod 1777 "$root/tmp"

# `docker compose exec lyrebird doctor`
for command in doctor backup restore; do
  ln -s "/app/src/$command/main.ts" "$root/usr/local/bin/$command"
done
