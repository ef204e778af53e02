# Checks of scripts/conformance-s3.sh: restic. Its source tree and its password live over the checks.

restic_() { RESTIC_PASSWORD=conformance restic --no-cache -q -r "s3:$CONFORMANCE_S3_ENDPOINT/restic/repository" "$@"; }

check_initialises_a_repository() {
  restic_ init
  restic_ cat config
}

check_backs_up_checks_and_restores() {
  make_tree tree
  restic_ backup tree
  restic_ check --read-data
  restic_ restore latest --target back
  same_trees tree back/tree
}

check_forgets_and_prunes() {
  make_tree other
  restic_ backup other
  restic_ forget --keep-last 1 --group-by host --prune
  restic_ check --read-data
  restic_ restore latest --target back
  same_trees other back/other
  equal "$(restic_ snapshots --json | grep -o '"short_id"' | wc -l)" 1
}
