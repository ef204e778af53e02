package tests

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	installed = regexp.MustCompile(`/opt/cistern/([\w./-]+)`)
	units     = "../../deploy/systemd"
	// What gives a service a mount namespace of its own; see systemd.exec(5).
	namespaces = regexp.MustCompile(`(?m)^(Private(Tmp|Devices|Mounts|Users|Network)|Protect\w+|(ReadOnly|ReadWrite|Inaccessible|Exec|NoExec)Paths|Bind\w*Paths|TemporaryFileSystem|MountFlags|RootDirectory|DynamicUser)=`)
)

// The texts of the units, by their file names.
func readUnits(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(units + "/*.service")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	texts := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(file)] = string(text)
	}
	return texts
}

func TestUnitsNameOnlyWhatIsInstalled(t *testing.T) {
	script, err := os.ReadFile("../../scripts/install.sh")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(script), "cp -a --parents ")
	list, _, _ = strings.Cut(list, `"$home.new"`)
	copied := strings.Fields(strings.ReplaceAll(list, "\\\n", " "))
	for unit, text := range readUnits(t) {
		for _, found := range installed.FindAllStringSubmatch(text, -1) {
			path := found[1]
			if strings.HasPrefix(path, "runtime/") {
				continue // a link to the JDK
			}
			if !below(path, copied) {
				t.Errorf("%s names %s, which install.sh does not copy", unit, path)
			}
			// What is built is not there yet.
			if _, err := os.Stat("../../" + path); err != nil && !strings.Contains(path, "/target/") {
				t.Errorf("%s: %v", unit, err)
			}
		}
	}
}

func below(path string, roots []string) bool {
	for _, root := range roots {
		if path == root || strings.HasPrefix(path, root+"/") {
			return true
		}
	}
	return false
}

func TestWhatTheNodesUnitMountsIsTheMachines(t *testing.T) {
	texts := readUnits(t)
	if found := namespaces.FindString(texts["cistern-node.service"]); found != "" {
		t.Errorf("%s hides its mounts from the machine", found)
	}
	if namespaces.FindString(texts["cistern-gateway.service"]) == "" {
		t.Error("nothing is found where something is")
	}
	if !strings.Contains(texts["cistern-node.service"], "\nKillMode=process\n") {
		t.Error("who thaws what is frozen is killed with the service")
	}
}

// Unknown keys, values that are none, programs that cannot be executed.
func TestSystemdUnderstandsTheUnits(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("no systemd-analyze here")
	}
	root := t.TempDir()
	program := func(path string, content []byte, mode os.FileMode) {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, other := range []string{"/bin/sh", "/usr/bin/find", "/opt/cistern/runtime/bin/java"} {
		program(other, nil, 0o755)
	}
	for _, ours := range []string{"cistern", "deploy/systemd/await-ready"} {
		about, err := os.Stat("../../" + ours)
		if err != nil {
			t.Fatal(err)
		}
		program("/opt/cistern/"+ours, nil, about.Mode())
	}
	arguments := []string{"verify", "--man=no", "--recursive-errors=no", "--root=" + root}
	for unit, text := range readUnits(t) {
		program("/etc/systemd/system/"+unit, []byte(text), 0o644)
		arguments = append(arguments, strings.Replace(unit, "@.", "@data.", 1))
	}
	if said, err := exec.Command(analyze, arguments...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}
