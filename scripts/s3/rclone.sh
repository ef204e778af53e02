# Checks of scripts/conformance-s3.sh: rclone.

rclone_() {
  env RCLONE_CONFIG=/dev/null RCLONE_CONFIG_HERE_TYPE=s3 RCLONE_CONFIG_HERE_PROVIDER=Other \
    RCLONE_CONFIG_HERE_ENDPOINT="$CONFORMANCE_S3_ENDPOINT" RCLONE_CONFIG_HERE_REGION=us-east-1 \
    RCLONE_CONFIG_HERE_ACCESS_KEY_ID="$AWS_ACCESS_KEY_ID" \
    RCLONE_CONFIG_HERE_SECRET_ACCESS_KEY="$AWS_SECRET_ACCESS_KEY" \
    rclone --retries 1 --low-level-retries 1 --s3-upload-cutoff 6M --s3-chunk-size 5M "$@"
}

check_syncs_a_tree_and_finds_it_the_same() {
  rclone_ mkdir here:rclone
  make_tree tree
  rclone_ sync tree here:rclone/tree
  rclone_ check tree here:rclone/tree
  rclone_ check --download tree here:rclone/tree
  rm tree/a.b
  random_file tree/new 3000
  rclone_ sync tree here:rclone/tree
  rclone_ sync here:rclone/tree back
  same_trees tree back
}

check_keeps_modification_times_and_sums() {
  random_file file 20000
  touch -d '2020-02-03T04:05:06Z' file
  rclone_ copyto file here:rclone/timed
  equal "$(rclone_ lsf --format t --time-format 2006 here:rclone/timed 2>/dev/null || rclone_ lsf --format t here:rclone/timed | cut -c1-4)" 2020
  equal "$(rclone_ md5sum here:rclone/timed | cut -d' ' -f1)" "$(md5sum <file | cut -d' ' -f1)"
}

check_copies_moves_and_reads_in_the_middle() {
  random_file file 1000000
  rclone_ copyto file here:rclone/from
  rclone_ copyto here:rclone/from here:rclone/copied
  rclone_ moveto here:rclone/copied here:rclone/moved
  rclone_ cat --offset 1000 --count 5000 here:rclone/moved >part
  head -c 6000 file | tail -c 5000 >expected
  same expected part
  rclone_ rcat here:rclone/piped <file
  rclone_ cat here:rclone/piped >back
  same file back
}

check_purges() {
  rclone_ size --json here:rclone | grep '"count":'
  rclone_ purge here:rclone
  equal "$(rclone_ lsd here: | grep -c ' rclone$' || true)" 0
}
