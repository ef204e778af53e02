package tests

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	kind "sigs.k8s.io/kind/pkg/apis/config/v1alpha4"
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

// Read as docker compose reads it: against its schema, with its checks of what belongs together.
func TestComposeUnderstandsItsFile(t *testing.T) {
	options, err := cli.NewProjectOptions([]string{"../../deploy/compose/compose.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	project, err := options.LoadProject(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	gateway := project.Services["gateway"]
	if gateway.Image != "cistern/s3-gateway:"+load(t).AppVersion() {
		t.Errorf("the gateway is of another version: %s", gateway.Image)
	}
	if !gateway.ReadOnly || len(gateway.CapAdd) > 0 || !slices.Equal(gateway.CapDrop, []string{"ALL"}) {
		t.Error("the gateway may do more than it needs")
	}
	if len(gateway.Ports) != 1 || gateway.Ports[0].HostIP != "127.0.0.1" {
		t.Errorf("the gateway is open to others: %v", gateway.Ports)
	}
}

func TestKindUnderstandsItsFileAndItsNodesSeeDevicesThatAreMadeLater(t *testing.T) {
	text, err := os.ReadFile("../../deploy/kind/cluster.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var cluster kind.Cluster
	if err := yaml.UnmarshalStrict(text, &cluster); err != nil {
		t.Fatal(err)
	}
	workers := 0
	for _, node := range cluster.Nodes {
		if node.Role != kind.WorkerRole {
			continue
		}
		workers++
		if !slices.Contains(node.ExtraMounts, kind.Mount{HostPath: "/dev", ContainerPath: "/dev"}) {
			t.Error("a node has a /dev of its own")
		}
	}
	if workers != 2 {
		t.Errorf("%d nodes have pools", workers)
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
