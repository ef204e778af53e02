# What a run can be told by its environment; README.md explains each. Sourced by run.sh and by every case.
E2E_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
RELEASE=${RELEASE:-cistern}
NAMESPACE=${NAMESPACE:-cistern-system}
CHART=${CHART:-$E2E_ROOT/helm/cistern}
VALUES=${VALUES:-}
IMAGE=${IMAGE:-busybox:1.37}
S3_IMAGE=${S3_IMAGE:-amazon/aws-cli:2.31.0}
# What the chart's objects are called: after the release, and the chart unless the release is named for it.
case $RELEASE in *cistern*) FULLNAME=$RELEASE ;; *) FULLNAME=$RELEASE-cistern ;; esac
S3_SECRET=${S3_SECRET:-$FULLNAME-s3-root}
S3_ENDPOINT=${S3_ENDPOINT:-http://$FULLNAME-s3.$NAMESPACE.svc:9000}
CLASS=${CLASS:-cistern}
CLAIMS=${CLAIMS:-200}
DISRUPTIVE=${DISRUPTIVE:-yes}
readonly E2E_ROOT FULLNAME
export RELEASE NAMESPACE CHART VALUES IMAGE S3_IMAGE S3_SECRET S3_ENDPOINT CLASS CLAIMS DISRUPTIVE
