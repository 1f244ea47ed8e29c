#!/usr/bin/env bash
# Packs the machine's own sshd, bash and busybox into the tiny image that most container tests use: made in about a second.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
folder=$root_dir/deploy/images/instance
tag=anchorage/test-tiny:1

programs=(/bin/bash /usr/sbin/sshd /usr/bin/ssh-keygen /usr/lib/openssh/sftp-server /usr/bin/tini /usr/bin/busybox /usr/bin/tmux /usr/bin/git /usr/bin/rsync)
[ -x /usr/lib/openssh/sshd-session ] && programs+=(/usr/lib/openssh/sshd-session)
[ -x /bin/busybox ] && programs=("${programs[@]/\/usr\/bin\/busybox//bin/busybox}")
source=$(cat "${programs[@]}" "$folder"/{sshd_config,entrypoint,merge-keys} "$0" | sha256sum | cut -c1-16)
[ "$(docker image inspect -f '{{index .Config.Labels "anchorage.source"}}' $tag 2>/dev/null)" = "$source" ] && exit 0

say "packing $tag from this machine's own programs"
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree"/{bin,usr/{bin,sbin,lib/openssh,local/lib/anchorage},lib,lib64,etc,run/{sshd,anchorage},tmp,var/{tmp,log,empty},proc,sys,dev,root/.ssh}
: >"$tree/var/log/lastlog"
chmod 1777 "$tree/tmp" "$tree/var/tmp"
chmod 700 "$tree/root" "$tree/root/.ssh" "$tree/run/anchorage"
{
  printf '%s\n' "${programs[@]}"
  ldd "${programs[@]}" 2>/dev/null | grep -oE '/[^ :]+\.so[^ :]*'
} | sort -u | while read -r file; do
  mkdir -p "$tree$(dirname "$file")"
  cp -L --preserve=mode "$file" "$tree$file"
done
busybox=$(printf '%s\n' "${programs[@]}" | grep 'busybox$')
[ -e "$tree/bin/busybox" ] || ln -s "$busybox" "$tree/bin/busybox"
for applet in $("$busybox" --list); do
  [ -e "$tree/bin/$applet" ] || [ -e "$tree/usr/bin/$applet" ] || [ -e "$tree/usr/sbin/$applet" ] || ln -s /bin/busybox "$tree/bin/$applet"
done
for kind in xterm xterm-256color screen-256color tmux-256color linux; do
  for place in /lib/terminfo /usr/share/terminfo; do
    [ -f "$place/${kind:0:1}/$kind" ] && mkdir -p "$tree/lib/terminfo/${kind:0:1}" && cp -L "$place/${kind:0:1}/$kind" "$tree/lib/terminfo/${kind:0:1}/"
  done
done
cp "$folder"/{sshd_config,entrypoint,merge-keys} "$tree/usr/local/lib/anchorage/"
printf 'root:*:0:0:root:/root:/bin/bash\nsshd:*:100:65534::/run/sshd:/usr/sbin/nologin\nnobody:*:65534:65534:nobody:/:/usr/sbin/nologin\n' >"$tree/etc/passwd"
printf 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n' >"$tree/etc/group"
printf 'hosts: files dns\n' >"$tree/etc/nsswitch.conf"
tar -C "$tree" --owner=0 --group=0 -c . | docker import \
  -c 'ENTRYPOINT ["/usr/bin/tini","--","/usr/local/lib/anchorage/entrypoint"]' -c 'WORKDIR /root' \
  -c "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" -c "LABEL anchorage.source=$source anchorage.keys=environment" - $tag >/dev/null
