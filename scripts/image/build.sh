#!/usr/bin/env bash
# `npm run image`: builds both images from the Dockerfile as it is, with buildah where there is no Docker
# engine, and proves the bot's: runs it confined against the sandbox, and prints what an operator asks. Needs
# root, buildah, debootstrap and python3 (Debian's packages of these names).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
base=docker.io/library/node:24-bookworm
began=$SECONDS

if ! buildah inspect --type image "$base" >/dev/null 2>&1 && ! buildah pull --quiet "$base" >/dev/null 2>&1; then
  echo 'No registry can be reached: the base is made from packages.'
  scripts/image/base.sh "$base"
fi
for target in sandbox bot; do
  buildah build --isolation chroot --format docker --layers --pull=false --quiet --build-arg BASE="$base" \
    --target "$target" --tag "lyrebird:$target" . >/dev/null
done
echo "Built in $((SECONDS - began)) s"

containers=()
trap 'buildah rm "${containers[@]}" >/dev/null' EXIT
roots=()
for target in bot sandbox; do
  containers+=("$(buildah from "lyrebird:$target")")
  roots+=("$(buildah mount "${containers[-1]}")")
done
node --disable-warning=ExperimentalWarning scripts/image/prove.ts \
  "${roots[0]}" <(buildah inspect --type image lyrebird:bot) "${roots[1]}"
