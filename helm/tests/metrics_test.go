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
	core "k8s.io/api/core/v1"
)

func parse(t *testing.T, expression string) promql.Expr {
	t.Helper()
	// Grafana's own; $namespace is within a string.
	filled := strings.NewReplacer("$__rate_interval", "5m", "$__interval", "1m", "$__range", "6h").Replace(expression)
	parsed, err := promql.NewParser(promql.Options{}).ParseExpr(filled)
	if err != nil {
		t.Fatalf("%v in %s", err, expression)
	}
	return parsed
}

// The metrics that an expression of Prometheus reads; fails where it is none.
func metricsOf(t *testing.T, expression string) []string {
	t.Helper()
	var names []string
	promql.Inspect(parse(t, expression), func(node promql.Node, _ []promql.Node) error {
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

// A pod's series ends with the pod. Where its label stood in a query, every restart would draw another line of the same name.
func TestALineOfTheDashboardOutlivesItsPod(t *testing.T) {
	for _, query := range queries(t) {
		promql.Inspect(parse(t, query), func(node promql.Node, above []promql.Node) error {
			if _, is := node.(*promql.VectorSelector); !is {
				return nil
			}
			for _, each := range above {
				if aggregate, is := each.(*promql.AggregateExpr); is && !aggregate.Without {
					return nil
				}
			}
			t.Errorf("%s has the labels of a pod", query)
			return nil
		})
	}
}

func TestRatesOfTheDashboardAreOverScrapesAsOftenAsTheChartAsksForThem(t *testing.T) {
	objects := render(t, "monitoring: {serviceMonitor: {interval: 1m}, dashboard: {enabled: true}}", full)
	dashboard := find[*core.ConfigMap](t, objects, "cistern-dashboard").Data["cistern.json"]
	for _, each := range targets(t, []byte(dashboard)) {
		if each.Interval != "1m" {
			t.Errorf("%s is told %q", each.Expr, each.Interval)
		}
	}
}

// A query of a panel; its interval is the least time between two of its points.
type target struct{ Expr, Interval string }

func targets(t *testing.T, text []byte) []target {
	t.Helper()
	var dashboard struct{ Panels []struct{ Targets []target } }
	if err := json.Unmarshal(text, &dashboard); err != nil {
		t.Fatal(err)
	}
	var found []target
	for _, panel := range dashboard.Panels {
		found = append(found, panel.Targets...)
	}
	return found
}

func queries(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(dashboardFile)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, each := range targets(t, text) {
		found = append(found, each.Expr)
	}
	return found
}
