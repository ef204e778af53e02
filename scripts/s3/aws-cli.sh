# Checks of scripts/conformance-s3.sh: the AWS command line, its high-level commands and its bare
# operations. Works in a bucket that the first check makes and the last one removes.

s3() { aws --endpoint-url "$CONFORMANCE_S3_ENDPOINT" s3 "$@"; }
api() { aws --endpoint-url "$CONFORMANCE_S3_ENDPOINT" --output text s3api "$@"; }

check_makes_a_bucket() {
  s3 mb s3://aws-cli
  s3 ls | grep ' aws-cli$'
  api head-bucket --bucket aws-cli
  equal "$(api get-bucket-location --bucket aws-cli)" None
}

check_copies_a_small_file_there_and_back() {
  random_file small 3000
  s3 cp small s3://aws-cli/small --content-type application/x-small --metadata colour=green
  s3 cp s3://aws-cli/small back
  same small back
  equal "$(api head-object --bucket aws-cli --key small --query '[ContentLength,ContentType,Metadata.colour]')" \
    $'3000\tapplication/x-small\tgreen'
}

check_copies_an_empty_file_and_a_pipe() {
  : >empty
  s3 cp empty s3://aws-cli/empty
  s3 cp s3://aws-cli/empty empty-back
  same empty empty-back
  random_file piped 100000
  s3 cp - s3://aws-cli/piped <piped
  s3 cp s3://aws-cli/piped - >piped-back
  same piped piped-back
}

check_copies_a_large_file_in_parts() {
  random_file large 41943041
  s3 cp large s3://aws-cli/large
  equal "$(api head-object --bucket aws-cli --key large --query ETag | grep -o -- '-[0-9]*')" -6
  s3 cp s3://aws-cli/large back
  same large back
  s3 cp s3://aws-cli/large s3://aws-cli/large-copy
  s3 cp s3://aws-cli/large-copy copy-back
  same large copy-back
}

check_syncs_a_tree_both_ways() {
  make_tree tree
  s3 sync tree s3://aws-cli/sync
  equal "$(s3 sync tree s3://aws-cli/sync)" ""
  random_file tree/new 10
  rm tree/a/one
  s3 sync --delete tree s3://aws-cli/sync
  s3 sync s3://aws-cli/sync back
  same_trees tree back
}

check_presigns_for_curl() {
  random_file file 12345
  s3 cp file "s3://aws-cli/dir with space/ü+&"
  url=$(s3 presign "s3://aws-cli/dir with space/ü+&" --expires-in 60)
  curl -fsS "$url" -o back
  same file back
  equal "$(curl -sS -o error -w '%{http_code}' "${url%?????}00000")" 403
  grep -q '<Code>SignatureDoesNotMatch</Code>' error
}

check_keeps_versions() {
  s3 mb s3://aws-versions
  equal "$(api get-bucket-versioning --bucket aws-versions)" ""
  api put-bucket-versioning --bucket aws-versions --versioning-configuration Status=Enabled
  equal "$(api get-bucket-versioning --bucket aws-versions)" Enabled
  random_file one 1000
  random_file two 2000
  first=$(api put-object --bucket aws-versions --key k --body one --query VersionId)
  second=$(api put-object --bucket aws-versions --key k --body two --query VersionId)
  [ "$first" != "$second" ]
  api get-object --bucket aws-versions --key k --version-id "$first" one-back
  same one one-back
  api get-object --bucket aws-versions --key k two-back
  same two two-back
  marker=$(api delete-object --bucket aws-versions --key k --query '[DeleteMarker,VersionId]')
  equal "${marker%%$'\t'*}" True
  refused_with 404 api head-object --bucket aws-versions --key k
  equal "$(api list-object-versions --bucket aws-versions --query 'length(Versions)')" 2
  equal "$(api list-object-versions --bucket aws-versions --query 'DeleteMarkers[0].IsLatest')" True
  api delete-object --bucket aws-versions --key k --version-id "${marker##*$'\t'}"
  api get-object --bucket aws-versions --key k again
  same two again
  api delete-object --bucket aws-versions --key k --version-id "$first"
  api delete-object --bucket aws-versions --key k --version-id "$second"
  s3 rb s3://aws-versions
}

check_tags_objects_and_buckets() {
  api put-object --bucket aws-cli --key tagged --tagging 'a=1&b=x%20y'
  equal "$(api get-object-tagging --bucket aws-cli --key tagged --query 'TagSet[?Key==`b`].Value')" 'x y'
  api put-object-tagging --bucket aws-cli --key tagged --tagging 'TagSet=[{Key=c,Value=3}]'
  equal "$(api get-object-tagging --bucket aws-cli --key tagged --query 'TagSet[].Key')" c
  api delete-object-tagging --bucket aws-cli --key tagged
  equal "$(api get-object-tagging --bucket aws-cli --key tagged --query 'length(TagSet)')" 0
  refused_with NoSuchTagSet api get-bucket-tagging --bucket aws-cli
  api put-bucket-tagging --bucket aws-cli --tagging 'TagSet=[{Key=team,Value=store}]'
  equal "$(api get-bucket-tagging --bucket aws-cli --query 'TagSet[0].Value')" store
  api delete-bucket-tagging --bucket aws-cli
}

check_lists_in_pages() {
  mkdir -p many/p many/q
  for i in $(seq 1000 1124); do echo "$i" >"many/p/$i"; echo "$i" >"many/q/$i"; done
  s3 cp --quiet --recursive many s3://aws-cli/many
  ours='--bucket aws-cli --prefix many/'
  equal "$(api list-objects-v2 $ours --page-size 7 --query 'length(Contents)' | paste -sd+ | bc)" 250
  equal "$(api list-objects $ours --page-size 9 --query 'length(Contents)' | paste -sd+ | bc)" 250
  equal "$(api list-objects-v2 $ours --delimiter / --query 'CommonPrefixes[].Prefix')" $'many/p/\tmany/q/'
  equal "$(api list-objects-v2 $ours --start-after many/q/1122 --query 'Contents[].Key')" $'many/q/1123\tmany/q/1124'
  equal "$(api list-objects-v2 $ours --delimiter / --page-size 1 --query 'CommonPrefixes[].Prefix' | wc -l)" 2
  equal "$(s3 ls --recursive s3://aws-cli/many/ | wc -l)" 250
}

check_uploads_parts_by_hand() {
  random_file one 5242880
  random_file two 100
  id=$(api create-multipart-upload --bucket aws-cli --key parts --metadata a=b --query UploadId)
  equal "$(api list-multipart-uploads --bucket aws-cli --prefix parts --query 'Uploads[].UploadId')" "$id"
  e1=$(api upload-part --bucket aws-cli --key parts --upload-id "$id" --part-number 1 --body one --query ETag)
  api put-object --bucket aws-cli --key part-source --body one
  api upload-part-copy --bucket aws-cli --key parts --upload-id "$id" --part-number 2 \
    --copy-source aws-cli/part-source --copy-source-range bytes=0-5242879
  e3=$(api upload-part --bucket aws-cli --key parts --upload-id "$id" --part-number 3 --body two --query ETag)
  equal "$(api list-parts --bucket aws-cli --key parts --upload-id "$id" --query 'Parts[].Size')" $'5242880\t5242880\t100'
  e2=$(api list-parts --bucket aws-cli --key parts --upload-id "$id" --query 'Parts[1].ETag')
  parts="Parts=[{PartNumber=1,ETag=$e1},{PartNumber=2,ETag=$e2},{PartNumber=3,ETag=$e3}]"
  refused_with InvalidPart api complete-multipart-upload --bucket aws-cli --key parts --upload-id "$id" \
    --multipart-upload "Parts=[{PartNumber=1,ETag=$e3}]"
  api complete-multipart-upload --bucket aws-cli --key parts --upload-id "$id" --multipart-upload "$parts"
  api get-object --bucket aws-cli --key parts back
  cat one one two >whole
  same whole back
  api get-object --bucket aws-cli --key parts --part-number 3 third
  same two third
  other=$(api create-multipart-upload --bucket aws-cli --key parts --query UploadId)
  api abort-multipart-upload --bucket aws-cli --key parts --upload-id "$other"
  refused_with NoSuchUpload api list-parts --bucket aws-cli --key parts --upload-id "$other"
}

check_verifies_checksums() {
  random_file file 100000
  for algorithm in CRC32 CRC32C CRC64NVME SHA1 SHA256; do
    given=$(api put-object --bucket aws-cli --key sum --body file --checksum-algorithm $algorithm --query Checksum$algorithm)
    equal "$(api head-object --bucket aws-cli --key sum --checksum-mode ENABLED --query Checksum$algorithm)" "$given"
    api get-object --bucket aws-cli --key sum --checksum-mode ENABLED back
    same file back
  done
  equal "$(api get-object-attributes --bucket aws-cli --key sum --object-attributes Checksum ObjectSize \
    --query '[Checksum.ChecksumSHA256,ObjectSize]')" "$given"$'\t100000'
  refused_with BadDigest api put-object --bucket aws-cli --key wrong --body file \
    --checksum-sha256 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
  refused_with BadDigest api put-object --bucket aws-cli --key wrong --body file --content-md5 AAAAAAAAAAAAAAAAAAAAAA==
  refused_with 404 api head-object --bucket aws-cli --key wrong
  s3 cp file s3://aws-cli/sum --checksum-algorithm CRC32C
  s3 cp s3://aws-cli/sum copied --checksum-mode ENABLED
  same file copied
}

check_obeys_conditions_and_ranges() {
  random_file file 10000
  etag=$(api put-object --bucket aws-cli --key conditional --body file --if-none-match '*' --query ETag)
  refused_with PreconditionFailed api put-object --bucket aws-cli --key conditional --body file --if-none-match '*'
  refused_with PreconditionFailed api put-object --bucket aws-cli --key conditional --body file --if-match '"no"'
  api put-object --bucket aws-cli --key conditional --body file --if-match "$etag"
  refused_with 304 api get-object --bucket aws-cli --key conditional --if-none-match "$etag" back
  refused_with 412 api head-object --bucket aws-cli --key conditional --if-match '"no"'
  api get-object --bucket aws-cli --key conditional --range bytes=100-299 part
  head -c 300 file | tail -c 200 >expected
  same expected part
  api get-object --bucket aws-cli --key conditional --range bytes=-10 part
  tail -c 10 file >expected
  same expected part
  refused_with InvalidRange api get-object --bucket aws-cli --key conditional --range bytes=10000- part
}

check_copies_with_new_metadata() {
  random_file file 20000
  api put-object --bucket aws-cli --key source --body file --metadata a=1 --tagging t=1
  api copy-object --bucket aws-cli --key 'copy/ü 1' --copy-source aws-cli/source
  equal "$(api head-object --bucket aws-cli --key 'copy/ü 1' --query 'Metadata.a')" 1
  equal "$(api get-object-tagging --bucket aws-cli --key 'copy/ü 1' --query 'TagSet[].Key')" t
  refused_with InvalidRequest api copy-object --bucket aws-cli --key source --copy-source aws-cli/source
  api copy-object --bucket aws-cli --key source --copy-source aws-cli/source --metadata b=2 \
    --metadata-directive REPLACE --content-type text/new
  equal "$(api head-object --bucket aws-cli --key source --query '[Metadata.a,Metadata.b,ContentType]')" $'None\t2\ttext/new'
  s3 mv 's3://aws-cli/copy/ü 1' s3://aws-cli/moved
  s3 cp s3://aws-cli/moved back
  same file back
}

check_deletes_many_at_once() {
  for key in x1 x2 x3; do api put-object --bucket aws-cli --key $key; done
  equal "$(api delete-objects --bucket aws-cli --delete 'Objects=[{Key=x1},{Key=x2},{Key=never}]' \
    --query 'length(Deleted)')" 3
  equal "$(api delete-objects --bucket aws-cli --delete 'Objects=[{Key=x3}],Quiet=true')" ""
  equal "$(api list-objects-v2 --bucket aws-cli --prefix x --query 'Contents')" None
}

check_answers_what_is_asked_of_access() {
  equal "$(api get-bucket-acl --bucket aws-cli --query 'Grants[].Permission')" FULL_CONTROL
  equal "$(api get-object-acl --bucket aws-cli --key small --query 'Grants[].Permission')" FULL_CONTROL
  equal "$(api get-bucket-ownership-controls --bucket aws-cli \
    --query 'OwnershipControls.Rules[].ObjectOwnership')" BucketOwnerEnforced
  api put-public-access-block --bucket aws-cli --public-access-block-configuration BlockPublicAcls=true
  equal "$(api get-public-access-block --bucket aws-cli \
    --query 'PublicAccessBlockConfiguration.BlockPublicAcls')" True
  refused_with AccessControlListNotSupported api put-object-acl --bucket aws-cli --key small --acl public-read
}

check_understands_its_errors() {
  refused_with NoSuchKey api get-object --bucket aws-cli --key none back
  refused_with NoSuchBucket api list-objects-v2 --bucket aws-cli-none
  refused_with BucketNotEmpty api delete-bucket --bucket aws-cli
  refused_with InvalidAccessKeyId env AWS_ACCESS_KEY_ID=nobody aws --endpoint-url "$CONFORMANCE_S3_ENDPOINT" s3 ls
  refused_with SignatureDoesNotMatch env AWS_SECRET_ACCESS_KEY=wrong aws --endpoint-url "$CONFORMANCE_S3_ENDPOINT" s3 ls
  refused_with NotImplemented api get-bucket-website --bucket aws-cli
}

check_removes_everything() {
  s3 rm --quiet --recursive s3://aws-cli/many
  equal "$(s3 ls --recursive s3://aws-cli/many | wc -l)" 0
  s3 rb --force s3://aws-cli
  refused_with NoSuchBucket s3 ls s3://aws-cli
}
