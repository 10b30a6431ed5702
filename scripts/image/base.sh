#!/usr/bin/env bash
# Makes node:24-bookworm for buildah out of Debian's and npm's packages, for where no registry of images can
# be reached: base.sh NAME. What is built on it is what the Dockerfile says; only the base is home-made.
set -euo pipefail
name=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mirror=$(sed -n 's/^URIs: //p; s/^deb \([^ ]*\) .*/\1/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1 || true)
debootstrap --variant=minbase --include=ca-certificates,g++,make,python3 \
  bookworm "$work/root" "${mirror:-http://deb.debian.org/debian}" >"$work/log" 2>&1 || { tail -20 "$work/log"; exit 1; }

# Node and npm as the lock file has them, and the headers that native modules are compiled against.
node=$(node -p 'require(process.argv[1]).devDependencies.node' "$here/../../package.json")
(cd "$work" && npm pack --silent "node-linux-$(node -p process.arch)@$node" "npm@11" >/dev/null)
mkdir -p "$work/root/usr/local/lib/node_modules/npm"
tar -xzf "$work"/node-linux-*.tgz -C "$work/root/usr/local" --strip-components=1 package/bin
tar -xzf "$work"/npm-*.tgz -C "$work/root/usr/local/lib/node_modules/npm" --strip-components=1
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$work/root/usr/local/bin/npx"
chmod +x "$work/root/usr/local/lib/node_modules/npm/bin/"*.js
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
mkdir -p "$work/root/usr/local/include"
cp -r "$prefix/include/node" "$work/root/usr/local/include/node"
# Whom this machine trusts: a network may have an authority of its own.
cp /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/ca-certificates.crt"
mkdir -p "$work/root/usr/local/etc"
echo cafile=/etc/ssl/certs/ca-certificates.crt >"$work/root/usr/local/etc/npmrc"
chroot "$work/root" groupadd --gid 1000 node
chroot "$work/root" useradd --uid 1000 --gid node --shell /bin/bash --create-home node

container=$(buildah from scratch)
buildah copy --quiet "$container" "$work/root" / >/dev/null
buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --cmd node "$container"
buildah commit --quiet --rm "$container" "$name" >/dev/null
