# What a run can be told by its environment; README.md explains each. Sourced by run.sh and by every case.
E2E_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
RELEASE=${RELEASE:-cistern}
NAMESPACE=${NAMESPACE:-cistern}
CHART=${CHART:-$E2E_ROOT/helm/cistern}
VALUES=${VALUES:-}
IMAGE=${IMAGE:-busybox:1.37}
S3_IMAGE=${S3_IMAGE:-amazon/aws-cli:2.31.0}
S3_SECRET=${S3_SECRET:-$RELEASE-gateway}
S3_ENDPOINT=${S3_ENDPOINT:-http://$RELEASE-gateway.$NAMESPACE.svc:9000}
CLASS=${CLASS:-cistern}
CLAIMS=${CLAIMS:-200}
DISRUPTIVE=${DISRUPTIVE:-yes}
readonly E2E_ROOT DRIVER=csi.cistern.io
export RELEASE NAMESPACE CHART VALUES IMAGE S3_IMAGE S3_SECRET S3_ENDPOINT CLASS CLAIMS DISRUPTIVE
