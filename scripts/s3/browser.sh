# Checks of scripts/conformance-s3.sh: what a page in a browser does, by curl: preflights, requests
# from another origin, and forms posted with a signed policy.

api() { aws --endpoint-url "$CONFORMANCE_S3_ENDPOINT" --output text s3api "$@"; }
readonly page=https://page.example

# Lines of name=value of a form that may be posted: its fields and further conditions, as JSON.
form() { # key, fields, conditions
  python3 - "$@" <<'PY'
import base64, datetime, hashlib, hmac, json, os, sys
key, fields, conditions = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
now = datetime.datetime.now(datetime.timezone.utc)
day = now.strftime('%Y%m%d')
scope = f'{day}/us-east-1/s3/aws4_request'
fields |= {
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': os.environ['AWS_ACCESS_KEY_ID'] + '/' + scope,
    'x-amz-date': now.strftime('%Y%m%dT%H%M%SZ')}
policy = {
    'expiration': (now + datetime.timedelta(minutes=1)).strftime('%Y-%m-%dT%H:%M:%SZ'),
    'conditions': [{'bucket': 'browser'}, *conditions, *({name: value} for name, value in fields.items())]}
if not any(isinstance(c, list) and c[1] == '$key' for c in conditions):
    policy['conditions'].append({'key': key})
encoded = base64.b64encode(json.dumps(policy).encode())
signing = ('AWS4' + os.environ['AWS_SECRET_ACCESS_KEY']).encode()
for part in scope.split('/'):
    signing = hmac.new(signing, part.encode(), hashlib.sha256).digest()
fields |= {
    'key': key, 'policy': encoded.decode(),
    'x-amz-signature': hmac.new(signing, encoded, hashlib.sha256).hexdigest()}
for name, value in fields.items():
    print(f'{name}={value}')
PY
}

# Posts the file `upload` with the form on stdin; the answer goes to `answer`, its status to stdout.
post() {
  local arguments=() line
  while IFS= read -r line; do arguments+=(--form-string "$line"); done
  curl -sS -o answer -w '%{http_code}' -H "Origin: $page" "${arguments[@]}" "$@" -F 'file=@upload;filename=upload.bin' \
    "$CONFORMANCE_S3_ENDPOINT/browser"
}

check_a_bucket_says_which_pages_may_use_it() {
  api create-bucket --bucket browser
  refused_with NoSuchCORSConfiguration api get-bucket-cors --bucket browser
  api put-bucket-cors --bucket browser --cors-configuration '{"CORSRules":[{"AllowedOrigins":["https://*.example"],
    "AllowedMethods":["GET","PUT","POST"],"AllowedHeaders":["*"],"ExposeHeaders":["ETag"],"MaxAgeSeconds":300}]}'
  equal "$(api get-bucket-cors --bucket browser --query 'CORSRules[0].MaxAgeSeconds')" 300
}

check_a_preflight_is_answered() {
  curl -sS -o /dev/null -D headers -X OPTIONS "$CONFORMANCE_S3_ENDPOINT/browser/some/key" -H "Origin: $page" \
    -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: content-type, x-amz-date'
  head -1 headers | grep ' 200'
  grep -qi "^access-control-allow-origin: $page" headers
  grep -qi '^access-control-allow-methods:.*PUT' headers
  grep -qi '^access-control-allow-headers:.*x-amz-date' headers
  grep -qi '^access-control-max-age: 300' headers
}

check_a_preflight_of_another_page_is_refused() {
  equal "$(curl -sS -o answer -w '%{http_code}' -X OPTIONS "$CONFORMANCE_S3_ENDPOINT/browser/some/key" \
    -H 'Origin: https://elsewhere.test' -H 'Access-Control-Request-Method: PUT')" 403
}

check_a_page_reads_by_a_presigned_url() {
  random_file file 30000
  api put-object --bucket browser --key read --body file
  url=$(aws --endpoint-url "$CONFORMANCE_S3_ENDPOINT" s3 presign s3://browser/read)
  curl -fsS -D headers -o back -H "Origin: $page" "$url"
  same file back
  grep -qi "^access-control-allow-origin: $page" headers
  grep -qi '^access-control-expose-headers:.*ETag' headers
}

check_a_form_is_posted() {
  random_file upload 50000
  form 'up/${filename}' '{"success_action_status":"201","Content-Type":"text/x-form"}' \
    '[["starts-with","$key","up/"],["content-length-range",1,100000]]' >fields
  equal "$(post <fields)" 201
  grep -q '<Key>up/upload.bin</Key>' answer
  api get-object --bucket browser --key up/upload.bin --query ContentType back | grep text/x-form
  same upload back
}

check_a_form_beyond_its_policy_is_refused() {
  random_file upload 50000
  form 'up/large' '{}' '[["content-length-range",1,1000]]' >fields
  equal "$(post <fields)" 400
  grep -q '<Code>EntityTooLarge</Code>' answer
  form 'up/other' '{}' '[]' | sed 's/^key=.*/key=elsewhere/' >fields
  equal "$(post <fields)" 403
  grep -q '<Code>AccessDenied</Code>' answer
  refused_with 404 api head-object --bucket browser --key up/large
  refused_with 404 api head-object --bucket browser --key elsewhere
}

check_nobody_reads_without_a_signature() {
  equal "$(curl -sS -o answer -w '%{http_code}' "$CONFORMANCE_S3_ENDPOINT/browser/read")" 403
  grep -q '<Code>AccessDenied</Code>' answer
  grep -q '<RequestId>' answer
  equal "$(curl -sS -o answer -w '%{http_code}' -X PUT -d x "$CONFORMANCE_S3_ENDPOINT/browser/anonymous")" 403
  random_file upload 100
  equal "$(post --form-string key=up/anonymous </dev/null)" 403
}
