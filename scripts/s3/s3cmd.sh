# Checks of scripts/conformance-s3.sh: s3cmd.

s3cmd_() {
  local host=${CONFORMANCE_S3_ENDPOINT#http://}
  s3cmd --no-progress --config=/dev/null --no-ssl --host="$host" --host-bucket="$host" --region=us-east-1 \
    --access_key="$AWS_ACCESS_KEY_ID" --secret_key="$AWS_SECRET_ACCESS_KEY" "$@"
}

check_makes_a_bucket() {
  s3cmd_ mb s3://s3cmd-bucket
  s3cmd_ ls | grep 's3://s3cmd-bucket$'
  s3cmd_ info s3://s3cmd-bucket
}

check_puts_and_gets() {
  random_file file 70000
  s3cmd_ put file "s3://s3cmd-bucket/dir/a file+ü"
  s3cmd_ get "s3://s3cmd-bucket/dir/a file+ü" back
  same file back
  s3cmd_ info "s3://s3cmd-bucket/dir/a file+ü" | grep "MD5 sum: *$(md5sum <file | cut -d' ' -f1)"
  s3cmd_ ls s3://s3cmd-bucket/ | grep 'DIR .*s3://s3cmd-bucket/dir/'
}

check_puts_in_parts() {
  random_file large 12000000
  s3cmd_ put --multipart-chunk-size-mb=5 large s3://s3cmd-bucket/large
  s3cmd_ get s3://s3cmd-bucket/large back
  same large back
  equal "$(s3cmd_ multipart s3://s3cmd-bucket | grep -c large || true)" 0
}

check_syncs() {
  make_tree tree
  s3cmd_ sync tree/ s3://s3cmd-bucket/sync/
  rm tree/a.b
  random_file tree/a/one 100
  s3cmd_ sync --delete-removed tree/ s3://s3cmd-bucket/sync/
  mkdir back
  s3cmd_ sync s3://s3cmd-bucket/sync/ back/
  same_trees tree back
}

check_copies_and_moves() {
  random_file file 1000
  s3cmd_ put file s3://s3cmd-bucket/from
  s3cmd_ cp s3://s3cmd-bucket/from s3://s3cmd-bucket/copied
  s3cmd_ modify --add-header=x-amz-meta-a:1 s3://s3cmd-bucket/copied
  s3cmd_ info s3://s3cmd-bucket/copied | grep 'x-amz-meta-a: *1'
  s3cmd_ mv s3://s3cmd-bucket/copied s3://s3cmd-bucket/moved
  s3cmd_ get s3://s3cmd-bucket/moved back
  same file back
  equal "$(s3cmd_ ls s3://s3cmd-bucket/copied)" ""
}

check_removes_everything() {
  s3cmd_ del --recursive --force s3://s3cmd-bucket/sync/
  s3cmd_ rb --recursive --force s3://s3cmd-bucket
  equal "$(s3cmd_ ls | grep -c s3cmd-bucket || true)" 0
}
