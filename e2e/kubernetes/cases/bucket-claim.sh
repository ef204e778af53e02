# A BucketClaim becomes a bucket with its quota, a BucketAccess a key for it in a Secret; a job uses both, is refused all else, and the key ends with its access.
gateway=$(workload gateway)
[ -n "$gateway" ] || skip "the chart was installed without a gateway"
version=$(served_bucket_claims)
[ -n "$version" ] || skip "the cluster has no bucket claims: no CRD of objectstorage.k8s.io"
driver=$(kubectl get bucketclass cistern -o jsonpath='{.driverName}{.spec.driverName}') ||
  skip "the chart was installed without gateway.cosi.enabled"
settled gateway

# A class of this case's own: its buckets hold 32 MiB at most, and are deleted with their claims.
class_of() {
  printf 'apiVersion: objectstorage.k8s.io/%s\nkind: BucketClass\nmetadata: {name: %s}\n' "$version" "$ns"
  case $version in
    v1alpha1) printf 'driverName: %s\ndeletionPolicy: Delete\nparameters: {quota: 32Mi}\n' "$driver" ;;
    v1alpha2) printf 'spec: {driverName: %s, deletionPolicy: Delete, parameters: {quota: 32Mi}}\n' "$driver" ;;
  esac
}
case $version in
  v1alpha1)
    example=bucket-claim.yaml ready='{.status.bucketReady}' granted='{.status.accessGranted}' bucket_of='{.status.bucketName}'
    credential() { field secret photos '{.data.BucketInfo}' | base64 -d | sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }
    key=accessKeyID secret=accessSecretKey
    revoke() { k delete bucketaccess "$1" --timeout=90s; }
    # Its controller makes the bucket and then writes into the claim that it is not ready, over what the sidecar may have written by then.
    ready_after_all() {
      expect "the bucket of the claim $1, which is not ready" true \
        "$(kubectl get bucket "$(field bucketclaim "$1" "$bucket_of")" -o jsonpath='{.status.bucketReady}')"
      k patch bucketclaim "$1" --subresource=status --type=merge --patch '{"status":{"bucketReady":true}}'
      note "the claim $1 was not ready though its bucket was, and was made so by hand: the interface's controller overwrote it"
    }
    ;;
  v1alpha2)
    example=bucket-claim-v1alpha2.yaml ready='{.status.readyToUse}' granted='{.status.readyToUse}' bucket_of='{.status.boundBucketName}'
    credential() { field secret photos "{.data.$1}" | base64 -d; }
    key=COSI_S3_ACCESS_KEY_ID secret=COSI_S3_ACCESS_SECRET_KEY
    # Its sidecar of today learns of deleted accesses only when it starts.
    revoke() {
      k delete bucketaccess "$1" --wait=false
      kubectl --namespace "$NAMESPACE" delete pod "$FULLNAME-gateway-0"
      settled gateway
      gone "bucketaccess/$1"
    }
    ready_after_all() { fail "the claim $1 is not ready"; }
    ;;
  *) skip "$version of objectstorage.k8s.io is not known here" ;;
esac
at_end kubectl delete bucketclass "$ns" --ignore-not-found
class_of | kubectl apply -f -

begin=$(now)
for name in photos others; do
  documents "$example" BucketClaim | sed -e "s/photos/$name/" -e "s/bucketClassName: .*/bucketClassName: $ns/" | apply
  documents "$example" BucketAccess | sed "s/photos/$name/" | apply
done
for name in photos others; do
  k wait "bucketclaim/$name" --for=jsonpath="$ready"=true --timeout=60s || ready_after_all "$name"
  k wait "bucketaccess/$name" --for=jsonpath="$granted"=true --timeout=90s
done
note "$version: two buckets and their keys after $(since "$begin") s"
documents "$example" Job | apply
k wait job/bucket-client --for=condition=Complete --timeout=180s || fail "$(k logs job/bucket-client --tail 5)"

start_s3_client client "$(credential "$key")" "$(credential "$secret")"
start_s3_client root "$(root_key access-key)" "$(root_key secret-key)"
photos=$(field bucketclaim photos "$bucket_of")
others=$(field bucketclaim others "$bucket_of")
refused "another claim's bucket" AccessDenied inside client "aws s3 ls s3://$others"
refused "a bucket without a claim" AccessDenied inside client 'aws s3 mb s3://example-unclaimed'
refused "more than the quota" QuotaExceeded inside client "head -c 20000000 /dev/zero | aws s3 cp - s3://$photos/more"

revoke photos
absent secret photos --namespace "$ns" || fail "the Secret outlives its BucketAccess"
refused "a revoked key" InvalidAccessKeyId inside client "aws s3 ls s3://$photos"

# A claim deleted by mistake takes no object with it: its bucket stays until somebody has emptied it.
k delete bucketclaim photos --wait=false
sleep 5
inside root "aws s3api head-object --bucket $photos --key object"
inside root "aws s3 rm --recursive s3://$photos"
revoke others
k delete bucketclaim others --wait=false
case $version in
  v1alpha1)
    no_buckets() { ! inside root 'aws s3 ls' | grep -qE "$photos|$others"; }
    eventually 180 "the buckets are deleted" no_buckets
    gone bucketclaim/photos
    gone bucketclaim/others
    ;;
  v1alpha2)
    # Its sidecar deletes no buckets yet; when it does, these commands fail, and the above holds for it as well.
    gone bucketclaim/photos
    gone bucketclaim/others
    kubectl delete bucket "$photos" "$others" --timeout=60s
    inside root "aws s3 rb s3://$photos; aws s3 rb s3://$others"
    ;;
esac
