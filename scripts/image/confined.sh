#!/usr/bin/env -S bash --norc
# confined.sh ROOT DATA COMMAND...: runs a command in an unpacked image as compose.yaml would have it run: the
# file system read-only apart from /data and /tmp, user 1000, no capability and no way to gain one. The
# network is this machine's. Needs root. The environment is passed on.
set -euo pipefail
root=$1 data=$2
shift 2
export CONFINED_ROOT=$root CONFINED_DATA=$data
exec unshare --mount --propagation private bash --norc -euc '
  for folder in proc dev data tmp; do mkdir -p "$CONFINED_ROOT/$folder"; done
  mount --bind "$CONFINED_ROOT" "$CONFINED_ROOT"
  mount -o remount,bind,ro,nodev,nosuid "$CONFINED_ROOT"
  mount -t tmpfs -o size=64m,mode=1777 tmpfs "$CONFINED_ROOT/tmp"
  mount --bind "$CONFINED_DATA" "$CONFINED_ROOT/data"
  mount --rbind /proc "$CONFINED_ROOT/proc"
  mount --rbind /dev "$CONFINED_ROOT/dev"
  # Where names are looked up is said by whoever runs a container, not by its image.
  root=$CONFINED_ROOT
  unset CONFINED_ROOT CONFINED_DATA
  exec /usr/bin/python3 -c "
import ctypes, os, sys, warnings
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38
libc = ctypes.CDLL(None, use_errno=True)
os.chroot(sys.argv[1])
os.chdir(\"/app\")
capability = 0
while libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0:
    capability += 1
os.setgroups([])
os.setgid(1000)
os.setuid(1000)
libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
os.execvpe(sys.argv[2], sys.argv[2:], os.environ)
" "$root" "$@"' confined "$@"
