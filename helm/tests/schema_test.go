package tests

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

func TestTyposAreRefused(t *testing.T) {
	for text, wrong := range map[string]string{
		`gatewayy: {enabled: false}`: "gatewayy",
		`gateway: {enable: false}`:   "enable",
		`gateway: {enabled: "yes"}`:  "enabled",
		`node: {groups: []}`:         "groups",
		`node: {groups: [{name: a, pools: [{name: a, loop: {paht: /a/b}}]}]}`:                        "paht",
		`node: {groups: [{name: a, pools: [{name: a, loop: {path: /a}}]}]}`:                          "path",
		`node: {groups: [{name: a, pools: [{name: a, loop: {path: "/a/b c"}}]}]}`:                    "path",
		`node: {groups: [{name: a, pools: []}]}`:                                                     "pools",
		`node: {groups: [{name: a, pools: [{name: a}]}]}`:                                            "lvm",
		`node: {groups: [{name: a, pools: [{name: a, loop: {path: /a/b}, lvm: {volumeGroup: a}}]}]}`: "pools/0",
		`node: {groups: [{name: a, pools: [{name: a, lvm: {volumeGroup: -a}}]}]}`:                    "volumeGroup",
		`node: {groups: [{name: a, pools: [{name: a, lvm: {volumeGroup: a, devices: [sdb]}}]}]}`:     "devices",
		`storageClasses: [{name: a, fsType: zfs}]`:                                                   "fsType",
		`storageClasses: [{name: a, parameters: {a: 1}}]`:                                            "parameters",
		`tls: {source: none}`:             "source",
		`snapshots: {enabled: maybe}`:     "enabled",
		`gateway: {storage: {size: ten}}`: "size",
	} {
		_, err := rendered(t, text, full)
		if err == nil {
			t.Errorf("accepted: %s", text)
		} else if !strings.Contains(err.Error(), wrong) {
			t.Errorf("%s is refused without naming %q: %v", text, wrong, err)
		}
	}
}

func TestGivenCertificatesAreNamedOrRefused(t *testing.T) {
	if _, err := rendered(t, `tls: {source: existing}`, full); err == nil || !strings.Contains(err.Error(), "tls.existing") {
		t.Errorf("accepted without Secrets: %v", err)
	}
}

// Every value there is has a place in the schema, and every place in the schema is a value.
func TestSchemaAndValuesHaveTheSameKeys(t *testing.T) {
	read := func(path string) map[string]any {
		text, err := os.ReadFile("../cistern/" + path)
		if err != nil {
			t.Fatal(err)
		}
		parsed := map[string]any{}
		if err := yaml.UnmarshalStrict(text, &parsed); err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	compare(t, "", read("values.yaml"), read("values.schema.json"))
}

func compare(t *testing.T, path string, value any, schema map[string]any) {
	properties, _ := schema["properties"].(map[string]any)
	given, isMap := value.(map[string]any)
	if properties == nil || !isMap {
		return
	}
	if schema["additionalProperties"] != false {
		t.Errorf("%s admits keys it does not know", path)
	}
	for key, inner := range given {
		known, is := properties[key].(map[string]any)
		if !is {
			t.Errorf("%s.%s is not in the schema", path, key)
			continue
		}
		compare(t, fmt.Sprintf("%s.%s", path, key), inner, known)
	}
	for key := range properties {
		optional := key == "global" || key == "claims" || key == "limits" || key == "maxSurge" || key == "lvm"
		if _, is := given[key]; !is && !optional {
			t.Errorf("%s.%s is in the schema, and not among the values", path, key)
		}
	}
}
