# A claim mounted read-only can be read beside its writer, and not written.
example file-volume.yaml | apply
running writer
inside writer 'echo kept > /data/file; sync'
only_reads() { # pod
  expect "what $1 reads" kept "$(inside "$1" 'cat /data/file')"
  refused "writing through $1" 'Read-only file system' inside "$1" 'touch /data/other'
}
start_idle with-read-only-mount files=/data:ro
only_reads with-read-only-mount
start_idle with-read-only-claim files:ro=/data
only_reads with-read-only-claim
inside writer 'echo still > /data/file'
expect "what a reader sees of later writes" still "$(inside with-read-only-claim 'cat /data/file')"
