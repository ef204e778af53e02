package tests

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

var (
	setting = regexp.MustCompile(`\bCISTERN_(NODE|CONTROLLER|S3|TLS)_([A-Z_]+)\b`)
	method  = regexp.MustCompile(`(?m)^  +[A-Za-z<>]+ ([a-zA-Z]+)\(\);`)
)

// The interfaces that say what the services can be told.
var configurations = map[string][]string{
	"NODE":       {"csi-node/src/main/java/io/cistern/node/app/NodeConfig.java", "csi-node/src/main/java/io/cistern/node/app/HttpConfig.java"},
	"CONTROLLER": {"csi-controller/src/main/java/io/cistern/controller/app/ControllerConfig.java", "csi-controller/src/main/java/io/cistern/controller/app/HttpConfig.java"},
	"S3":         {"s3-gateway/src/main/java/io/cistern/s3/app/GatewayConfig.java"},
	"TLS":        {"csi-node/src/main/java/io/cistern/node/app/TlsConfig.java"},
}

// The names of all methods of these interfaces, as environment variables spell them.
func told(t *testing.T, service string) []string {
	t.Helper()
	var names []string
	for _, path := range configurations[service] {
		text, err := os.ReadFile("../../" + path)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range method.FindAllStringSubmatch(string(text), -1) {
			spelled := regexp.MustCompile(`[A-Z]`).ReplaceAllString(found[1], "_$0")
			names = append(names, strings.ToUpper(spelled))
		}
	}
	return names
}

// Whether a setting is one of the names, or one within another.
func known(name string, names []string) bool {
	for _, outer := range names {
		if name == outer {
			return true
		}
		if inner, is := strings.CutPrefix(name, outer+"_"); is && known(inner, names) {
			return true
		}
	}
	return false
}

func TestServicesAreToldOnlyWhatTheyCanBeTold(t *testing.T) {
	texts := map[string]string{}
	for _, each := range render(t, matrix["everything"], full) {
		texts[each.String()] = string(each.text)
	}
	for _, pattern := range []string{"../../deploy/systemd/*.service", "../../deploy/compose/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			texts[file] = string(text)
		}
	}
	seen := 0
	for where, text := range texts {
		for _, found := range setting.FindAllStringSubmatch(text, -1) {
			seen++
			if !known(found[2], told(t, found[1])) {
				t.Errorf("%s sets %s, which no service knows", where, found[0])
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d settings found", seen)
	}
	if known("POOL", told(t, "NODE")) {
		t.Error("every setting is taken for known")
	}
}

func TestWhatIsDeployedWithoutTheChartIsOfThisVersion(t *testing.T) {
	text, err := os.ReadFile("../../deploy/compose/compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var compose struct {
		Services map[string]struct {
			Image    string `json:"image"`
			ReadOnly bool   `json:"read_only"`
		} `json:"services"`
	}
	if err := yaml.Unmarshal(text, &compose); err != nil {
		t.Fatal(err)
	}
	gateway := compose.Services["gateway"]
	if !strings.HasSuffix(gateway.Image, ":"+load(t).AppVersion()+"}") || !gateway.ReadOnly {
		t.Errorf("%+v", gateway)
	}
}

func TestKindHasTheSnapshotControllerThatFitsTheChartsSidecar(t *testing.T) {
	text, err := os.ReadFile("../../deploy/kind/snapshots/kustomization.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var kustomization struct {
		Resources []string `json:"resources"`
	}
	if err := yaml.Unmarshal(text, &kustomization); err != nil {
		t.Fatal(err)
	}
	tag := load(t).Values["sidecars"].(map[string]any)["snapshotter"].(map[string]any)["tag"].(string)
	if len(kustomization.Resources) != 2 {
		t.Error(kustomization.Resources)
	}
	for _, resource := range kustomization.Resources {
		if !strings.HasSuffix(resource, "?ref="+tag) {
			t.Errorf("%s, and the sidecar is %s", resource, tag)
		}
	}
}
