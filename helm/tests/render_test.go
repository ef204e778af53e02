// Package tests holds the chart to its promises: what it renders is what Kubernetes accepts, no wider than it need be, and
// stable across upgrades.
package tests

import (
	"sort"
	"strings"
	"testing"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/dynamic/fake"
	"sigs.k8s.io/yaml"
)

const (
	release   = "cistern"
	namespace = "cistern-system"
)

// A cluster as the chart sees it: what it serves, and what lookups find in it.
type cluster struct {
	apis    []string
	objects []object
}

var full = cluster{apis: []string{"snapshot.storage.k8s.io/v1", "groupsnapshot.storage.k8s.io/v1"}}

// An object of the rendered chart, with the template it comes from.
type object struct {
	unstructured.Unstructured
	source string
	text   []byte
}

func (o object) String() string { return o.GetKind() + " " + o.GetName() + " of " + o.source }

func load(t *testing.T) *chart.Chart {
	t.Helper()
	loaded, err := loader.Load("../cistern")
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// Values in YAML, as a user writes them.
func values(t *testing.T, text string) map[string]any {
	t.Helper()
	parsed := map[string]any{}
	if err := yaml.UnmarshalStrict([]byte(text), &parsed); err != nil {
		t.Fatalf("%v in values %s", err, text)
	}
	return parsed
}

// Renders the chart as install or upgrade would; the notes are under "NOTES.txt".
func rendered(t *testing.T, text string, in cluster) (map[string]string, error) {
	t.Helper()
	loaded := load(t)
	version, err := chartutil.ParseKubeVersion("v1.34.0")
	if err != nil {
		t.Fatal(err)
	}
	capabilities := &chartutil.Capabilities{
		KubeVersion: *version,
		APIVersions: append(chartutil.DefaultVersionSet, in.apis...),
	}
	options := chartutil.ReleaseOptions{Name: release, Namespace: namespace, Revision: 1, IsInstall: true}
	all, err := chartutil.ToRenderValues(loaded, values(t, text), options, capabilities)
	if err != nil {
		return nil, err
	}
	files, err := engine.RenderWithClientProvider(loaded, all, in)
	if err != nil {
		return nil, err
	}
	short := map[string]string{}
	for name, content := range files {
		short[strings.TrimPrefix(name, "cistern/templates/")] = content
	}
	return short, nil
}

// Renders the chart to objects, in the order of their templates.
func render(t *testing.T, text string, in cluster) []object {
	t.Helper()
	files, err := rendered(t, text, in)
	if err != nil {
		t.Fatalf("%v with values %s", err, text)
	}
	names := make([]string, 0, len(files))
	for name := range files {
		if strings.HasSuffix(name, ".yaml") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	var objects []object
	for _, name := range names {
		for _, document := range strings.Split("\n"+files[name], "\n---") {
			parsed := map[string]any{}
			if err := yaml.UnmarshalStrict([]byte(document), &parsed); err != nil {
				t.Fatalf("%s: %v\n%s", name, err, document)
			}
			if len(parsed) > 0 {
				objects = append(objects, object{unstructured.Unstructured{Object: parsed}, name, []byte(document)})
			}
		}
	}
	return objects
}

// GetClientFor answers the chart's lookups from the cluster's objects.
func (c cluster) GetClientFor(apiVersion, kind string) (dynamic.NamespaceableResourceInterface, bool, error) {
	version, err := schema.ParseGroupVersion(apiVersion)
	if err != nil {
		return nil, false, err
	}
	resource := version.WithResource(strings.ToLower(kind) + "s")
	var known []runtime.Object
	for _, existing := range c.objects {
		known = append(known, existing.DeepCopy())
	}
	lists := map[schema.GroupVersionResource]string{resource: kind + "List"}
	client := fake.NewSimpleDynamicClientWithCustomListKinds(runtime.NewScheme(), lists, known...)
	return client.Resource(resource), kind != "Namespace", nil
}
