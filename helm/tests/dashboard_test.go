package tests

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

const dashboardFile = "../cistern/dashboards/cistern.json"

// A panel's place on the grid of 24 columns.
type place struct{ x, y, w, h uint32 }

func (p place) overlaps(q place) bool {
	return p.x < q.x+q.w && q.x < p.x+p.w && p.y < q.y+q.h && q.y < p.y+p.h
}

// By Grafana's own types, options of panels and queries included, without a field that they do not have.
func TestTheDashboardIsOneThatGrafanaKnows(t *testing.T) {
	plugins.RegisterDefaultPlugins()
	text, err := os.ReadFile(dashboardFile)
	if err != nil {
		t.Fatal(err)
	}
	// Where nothing is wrong it returns an empty list of errors, and keeps no panel for it.
	if wrong := new(dashboard.Dashboard).UnmarshalJSONStrict(text); wrong != nil && wrong.Error() != "" {
		t.Fatal(wrong)
	}
	var read dashboard.Dashboard
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	ids := map[uint32]string{}
	var places []place
	for _, each := range read.Panels {
		panel := each.Panel
		if panel == nil {
			continue
		}
		if other, is := ids[*panel.Id]; is {
			t.Errorf("%q and %q have the same id", other, *panel.Title)
		}
		ids[*panel.Id] = *panel.Title
		at := place{panel.GridPos.X, panel.GridPos.Y, panel.GridPos.W, panel.GridPos.H}
		if at.x+at.w > 24 {
			t.Errorf("%q is wider than the screen", *panel.Title)
		}
		for _, other := range places {
			if at.overlaps(other) {
				t.Errorf("%q lies over another panel", *panel.Title)
			}
		}
		places = append(places, at)
	}
	if len(places) < 20 {
		t.Errorf("only %d panels", len(places))
	}
}
