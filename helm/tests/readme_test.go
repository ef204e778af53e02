package tests

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const readme = "../cistern/README.md"

var update = flag.Bool("update", false, "write the table of values into the chart's README")

func TestTheReadmeHasEveryValue(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(text), "<!-- values -->\n")
	if !found {
		t.Fatal("the README has no place for the values")
	}
	want := head + "<!-- values -->\n" + table(t)
	if *update {
		if err := os.WriteFile(readme, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(text) {
		t.Error("values.yaml and README.md differ: go -C helm/tests test -run Readme -update .")
	}
}

// The values as a table, from values.yaml and its comments.
func table(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../cistern/values.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	lines := []string{"| value | default | |", "|---|---|---|"}
	describe("", document.Content[0], &lines)
	return strings.Join(lines, "\n") + "\n"
}

func describe(path string, mapping *yaml.Node, lines *[]string) {
	for i := 0; i < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], mapping.Content[i+1]
		name := path + key.Value
		told := comment(key)
		switch {
		case value.Kind == yaml.MappingNode && value.Style&yaml.FlowStyle == 0:
			if told != "" {
				*lines = append(*lines, row(name, "", told))
			}
			describe(name+".", value, lines)
		case value.Kind == yaml.SequenceNode && value.Style&yaml.FlowStyle == 0 && value.Content[0].Style&yaml.FlowStyle == 0:
			*lines = append(*lines, row(name, "", told))
			describe(name+"[].", value.Content[0], lines)
		default:
			*lines = append(*lines, row(name, plain(value), told))
		}
	}
}

func row(name, value, told string) string {
	if value != "" {
		value = "`" + value + "`"
	}
	return fmt.Sprintf("| `%s` | %s | %s |", name, value, strings.ReplaceAll(told, "|", "\\|"))
}

// What "# -- " lines above a key say.
func comment(key *yaml.Node) string {
	var words []string
	for _, line := range strings.Split(key.HeadComment, "\n") {
		if text, is := strings.CutPrefix(line, "# -- "); is {
			words = append(words, text)
		}
	}
	return strings.Join(words, " ")
}

func plain(value *yaml.Node) string {
	var decoded any
	if err := value.Decode(&decoded); err != nil {
		panic(err)
	}
	text, err := json.Marshal(decoded)
	if err != nil {
		panic(err)
	}
	return string(text)
}
