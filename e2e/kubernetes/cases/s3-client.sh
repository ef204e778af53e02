# A job uses the gateway with aws-cli, its credentials from a Secret, and is refused without the right ones.
gateway=$(workload gateway)
[ -n "$gateway" ] || skip "the chart was installed without a gateway"
settled gateway
k create secret generic s3-credentials --from-literal=AWS_ENDPOINT_URL="$S3_ENDPOINT" --from-literal=AWS_DEFAULT_REGION=us-east-1 \
  --from-literal=AWS_ACCESS_KEY_ID="$(root_key access-key)" --from-literal=AWS_SECRET_ACCESS_KEY="$(root_key secret-key)"
example s3-client.yaml | apply
k wait job/s3-client --for=condition=Complete --timeout=180s || fail "$(k logs job/s3-client --tail 5)"

k delete job s3-client --timeout=60s
k patch secret s3-credentials -p "{\"data\":{\"AWS_SECRET_ACCESS_KEY\":\"$(printf wrong | base64)\"}}"
example s3-client.yaml | apply
k wait job/s3-client --for=condition=Failed --timeout=180s
k logs job/s3-client | grep -q SignatureDoesNotMatch || fail "a wrong secret key: $(k logs job/s3-client --tail 5)"
