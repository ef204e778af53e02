package tests

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	prometheus "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	promql "github.com/prometheus/prometheus/promql/parser"
)

// The metrics that an expression of Prometheus reads; fails where it is none.
func metricsOf(t *testing.T, expression string) []string {
	t.Helper()
	// Grafana's own; $namespace is within a string.
	parsed, err := promql.NewParser(promql.Options{}).ParseExpr(strings.ReplaceAll(expression, "$__rate_interval", "5m"))
	if err != nil {
		t.Fatalf("%v in %s", err, expression)
	}
	var names []string
	promql.Inspect(parsed, func(node promql.Node, _ []promql.Node) error {
		if selector, is := node.(*promql.VectorSelector); is {
			names = append(names, selector.Name)
		}
		return nil
	})
	return names
}

// Of others: the scrape's own, kubelet's, and the JVM's, which Quarkus names.
var foreign = regexp.MustCompile(`^(up|kubelet_.*|jvm_.*)$`)

// The metrics that the sources of the services name, as Prometheus spells them.
func exported(t *testing.T) string {
	t.Helper()
	var text strings.Builder
	for _, module := range []string{"protocol", "csi-node", "csi-controller", "s3-gateway"} {
		err := filepath.WalkDir("../../"+module+"/src/main/java", func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".java") {
				return err
			}
			source, err := os.ReadFile(path)
			text.Write(source)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return text.String()
}

// Whether the sources export a metric: by its whole name, or put together from its parts.
func exports(sources, name string) bool {
	for _, suffix := range []string{"", "_total", "_count", "_sum"} {
		base, is := strings.CutSuffix(name, suffix)
		if !is {
			continue
		}
		unit := strings.TrimSuffix(strings.TrimSuffix(base, "_seconds"), "_bytes")
		dotted := strings.ReplaceAll(unit, "_", ".")
		store, ofStore := strings.CutPrefix(dotted, "cistern.s3.store.")
		pool, ofPool := strings.CutPrefix(unit, "cistern_pool_")
		switch {
		case strings.Contains(sources, `"`+base+`"`), strings.Contains(sources, `"`+dotted+`"`):
			return true
		case ofStore && (strings.Contains(sources, `"`+store+`"`) || strings.Contains(sources, `"`+store+`.bytes"`)):
			return true
		case ofPool && strings.Contains(sources, `space("`+pool+`"`):
			return true
		}
	}
	return false
}

func TestAlertsAndDashboardUseMetricsThatThereAre(t *testing.T) {
	sources := exported(t)
	used := map[string]string{}
	for _, each := range render(t, matrix["everything"], full) {
		if rules, is := decode(t, each).(*prometheus.PrometheusRule); is {
			for _, rule := range rules.Spec.Groups[0].Rules {
				for _, name := range metricsOf(t, rule.Expr.String()) {
					used[name] = rule.Alert
				}
			}
		}
	}
	for _, query := range queries(t) {
		for _, name := range metricsOf(t, query) {
			used[name] = "the dashboard"
		}
	}
	if len(used) < 20 {
		t.Fatalf("only %d metrics found", len(used))
	}
	for name, where := range used {
		if !foreign.MatchString(name) && !exports(sources, name) {
			t.Errorf("%s of %s is exported by no service", name, where)
		}
	}
	if exports(sources, "cistern_pool_missing_bytes") || exports(sources, "cistern_s3_store_missing") {
		t.Error("every metric is taken for exported")
	}
}

func queries(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(dashboardFile)
	if err != nil {
		t.Fatal(err)
	}
	var dashboard struct {
		Panels []struct{ Targets []struct{ Expr string } }
	}
	if err := json.Unmarshal(text, &dashboard); err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, panel := range dashboard.Panels {
		for _, target := range panel.Targets {
			found = append(found, target.Expr)
		}
	}
	return found
}
